import type { z } from "zod";
import { formText } from "#app/http/form-text.ts";

/** Only what was forged has no number there. */
export function idIn(formData: FormData, name: string): bigint {
  const id = formText(formData, name);
  if (!/^\d{1,18}$/.test(id)) throw new Response(null, { status: 400 });
  return BigInt(id);
}

/** Only what was forged has another value in a field that is a choice. */
export function parseForm<Schema extends z.ZodType>(schema: Schema, formData: FormData): z.infer<Schema> {
  const form = schema.safeParse(Object.fromEntries(formData));
  if (!form.success) throw new Response(null, { status: 400 });
  return form.data;
}
