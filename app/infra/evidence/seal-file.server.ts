import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/**
 * A file as it lies in the evidence store: AES-256-GCM, nonce (12) ‖ ciphertext ‖ tag (16), by a key of its
 * own and bound to its id, so that it doesn't open in another's place. The key is kept in the row's envelope,
 * base64: sealing that anew with the ring's next key is all that a change of keys needs, and what was erased
 * there opens nowhere any more, whatever copies a store keeps.
 */
export function sealFile(id: string, bytes: Uint8Array): { key: string; sealed: Uint8Array } {
  const key = randomBytes(32);
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(id));
  const body = [cipher.update(bytes), cipher.final()];
  return { key: key.toString("base64"), sealed: Buffer.concat([nonce, ...body, cipher.getAuthTag()]) };
}

export function openFile(id: string, key: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "base64"), sealed.subarray(0, 12))
    .setAAD(Buffer.from(id))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}
