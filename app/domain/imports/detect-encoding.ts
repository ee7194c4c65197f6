import { isAscii, isUtf8 } from "node:buffer";
import { isEucKr, type FileEncoding } from "#app/domain/imports/encoding.ts";
import { MAX_RECORD_BYTES, NEWLINE } from "#app/domain/imports/split-records.ts";

/**
 * Finds the encoding of a file that comes in pieces, in memory that doesn't grow with it. Lines that can only
 * be in one of the two decide: if they agree, that is the file's; if not, the greater number has it. Other
 * lines may be in either: in EUC-KR about one Korean name in a thousand is good UTF-8 too, in UTF-8
 * Vietnamese names and a third of the words of two syllables are good EUC-KR. So these count as UTF-8 once a
 * line was found that can only be that, and a file of nothing else is UTF-8.
 *
 * What nobody can tell: a line of EUC-KR that is good UTF-8 is read as that, in a file of UTF-8 or of nothing
 * but such lines. The reverse isn't guessed: in a file of EUC-KR that is `mixed`, a line that may be in
 * either is rejected.
 */
export function encodingDetector() {
  let rest: Buffer = Buffer.alloc(0);
  let skippingLongLine = false;
  let utf8 = 0;
  let eucKr = 0;
  let hasOnlyUtf8 = false;

  function count(lines: Buffer) {
    if (isAscii(lines)) return;
    // What holds of all lines together holds of each: they are decoded one by one only where it doesn't.
    const allUtf8 = isUtf8(lines);
    const allEucKr = !(allUtf8 && hasOnlyUtf8) && isEucKr(lines);
    for (let start = 0; start < lines.length;) {
      const newline = lines.indexOf(NEWLINE, start);
      const line = lines.subarray(start, newline < 0 ? lines.length : newline);
      start += line.length + 1;
      if (isAscii(line) || line.length > MAX_RECORD_BYTES) continue;
      if (allUtf8 || isUtf8(line)) {
        utf8 += 1;
        hasOnlyUtf8 ||= !allEucKr && !isEucKr(line);
      } else if (allEucKr || isEucKr(line)) eucKr += 1;
    }
  }

  return {
    see(piece: Buffer, atEnd: boolean) {
      let data = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      if (skippingLongLine) {
        const newline = data.indexOf(NEWLINE);
        skippingLongLine = newline < 0;
        data = data.subarray(skippingLongLine ? data.length : newline);
      }
      const end = atEnd ? data.length : data.lastIndexOf(NEWLINE) + 1;
      count(data.subarray(0, end));
      rest = data.subarray(end);
      if (rest.length <= MAX_RECORD_BYTES) return;
      rest = Buffer.alloc(0);
      skippingLongLine = true;
    },
    found: (): FileEncoding => ({
      encoding: eucKr > (hasOnlyUtf8 ? utf8 : 0) ? "euc-kr" : "utf-8",
      named: false,
      mixed: hasOnlyUtf8 && eucKr > 0,
    }),
  };
}
