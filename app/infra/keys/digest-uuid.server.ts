import { createHash } from "node:crypto";

/**
 * A UUID of a text, the same for the same text: what a form's key and its purpose become where a column holds
 * UUIDs.
 */
export function digestUuid(text: string): string {
  const digest = createHash("sha256").update(text).digest("hex");
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
