/**
 * A text field of a form; a file sent in its place, or nothing, is no text. Without NUL, which PostgreSQL
 * takes in no text.
 */
export function formText(formData: FormData, name: string): string {
  const value = formData.get(name);
  return typeof value === "string" ? value.replaceAll("\0", "") : "";
}
