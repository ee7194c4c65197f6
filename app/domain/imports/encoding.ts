import { isAscii, isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

/**
 * "euc-kr" is taken as CP949, its superset that Korean Excel writes: 뷁 and 8,821 more syllables. In neither
 * encoding is a byte of a longer character a comma, a quote, a line break or NUL.
 */
export const encodings = ["utf-8", "euc-kr"] as const;
export type Encoding = (typeof encodings)[number];

export const encodingName = (encoding: Encoding) => encoding.toUpperCase();

/**
 * `named` by whoever imports the file, or found in its bytes; `mixed` if lines that can only be UTF-8 stand
 * among those in EUC-KR.
 */
export type FileEncoding = { encoding: Encoding; named: boolean; mixed: boolean };

/**
 * The text of the bytes, or null if they aren't in the file's encoding, or may as well be in the other one
 * that the file holds.
 */
type Decode = (data: Buffer, start: number, end: number) => string | null;

const decodeUtf8: Decode = (data, start, end) => {
  const text = data.toString("utf8", start, end);
  // Bytes that aren't UTF-8 are decoded as U+FFFD, which may also stand there rightly.
  return text.includes("\uFFFD") && !isUtf8(data.subarray(start, end)) ? null : text;
};

/** By iconv-lite: Node's own TextDecoder knows EUC-KR without its superset, and makes control characters of 뷁. */
function decodeEucKr(bytes: Buffer): string | null {
  const text = iconv.decode(bytes, "euc-kr");
  return text.includes("\uFFFD") ? null : text;
}

export const isEucKr = (bytes: Buffer) => decodeEucKr(bytes) !== null;

export function lineDecoder({ encoding, mixed }: FileEncoding): Decode {
  if (encoding === "utf-8") return decodeUtf8;
  return (data, start, end) => {
    const bytes = data.subarray(start, end);
    if (isAscii(bytes)) return bytes.toString("latin1");
    return mixed && isUtf8(bytes) ? null : decodeEucKr(bytes);
  };
}

/** Why these bytes of the file can't be decoded. */
export function whyUndecodable(bytes: Buffer, { encoding, named }: FileEncoding): string {
  if (named) return `is not ${encodingName(encoding)}`;
  const [utf8, eucKr] = [isUtf8(bytes), isEucKr(bytes)];
  if (utf8 && eucKr) return "may be in UTF-8 or in EUC-KR, and the file holds both";
  if (utf8) return "is in UTF-8, the rest of the file in EUC-KR";
  if (eucKr) return "is in EUC-KR, the rest of the file in UTF-8";
  return "is neither UTF-8 nor EUC-KR";
}
