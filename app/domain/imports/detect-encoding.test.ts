import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { encodingDetector } from "#app/domain/imports/detect-encoding.ts";
import type { Encoding } from "#app/domain/imports/encoding.ts";
import { MAX_RECORD_BYTES } from "#app/domain/imports/split-records.ts";

function detect(bytes: Buffer, pieceBytes = 7) {
  const detector = encodingDetector();
  for (let at = 0; at < bytes.length; at += pieceBytes)
    detector.see(bytes.subarray(at, at + pieceBytes), false);
  detector.see(Buffer.alloc(0), true);
  return detector.found();
}
/** Lines each of which is written in an encoding of its own, the last one without its end. */
const written = (...lines: [Encoding, string][]) =>
  Buffer.concat(
    lines.flatMap(([encoding, line], index) => [
      Buffer.from(index > 0 ? "\n" : ""),
      iconv.encode(line, encoding),
    ]),
  );
const found = (...lines: [Encoding, string][]) => detect(written(...lines));
const repeated = (times: number, line: [Encoding, string]) =>
  Array.from({ length: times }, (): [Encoding, string] => line);

describe("encodingDetector", () => {
  it("finds either encoding by any one line that can only be in it, wherever it stands", () => {
    const header = "subscriber_ref,name";
    for (const encoding of ["utf-8", "euc-kr"] as const) {
      const unmixed = { encoding, named: false, mixed: false };
      expect(
        found([encoding, header], ...repeated(3_000, [encoding, "S1,Kim"]), [encoding, "S2,똠방각하"]),
      ).toEqual(unmixed);
      expect(found([encoding, "고객번호,이름"], [encoding, "S1,Kim"])).toEqual(unmixed);
      expect(found([encoding, header], [encoding, 'S1,"두 줄\n이름"'])).toEqual(unmixed);
    }
    expect(found(["utf-8", header], ["utf-8", "S1,Kim"])).toMatchObject({ encoding: "utf-8" });
    expect(found()).toMatchObject({ encoding: "utf-8" });
  });

  it("goes by the greater number where lines of both kinds stand together", () => {
    const utf8: [Encoding, string] = ["utf-8", "S1,홍길동"];
    const eucKr: [Encoding, string] = ["euc-kr", "S1,홍길동"];
    expect(found(...repeated(2, utf8), ...repeated(3, eucKr))).toMatchObject({
      encoding: "euc-kr",
      mixed: true,
    });
    expect(found(...repeated(3, utf8), ...repeated(2, eucKr))).toMatchObject({ encoding: "utf-8" });
    expect(found(...repeated(2, utf8), ...repeated(2, eucKr))).toMatchObject({ encoding: "utf-8" });
  });

  it("isn't misled by lines that are good in both encodings", () => {
    const either: [Encoding, string] = ["utf-8", "S1,José"];
    // Few lines can only be UTF-8, but those that may be either are of the same kind.
    expect(
      found(["utf-8", "S1,홍길동"], ...repeated(5, either), ...repeated(3, ["euc-kr", "S1,홍길동"])),
    ).toMatchObject({ encoding: "utf-8" });
    // EUC-KR that looks like UTF-8 most of the time, with not one line that can only be that.
    expect(found(...repeated(5, ["euc-kr", "S1,홍호"]), ["euc-kr", "S2,홍길동"])).toEqual({
      encoding: "euc-kr",
      named: false,
      mixed: false,
    });
    expect(found(...repeated(5, either))).toMatchObject({ encoding: "utf-8" });
  });

  it("takes a file of nothing but such lines for UTF-8, since it can't tell", () => {
    expect(found(["euc-kr", "S1,홍호"])).toMatchObject({ encoding: "utf-8" });
  });

  it("isn't misled by broken lines", () => {
    const broken = Buffer.from([10, 0xb1, 0xe8, 0xc7]);
    const named = ["utf-8", "euc-kr"] as const;
    for (const encoding of named)
      expect(detect(Buffer.concat([written([encoding, "S1,홍길동"]), broken]))).toMatchObject({
        encoding,
        mixed: false,
      });
    expect(detect(broken)).toMatchObject({ encoding: "utf-8" });
  });

  it("doesn't count lines that are too long to be read, and goes on after them", () => {
    const long = "홍길동".repeat(MAX_RECORD_BYTES / 5);
    for (const pieceBytes of [10_000, 1_000_000])
      for (const [encoding, other] of [
        ["utf-8", "euc-kr"],
        ["euc-kr", "utf-8"],
      ] as const) {
        const bytes = written([other, long], [other, long], [encoding, "S1,홍길동"], [other, long]);
        expect(detect(bytes, pieceBytes)).toEqual({ encoding, named: false, mixed: false });
      }
  });

  it("finds the same whatever pieces the file comes in", () => {
    const line = fc.oneof(
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom("홍길동", "홍호", "José", "\n", "a", "\n", "두리").map((text) => Buffer.from(text)),
      fc.constantFrom("홍길동", "홍호", "뷁").map((text) => iconv.encode(text, "euc-kr")),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), (parts, pieceBytes) => {
        const bytes = Buffer.concat(parts);
        expect(detect(bytes, pieceBytes)).toEqual(detect(bytes, 1_000_000));
      }),
      { numRuns: 500 },
    );
  });
});
