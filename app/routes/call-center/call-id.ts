import { formText } from "#app/http/form-text.ts";

/** The call that a form was made for: one that was left open in another window doesn't act on the next caller. */
export function callIdOf(formData: FormData): bigint {
  const id = formText(formData, "call");
  if (!/^\d{1,18}$/.test(id)) throw new Response(null, { status: 400 });
  return BigInt(id);
}
