import { cleanPdf } from "#app/infra/evidence/clean-pdf.server.ts";
import { cleanPicture } from "#app/infra/evidence/clean-picture.server.ts";

export type FileRefusal =
  "too-large" | "not-a-picture-or-pdf" | "broken" | "too-many-pixels" | "encrypted-pdf" | "busy";

export type CleanedFile =
  { ok: true; mediaType: string; bytes: Uint8Array } | { ok: false; refusal: FileRefusal };

/**
 * What we take, by its first bytes. A file that is something else as well, further on, is only this once it
 * is written anew.
 */
const signatures = [
  { mediaType: "image/jpeg", bytes: Buffer.from("ffd8ff", "hex") },
  { mediaType: "image/png", bytes: Buffer.from("89504e470d0a1a0a", "hex") },
  { mediaType: "application/pdf", bytes: Buffer.from("%PDF-") },
] as const;

type MediaType = (typeof signatures)[number]["mediaType"];

/** A picture of fifty megapixels takes some hundred megabytes and seconds. */
const MOST_AT_ONCE = 2;

/** Each with its file in memory, for as long as it waits. */
const MOST_WAITING = 8;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * What a file is, by its bytes alone, and the file written anew: nothing of it goes on but what can be seen.
 * At most two at once in this process; the others wait, and where too many do, it is "busy".
 */
export async function cleanFile(
  bytes: Uint8Array,
  { mostBytes }: { mostBytes: number },
): Promise<CleanedFile> {
  if (bytes.length > mostBytes) return { ok: false, refusal: "too-large" };
  const known = signatures.find((one) => one.bytes.equals(bytes.subarray(0, one.bytes.length)));
  if (!known) return { ok: false, refusal: "not-a-picture-or-pdf" };
  if (waiting.length >= MOST_WAITING) return { ok: false, refusal: "busy" };
  if (running >= MOST_AT_ONCE) await new Promise<void>((free) => waiting.push(free));
  else running += 1;
  try {
    const cleaned = await rewrite(bytes, { mediaType: known.mediaType, mostBytes });
    if (cleaned.ok && cleaned.bytes.length > mostBytes) return { ok: false, refusal: "too-large" };
    return cleaned;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

async function rewrite(
  bytes: Uint8Array,
  { mediaType, mostBytes }: { mediaType: MediaType; mostBytes: number },
): Promise<CleanedFile> {
  switch (mediaType) {
    case "image/jpeg":
      return cleanPicture(bytes, { format: "jpeg", mostBytes });
    case "image/png":
      return cleanPicture(bytes, { format: "png", mostBytes });
    case "application/pdf": {
      const rewritten = await cleanPdf(bytes);
      return rewritten.ok ? { ...rewritten, mediaType } : rewritten;
    }
  }
}
