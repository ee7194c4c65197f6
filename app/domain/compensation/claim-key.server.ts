import { createHash } from "node:crypto";

/** What stands in the database for a form's key: of one line and one purpose, so that no other line's form can meet it. */
export function claimKey(purpose: "sum" | "draft" | "hand", subscriberId: bigint, key: string): string {
  const digest = createHash("sha256").update(`${purpose}:${subscriberId}:${key}`).digest("hex");
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
