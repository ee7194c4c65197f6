import { z } from "zod";
import { hours } from "#app/shared/time.ts";

/**
 * What becomes of a document.
 *
 * The holder sends a file; what can't be a JPEG, PNG or PDF is refused, and what can is written anew (infra/evidence). Then its row is
 * `storing`: it has its place among the claim's documents, and the sealed file may or may not lie in the store. Once the file is there to stay the row is
 * `received`; where the store fails, or the claim takes no more documents by then, file and row go again at once. A row that stays
 * `storing`, since the process was killed or the store was down, goes an hour later, file first (sweep-evidence), or when the same form
 * comes again. No row is ever without what `remove` of its id takes away, so no file is left that no row knows.
 *
 * The reviewer who has the claim makes a received document `accepted`, or `returned` with a reason from the list below; the holder may then send
 * another in its place, and neither moves any more. Purging erases name and key with the envelope, and the file.
 */

export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Of a claim; returned ones aren't counted. */
export const MOST_FILES = 5;

export const storingLifetime = hours(1);

/** Why a document is returned. The words are in locales/evidence.ts. */
export const returnReasons = [
  "unreadable",
  "cut_off",
  "wrong_paper",
  "other_person",
  "no_sum_or_day",
] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** As a form or a row says it; null where it is none of the list. */
export const parseReturnReason = (text: string): ReturnReason | null =>
  returnReasons.find((reason) => reason === text) ?? null;

/** What a row's envelope holds: the name as it came, the key of the file, and the SHA-256 of what was sent, to know the same form by. */
export const sealedEvidenceSchema = z.object({ name: z.string(), key: z.string(), digest: z.string() });
export type SealedEvidence = z.infer<typeof sealedEvidenceSchema>;

export const evidenceOwner = (id: string) => `evidence:${id}`;

const LONGEST_NAME = 100;

const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "application/pdf": "pdf",
};

/**
 * A file's name as it is shown and given back: without its folders, what turns writing round or can't be seen, or what no file system takes,
 * and with the ending of what the file now is.
 */
export function cleanFileName(name: string, mediaType: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/^.*[\\/]/su, "")
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*%;]/gu, "")
    .replace(/\.[^.]{0,10}$/u, "")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  const short = Array.from(plain).slice(0, LONGEST_NAME).join("");
  return `${short || "document"}.${endings[mediaType] ?? "bin"}`;
}
