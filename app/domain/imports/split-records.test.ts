import { parse } from "csv-parse/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { FileEncoding } from "#app/domain/imports/encoding.ts";
import {
  MAX_CELL_BYTES,
  MAX_RECORD_BYTES,
  recordSplitter,
  type SplitRecord,
} from "#app/domain/imports/split-records.ts";

const utf8: FileEncoding = { encoding: "utf-8", named: false, mixed: false };
const eucKr: FileEncoding = { encoding: "euc-kr", named: false, mixed: false };

function splitAll(
  bytes: Buffer,
  pieceBytes = 7,
  mayWrap: (cells: readonly string[]) => boolean = () => true,
  encoding = utf8,
) {
  const split = recordSplitter(encoding, mayWrap);
  const records: SplitRecord[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes)
    records.push(...split(bytes.subarray(at, at + pieceBytes), false));
  records.push(...split(Buffer.alloc(0), true));
  return records;
}
const cellsOf = (records: SplitRecord[]) => records.map((record) => record.problem ?? record.cells);
const split = (text: string, mayWrap?: (cells: readonly string[]) => boolean) =>
  splitAll(Buffer.from(text), 7, mayWrap);
/** The cells of lines each of which is written in an encoding of its own, in a file that is read in `encoding`. */
const splitLines = (encoding: FileEncoding, ...lines: [FileEncoding["encoding"], string][]) => {
  const bytes = lines.map(([name, line]) => iconv.encode(`${line}\n`, name));
  return cellsOf(splitAll(Buffer.concat(bytes), 7, undefined, encoding));
};

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

  it("reads the same from either encoding, whatever pieces the file comes in", () => {
    const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCodePoint(code));
    const character = fc.oneof(
      syllable,
      syllable,
      fc.constantFrom("a", "Z", '"', ",", "\n", "뷁", "洪", "①", "~"),
    );
    const korean = fc.string({ unit: character, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(fc.array(korean, { minLength: 2, maxLength: 4 }), { maxLength: 12 }),
        fc.boolean(),
        fc.constantFrom("\n", "\r\n"),
        fc.integer({ min: 1, max: 40 }),
        (rows, quoteAll, end, pieceBytes) => {
          const text = rows.map((row) => row.map((c) => written(c, quoteAll)).join(",") + end).join("");
          for (const encoding of [utf8, eucKr])
            expect(
              cellsOf(splitAll(iconv.encode(text, encoding.encoding), pieceBytes, undefined, encoding)),
            ).toEqual(rows);
        },
      ),
      { numRuns: 300 },
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
    const anyEncoding = fc.constantFrom(utf8, eucKr, { ...eucKr, mixed: true });
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 9 }), anyEncoding, (parts, pieceBytes, encoding) => {
        const bytes = Buffer.concat(parts);
        const records = splitAll(bytes, pieceBytes, undefined, encoding);
        expect(records).toEqual(splitAll(bytes, 1_000_000, undefined, encoding));
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

  it("rejects line by line what isn't in the encoding that was named", () => {
    const bytes = Buffer.from([...Buffer.from("a,b\nc,"), 0xc7, 0xd1, ...Buffer.from("\nd,\0\ne,\uFFFD\n")]);
    expect(cellsOf(splitAll(bytes, 7, undefined, { ...utf8, named: true }))).toEqual([
      ["a", "b"],
      "is not UTF-8",
      "holds a NUL byte, so it is no text",
      ["e", "\uFFFD"],
    ]);
    expect(cellsOf(split('a,"b\n\0"\nc,d'))).toEqual([
      "a quote is opened and never closed",
      "holds a NUL byte, so it is no text",
      ["c", "d"],
    ]);
    const named = { ...eucKr, named: true };
    expect(splitLines(named, ["euc-kr", "a,뷁"], ["utf-8", "b,홍길동"], ["euc-kr", "c,홍호"])).toEqual([
      ["a", "뷁"],
      "is not EUC-KR",
      ["c", "홍호"],
    ]);
  });

  it("says of each line what it is in, when the rest of the file is in the other encoding", () => {
    const broken = Buffer.from([...Buffer.from("d,"), 0xb1, 0xe8, 0xc7, 10]);
    expect(cellsOf(splitAll(broken, 7, undefined, utf8))).toEqual(["is neither UTF-8 nor EUC-KR"]);
    expect(cellsOf(splitAll(broken, 7, undefined, eucKr))).toEqual(["is neither UTF-8 nor EUC-KR"]);
    expect(splitLines(utf8, ["utf-8", "a,홍길동"], ["euc-kr", "b,홍길동"], ["utf-8", "c,José"])).toEqual([
      ["a", "홍길동"],
      "is in EUC-KR, the rest of the file in UTF-8",
      ["c", "José"],
    ]);
    const mixed = { ...eucKr, mixed: true };
    expect(splitLines(mixed, ["euc-kr", "a,홍길동"], ["utf-8", "b,홍길동"], ["utf-8", "c,José"])).toEqual([
      ["a", "홍길동"],
      "is in UTF-8, the rest of the file in EUC-KR",
      "may be in UTF-8 or in EUC-KR, and the file holds both",
    ]);
  });

  it("rejects a record of several lines once, whichever of them isn't in the encoding", () => {
    const wrapped = 'b,"홍길동\n사람\nc,d"';
    for (const other of ["euc-kr", "utf-8"] as const) {
      const file = other === "utf-8" ? eucKr : utf8;
      const reason = splitLines(file, [file.encoding, "a,가"], [other, wrapped], [file.encoding, "e,나"]);
      expect(reason).toEqual([
        ["a", "가"],
        expect.stringContaining(`is in ${other.toUpperCase()}`),
        ["e", "나"],
      ]);
      const half = splitLines(
        file,
        [file.encoding, 'b,"홍길동'],
        [other, '홍길동"'],
        [file.encoding, "e,나"],
      );
      expect(half).toEqual(["is neither UTF-8 nor EUC-KR", ["e", "나"]]);
    }
  });

  it("gives a cell the same room in either encoding", () => {
    const row = (syllables: number) => `a,${"가".repeat(syllables)}`;
    for (const encoding of [utf8, eucKr])
      expect(splitLines(encoding, [encoding.encoding, row(1_365)], [encoding.encoding, row(1_366)])).toEqual([
        ["a", "가".repeat(1_365)],
        "a cell is longer than 4 KB",
      ]);
  });
});
