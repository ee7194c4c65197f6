import { fileTypeFromBuffer } from "file-type";
import { cleanPdf } from "#app/infra/evidence/clean-pdf.server.ts";
import { cleanPicture } from "#app/infra/evidence/clean-picture.server.ts";

export type FileRefusal =
  "too-large" | "not-a-picture-or-pdf" | "broken" | "too-many-pixels" | "encrypted-pdf";

export type CleanedFile =
  { ok: true; mediaType: string; bytes: Uint8Array } | { ok: false; refusal: FileRefusal };

/** A picture of fifty megapixels takes some hundred megabytes and seconds. */
const MOST_AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * What a file is, by its bytes alone, and the file written anew: nothing of it goes on but what can be seen. At most two at once in this
 * process; the others wait.
 */
export async function cleanFile(
  bytes: Uint8Array,
  { mostBytes }: { mostBytes: number },
): Promise<CleanedFile> {
  if (bytes.length > mostBytes) return { ok: false, refusal: "too-large" };
  const type = await fileTypeFromBuffer(bytes);
  if (running >= MOST_AT_ONCE) await new Promise<void>((free) => waiting.push(free));
  else running += 1;
  try {
    const cleaned = await rewrite(bytes, { mediaType: type?.mime, mostBytes });
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
  { mediaType, mostBytes }: { mediaType: string | undefined; mostBytes: number },
): Promise<CleanedFile> {
  if (mediaType === "image/jpeg") return cleanPicture(bytes, { format: "jpeg", mostBytes });
  if (mediaType === "image/png") return cleanPicture(bytes, { format: "png", mostBytes });
  if (mediaType !== "application/pdf") return { ok: false, refusal: "not-a-picture-or-pdf" };
  const rewritten = await cleanPdf(bytes);
  return rewritten.ok ? { ...rewritten, mediaType } : rewritten;
}
