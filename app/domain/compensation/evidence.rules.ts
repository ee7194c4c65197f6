import { z } from "zod";
import { hours, minutes } from "#app/shared/time.ts";

/**
 * What becomes of a document.
 *
 * The holder sends a file; what can't be a JPEG, PNG or PDF is refused, and what can is written anew
 * (infra/evidence). Then its row is `storing`: it has its place among the claim's documents, and the sealed
 * file may or may not lie in the store. Once the file is there to stay the row is `received`; where the store
 * is full, or the claim takes no more documents by then, file and row go again at once. A row that stays
 * `storing`, since the process was killed, goes an hour later, file first (sweep-evidence).
 *
 * What isn't wanted any more is given up: it is `storing` again and without its envelope, so that it opens
 * nowhere, is shown nowhere, and has no place among the claim's. So are documents of a draft that the holder
 * takes out or discards, and those that the store gave no answer about: it may still put such a file where it
 * was told to, after we took it away, so its row stays for the sweep. No row is ever without what `remove` of
 * its id takes away, so no file is left that no row knows.
 *
 * The reviewer who has the claim makes a received document `accepted`, or `returned` with a reason from the
 * list below; the holder may then send another in its place, and neither moves any more. Purging erases name
 * and key with the envelope, and the file.
 */

export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Of a claim; returned ones aren't counted. */
export const MOST_FILES = 5;

/** Of a line: files that were looked at within an hour, whatever came of them, and documents received within a day. */
export const TRIES_AN_HOUR = 40;
export const FILES_A_DAY = 20;

export const storingLifetime = hours(1);

/** Longer than any store is waited for: what is still being stored then was cut off. */
export const longestStoring = minutes(2);

/** Of a row that was given up. */
export const givenUp = { state: "storing", envelope: null } as const;

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

/**
 * What a row's envelope holds: the name as it is shown, the key of the file, and the SHA-256 of what was
 * sent, to know the same form by.
 */
export const sealedEvidenceSchema = z.object({ name: z.string(), key: z.string(), digest: z.string() });
export type SealedEvidence = z.infer<typeof sealedEvidenceSchema>;

export const evidenceOwner = (id: string) => `evidence:${id}`;

const LONGEST_NAME = 100;

/**
 * Of a name as it came, which can be as long as a file may be, this much is looked at: in a file system of a
 * phone it has less.
 */
const LONGEST_GIVEN_NAME = 300;

const endings: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "application/pdf": "pdf",
};

/**
 * A file's name as it is shown and given back: without its folders, what turns writing round or can't be
 * seen, or what no file system takes, and with the ending of what the file now is.
 */
export function cleanFileName(name: string, mediaType: string): string {
  const behindFolders = Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1;
  let plain = name
    .slice(behindFolders, behindFolders + LONGEST_GIVEN_NAME)
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"|?*%;]/gu, "")
    .replace(/\.[^.]{0,10}$/u, "")
    .trim();
  while (plain.startsWith(".") || plain.endsWith(".")) plain = plain.replace(/^\.|\.$/gu, "").trim();
  const short = Array.from(plain).slice(0, LONGEST_NAME).join("");
  return `${short || "document"}.${endings[mediaType] ?? "bin"}`;
}
