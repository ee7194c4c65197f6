const [MARKER, START, END, SCAN, COMMENT, ADOBE] = [0xff, 0xd8, 0xd9, 0xda, 0xfe, 0xee];

/**
 * Application segments and comments, but for JFIF's own (APP0) and the one that says how colours are stored
 * (APP14).
 */
const isKept = (marker: number) => marker !== COMMENT && (marker < 0xe1 || marker > 0xef || marker === ADOBE);

/**
 * A JPEG as it lies in a PDF, which is not decoded: its EXIF, with place and thumbnail, comments, and
 * whatever stands behind its end are left out; not a pixel changes. Throws where it is no JPEG.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== MARKER || bytes[1] !== START) throw new Error("not a JPEG");
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== MARKER) throw new Error("a JPEG without its next marker");
    const marker = bytes[at + 1] ?? 0;
    if (marker === MARKER) {
      at += 1;
      continue;
    }
    if (marker === END) break;
    const next = at + 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (next < at + 4) throw new Error("a JPEG's segment without a length");
    const end = marker === SCAN ? endOfScan(bytes, next) : next;
    if (isKept(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, Uint8Array.of(MARKER, END)]);
}

/** Where the coded pixels end: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(MARKER, from); at !== -1; at = bytes.indexOf(MARKER, at + 1)) {
    const follows = bytes[at + 1] ?? 0;
    const isRestart = follows >= 0xd0 && follows <= 0xd7;
    if (follows !== 0 && follows !== MARKER && !isRestart) return at;
  }
  return bytes.length;
}
