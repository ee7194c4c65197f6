import { z } from "zod";
import { formText } from "#app/http/form-text.ts";

const keySchema = z.uuid().catch(() => crypto.randomUUID());

/**
 * What a form is known by when it is sent twice. Only what was forged has none, and then nothing speaks for
 * it having come before.
 */
export const formKey = (formData: FormData): string => keySchema.parse(formText(formData, "key"));
