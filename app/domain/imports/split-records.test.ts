import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MAX_CELL_BYTES,
  MAX_RECORD_BYTES,
  recordSplitter,
  type SplitRecord,
} from "#app/domain/imports/split-records.ts";

function splitAll(
  bytes: Buffer,
  pieceBytes = 7,
  mayWrap: (cells: readonly string[]) => boolean = () => true,
) {
  const split = recordSplitter(mayWrap);
  const records: SplitRecord[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    records.push(...split(bytes.subarray(at, at + pieceBytes), false));
  records.push(...split(Buffer.alloc(0), true));
  return records;
}
const cellsOf = (records: SplitRecord[]) => records.map((record) => record.problem ?? record.cells);
const split = (text: string, mayWrap?: (cells: readonly string[]) => boolean) =>
  splitAll(Buffer.from(text), 7, mayWrap);

const cell = fc.string({ unit: fc.constantFrom("a", "가", '"', ",", "\n", " ", "😀", "1"), maxLength: 12 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const written = (text: string, always: boolean) => (always || /[",\n\r]/.test(text) ? quoted(text) : text);

describe("recordSplitter", () => {
  it("reads what csv-parse reads, whatever pieces the file comes in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (rows, quoteAll, end, bom, pieceBytes) => {
          const text = rows.map((row) => row.map((c) => written(c, quoteAll)).join(",") + end).join("");
          const bytes = Buffer.from((bom ? "\uFEFF" : "") + text);
          const expected = parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: true });
          expect(cellsOf(splitAll(bytes, pieceBytes))).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("says the line and the byte at which each record starts", () => {
    const text = '\uFEFFa,b\r\n\r\n"x\ny",2\n가,4';
    expect(split(text)).toEqual([
      { line: 1, start: 3, cells: ["a", "b"] },
      { line: 3, start: 10, cells: ["x\ny", "2"] },
      { line: 5, start: 18, cells: ["가", "4"] },
    ]);
  });

  it("gives any bytes the same records whatever pieces they come in, one per line at most", () => {
    const hostile = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 8 }),
        fc
          .constantFrom('"', '""', ",", "\n", "\r", "\0", "a,b\n", '"a\nb",c\n', "가")
          .map((t) => Buffer.from(t)),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 9 }), (parts, pieceBytes) => {
        const bytes = Buffer.concat(parts);
        const records = splitAll(bytes, pieceBytes);
        expect(records).toEqual(splitAll(bytes, 1_000_000));
        const lines = records.map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
        expect(Math.max(0, ...lines)).toBeLessThanOrEqual(bytes.toString("latin1").split("\n").length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("loses only its own line to a quote that is never closed", () => {
    const after = Array.from({ length: 3_000 }, (_, i) => `row${i},"quoted ${i}"`);
    expect(cellsOf(split(`a,b\nx,"never closed\n${after.join("\n")}`)).slice(0, 4)).toEqual([
      ["a", "b"],
      "a quote is opened and never closed",
      ["row0", "quoted 0"],
      ["row1", "quoted 1"],
    ]);
    expect(split(`a,b\nx,"never closed\n${after.join("\n")}`)).toHaveLength(3_002);
    const plain = after.map((row) => row.replaceAll('"', ""));
    expect(split(`a,b\nx,"never closed\n${plain.join("\n")}`)).toHaveLength(3_002);
  });

  it("takes a record over several lines only where the caller finds sense in it", () => {
    const text = 'x,"1\ny,2",3\n';
    expect(cellsOf(split(text))).toEqual([["x", "1\ny,2", "3"]]);
    expect(cellsOf(split(text, (cells) => cells.length === 2))).toEqual([
      "a quote is opened and never closed",
      "a quote stands in the middle of a cell",
    ]);
  });

  it("bounds cells and records, and goes on after them", () => {
    const long = "x".repeat(MAX_CELL_BYTES + 1);
    const wide = "x,".repeat(MAX_RECORD_BYTES);
    const endless = Buffer.from(`a,b\n${long},1\n"${long}",1\n${wide}\n${"y".repeat(1_000_000)}\nc,d\n`);
    expect(cellsOf(splitAll(endless, 60_000))).toEqual([
      ["a", "b"],
      "a cell is longer than 4 KB",
      "a cell is longer than 4 KB",
      "the line is longer than 64 KB",
      "the line is longer than 64 KB",
      ["c", "d"],
    ]);
  });

  it("rejects what is no UTF-8 text line by line", () => {
    const bytes = Buffer.from([...Buffer.from("a,b\nc,"), 0xc7, 0xd1, ...Buffer.from("\nd,\0\ne,\uFFFD\n")]);
    expect(cellsOf(splitAll(bytes))).toEqual([
      ["a", "b"],
      "is not UTF-8",
      "holds a NUL byte, so it is no text",
      ["e", "\uFFFD"],
    ]);
  });
});
