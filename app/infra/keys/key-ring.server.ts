import { createHmac, createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

const key = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 32, "a key is 32 bytes, base64");

const keyRingSchema = z
  .object({ current: z.string().min(1), keys: z.record(z.string().min(1), key), blindIndexKey: key })
  .refine((ring) => ring.current in ring.keys, "`current` names no key of the ring");

export type KeyRing = z.infer<typeof keyRingSchema>;

/** One encrypted envelope: nonce (12) ‖ ciphertext ‖ tag (16), and the id of the key it was sealed with. */
export type Envelope = { envelope: Uint8Array<ArrayBuffer>; keyId: string };

/**
 * Keeps what is personal. `seal` and `open` are AES-256-GCM over one JSON envelope a row, bound to `owner`
 * (the row it belongs to), so an envelope copied to another row doesn't open. `blindIndex` is HMAC-SHA-256,
 * to find by value without storing the value; `auditMac` likewise, which whoever owns the database but not
 * the key can't compute.
 */
export type Vault = {
  currentKeyId: string;
  seal(owner: string, data: unknown): Envelope;
  open(owner: string, sealed: { envelope: Uint8Array; keyId: string }): unknown;
  blindIndex(
    kind: "msisdn" | "person" | "address" | "row" | "caller-code" | "agent-code" | "iccid" | "store-code",
    value: string,
  ): Uint8Array<ArrayBuffer>;
  auditMac(text: string): Uint8Array<ArrayBuffer>;
};

export const newKeyRing = () => ({
  current: "k1",
  keys: { k1: randomBytes(32).toString("base64") },
  blindIndexKey: randomBytes(32).toString("base64"),
});

/** Reads KEYS_FILE. Throws with the path and what is wrong with it. */
export function readKeyRing(path: string): KeyRing {
  const parsed = keyRingSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`key ring ${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function openVault(ring: KeyRing): Vault {
  const keyedHash = (kind: string, value: string) =>
    createHmac("sha256", ring.blindIndexKey).update(`${kind}\0${value}`).digest();
  const keyOf = (keyId: string) => {
    const found = ring.keys[keyId];
    if (!found) throw new Error(`the key ring holds no key "${keyId}"`);
    return found;
  };
  return {
    currentKeyId: ring.current,
    seal(owner, data) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", keyOf(ring.current), nonce).setAAD(Buffer.from(owner));
      const body = [cipher.update(JSON.stringify(data), "utf8"), cipher.final()];
      return { envelope: Buffer.concat([nonce, ...body, cipher.getAuthTag()]), keyId: ring.current };
    },
    open(owner, { envelope, keyId }) {
      const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.byteLength);
      const decipher = createDecipheriv("aes-256-gcm", keyOf(keyId), bytes.subarray(0, 12))
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(-16));
      const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString(
        "utf8",
      );
      return JSON.parse(text) as unknown;
    },
    blindIndex: keyedHash,
    auditMac: (text) => keyedHash("audit", text),
  };
}
