import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

const linkKeySchema = z.object({ key: z.base64() });

export type LinkKey = Buffer;

export const newLinkKey = () => ({ key: randomBytes(32).toString("base64") });

/** Reads LINK_KEYS_FILE, which only the worker may. */
export function readLinkKey(path: string): LinkKey {
  const { key } = linkKeySchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const bytes = Buffer.from(key, "base64");
  if (bytes.length !== 32) throw new Error(`link key ${path}: a key is 32 bytes, base64`);
  return bytes;
}

/**
 * The token of a link: 128 bits of HMAC-SHA-256(key, link id ‖ version), base64url (22 characters). The same
 * at every retry.
 */
export const linkToken = (linkKey: LinkKey, link: { id: string; version: number }) =>
  createHmac("sha256", linkKey)
    .update(`${link.id}\0${link.version}`)
    .digest()
    .subarray(0, 16)
    .toString("base64url");

/** All that is stored of a token. */
export const hashToken = (token: string): Uint8Array<ArrayBuffer> =>
  createHash("sha256").update(token).digest();
