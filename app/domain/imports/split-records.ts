import { lineDecoder, whyUndecodable, type FileEncoding } from "#app/domain/imports/encoding.ts";

/** A longer cell or record is somebody's mistake, and would have to be held in memory. */
export const MAX_CELL_BYTES = 4 * 1024;
export const MAX_RECORD_BYTES = 64 * 1024;

export const NEWLINE = 10;
const RETURN = 13;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

type Split = { cells: string[]; problem?: undefined } | { problem: string };

/**
 * One record of a CSV file: its line (the first is 1), where it starts in the file, and its cells or why it
 * has none.
 */
export type SplitRecord = { line: number; start: number } & Split;

/**
 * Splits a CSV file that comes in pieces into records, in memory that doesn't grow with the file. A record
 * that can't be read costs its own line and no more: splitting goes on at the next one. A quoted cell may run
 * over several lines, if it closes within the limits and `mayWrap` finds sense in the record; else its quote
 * counts as never closed, so a stray quote doesn't swallow the rows after it. Blank lines are no records.
 */
export function recordSplitter(encoding: FileEncoding, mayWrap: (cells: readonly string[]) => boolean) {
  const decode = lineDecoder(encoding);
  let data: Buffer = Buffer.alloc(0);
  let offset = 0;
  let line = 1;
  let skippingLongLine = false;

  function splitLine(start: number, lineEnd: number): Split | "wraps" | null {
    const end = lineEnd > start && data[lineEnd - 1] === RETURN ? lineEnd - 1 : lineEnd;
    if (end === start) return null;
    if (end - start > MAX_RECORD_BYTES) return { problem: TOO_LONG };
    const decoded = decode(data, start, end);
    // Quotes and commas are themselves in both encodings, so where a record ends is known without its text.
    const text = decoded ?? data.toString("latin1", start, end);
    if (text.includes("\0")) return { problem: "holds a NUL byte, so it is no text" };
    if (decoded !== null && !text.includes('"')) {
      const cells = text.split(",");
      if (text.length > MAX_CELL_BYTES / 3 && cells.some(isTooLong)) return { problem: CELL_TOO_LONG };
      return { cells };
    }
    const split = splitQuoted(text);
    if (split === "open") return "wraps";
    return decoded === null ? { problem: whyUndecodable(data.subarray(start, end), encoding) } : split;
  }

  /** A record of several lines, at the start of `window`; null if there is none, and its quote is a stray one. */
  function splitWrapped(
    window: Buffer,
    isRest: boolean,
  ): { split: Split; length: number; lines: number } | "more" | null {
    const counted = splitQuoted(window.toString("latin1"));
    if (counted !== "open" && "problem" in counted) return null;
    // Cut off by the end of what has been read so far, be it within quotes or just after them.
    if (counted === "open" || (counted.length === window.length && !isRest))
      return isRest || window.length === MAX_RECORD_BYTES ? null : "more";
    const bytes = window.subarray(0, counted.length);
    const decoded = decode(bytes, 0, bytes.length);
    const text = decoded ?? bytes.toString("latin1");
    const record = splitQuoted(text);
    if (text.includes("\0") || record === "open" || "problem" in record || !mayWrap(record.cells))
      return null;
    return {
      split: decoded === null ? { problem: whyUndecodable(bytes, encoding) } : { cells: record.cells },
      length: bytes.length,
      lines: text.split("\n").length,
    };
  }

  return function split(piece: Buffer, atEnd: boolean): SplitRecord[] {
    data = data.length > 0 ? Buffer.concat([data, piece]) : piece;
    const records: SplitRecord[] = [];
    let position = 0;
    if (offset === 0) {
      if (data.length < BOM.length && !atEnd) return records;
      if (data.subarray(0, BOM.length).equals(BOM)) position = BOM.length;
    }
    while (position < data.length) {
      const newline = data.indexOf(NEWLINE, position);
      const here = { line, start: offset + position };
      if (newline < 0 && !atEnd) {
        const tooLong = data.length - position > MAX_RECORD_BYTES;
        if (!tooLong && !skippingLongLine) break;
        if (!skippingLongLine) records.push({ ...here, problem: TOO_LONG });
        skippingLongLine = true;
        position = data.length;
        break;
      }
      const end = newline < 0 ? data.length : newline;
      let next = end + 1;
      let lines = 1;
      if (skippingLongLine) {
        skippingLongLine = false;
      } else {
        const split = splitLine(position, end);
        if (split === "wraps") {
          const window = data.subarray(position, position + MAX_RECORD_BYTES);
          const wrapped = splitWrapped(window, atEnd && position + window.length === data.length);
          if (wrapped === "more") break;
          if (wrapped) {
            next = position + wrapped.length + 1;
            lines = wrapped.lines;
          }
          records.push({ ...here, ...(wrapped?.split ?? { problem: NEVER_CLOSED }) });
        } else if (split) records.push({ ...here, ...split });
      }
      position = Math.min(next, data.length);
      line += lines;
    }
    offset += position;
    data = data.subarray(position);
    return records;
  };
}

const TOO_LONG = "the line is longer than 64 KB";
const CELL_TOO_LONG = "a cell is longer than 4 KB";
const NEVER_CLOSED = "a quote is opened and never closed";

const isTooLong = (cell: string) => cell.length > MAX_CELL_BYTES || Buffer.byteLength(cell) > MAX_CELL_BYTES;

const indexOrEnd = (text: string, character: string, from: number) => {
  const index = text.indexOf(character, from);
  return index < 0 ? text.length : index;
};

/** The cells of the record that `text` starts with (RFC 4180) and its length; "open" if the text ends within quotes. */
function splitQuoted(text: string): { cells: string[]; length: number } | { problem: string } | "open" {
  const cells: string[] = [];
  let newline = -1;
  for (let at = 0; ;) {
    let end: number;
    if (text[at] === '"') {
      let quote = text.indexOf('"', at + 1);
      while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
      if ((quote < 0 ? text.length : quote) - at > MAX_CELL_BYTES) return { problem: CELL_TOO_LONG };
      if (quote < 0) return "open";
      cells.push(text.slice(at + 1, quote).replaceAll('""', '"'));
      end = quote + 1;
    } else {
      if (newline < at) newline = indexOrEnd(text, "\n", at);
      end = Math.min(indexOrEnd(text, ",", at), newline);
      const cell = text.slice(at, text[end] !== "," && text[end - 1] === "\r" ? end - 1 : end);
      if (cell.includes('"')) return { problem: "a quote stands in the middle of a cell" };
      if (isTooLong(cell)) return { problem: CELL_TOO_LONG };
      cells.push(cell);
    }
    if (text[end] === "\r" && (text[end + 1] === "\n" || end + 1 === text.length)) end += 1;
    if (end >= text.length || text[end] === "\n") return { cells, length: end };
    if (text[end] !== ",") return { problem: "text follows a closing quote" };
    at = end + 1;
  }
}
