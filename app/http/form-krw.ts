import { formText } from "#app/http/form-text.ts";

/** A sum that our own form carries, in won. One that was forged is no sum at all, and so never the expected one. */
export function formKrw(formData: FormData, name: string): number {
  const text = formText(formData, name);
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}
