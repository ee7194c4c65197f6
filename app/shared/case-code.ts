/** Crockford's alphabet: no I, L, O or U, so that it survives being read out on the phone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * What a code names: a report, a visit to a store, a waiting ticket, a certificate, a claim (보상)… by its
 * first letter.
 */
export type CaseLetter = "R" | "S" | "W" | "C" | "B" | "F" | "X";

const written = (letter: CaseLetter, eight: string) => `${letter}-${eight.slice(0, 4)}-${eight.slice(4)}`;

/** "R-7K2Q-9M4X", of 40 random bits. */
export function caseCodeOf(letter: CaseLetter, random: Uint8Array): string {
  const bits = [...random.subarray(0, 5)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2)));
  return written(letter, letters.join(""));
}

/** A code as people type or read it out ("r 7k2q 9m4x", a zero said as O), or null where it can't be one. */
export function parseCaseCode(letter: CaseLetter, typed: string): string | null {
  const letters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(new RegExp(`^\\s*${letter}[\\s\\-–.]`), "")
    .replace(/[\s\-–.]/g, "")
    .replace(new RegExp(`^${letter}(?=.{8}$)`), "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return new RegExp(`^[${ALPHABET}]{8}$`).test(letters) ? written(letter, letters) : null;
}
