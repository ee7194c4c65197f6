import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseNumberOf, parseCaseNumber } from "#app/domain/reports/report.rules.ts";
import { fileReportSchema, LONGEST_STORY } from "#app/domain/reports/report.schema.ts";

describe("a case number", () => {
  it.each([
    ["0000000000", "R-0000-0000"],
    ["ffffffffff", "R-ZZZZ-ZZZZ"],
    ["a5b6c7d8e9", "R-MPVC-FP79"],
  ])("of the bytes %s is %s", (bytes, caseNumber) =>
    expect(caseNumberOf(Buffer.from(bytes, "hex"))).toBe(caseNumber),
  );

  it.each([
    "R-M1V0-FP79",
    "r-m1v0-fp79",
    "rm1v0fp79",
    "m1v0 fp79",
    "Ｒ－Ｍ１Ｖ０－ＦＰ７９",
    "R-MIVO-FP79",
    " R M l v o F P 7 9 ",
  ])("is read from %j", (typed) => expect(parseCaseNumber(typed)).toBe("R-M1V0-FP79"));

  it.each([
    "",
    "R-",
    "R-M1V0",
    "R-M1V0-FP7",
    "R-M1V0-FP799",
    "R-M1V0-FPU9",
    "M1V0_FP79",
    "X-M1V0-FP79",
    "한1V0-FP79",
  ])("is not read from %j", (typed) => expect(parseCaseNumber(typed)).toBeNull());

  it("is read back as it was written, and differs where the bytes do", () => {
    const bytes = fc.uint8Array({ minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const caseNumber = caseNumberOf(one);
        expect(parseCaseNumber(caseNumber.toLowerCase().replaceAll("-", " "))).toBe(caseNumber);
        expect(caseNumberOf(other) === caseNumber).toBe(Buffer.compare(one, other) === 0);
      }),
    );
  });
});

describe("the form", () => {
  const typed = {
    idempotencyKey: "0b9f6d0e-6d0c-4e53-9a53-3c2f6f6a7b10",
    kind: "logged_out",
    what: "Logged out at night.",
    happenedOn: "",
    contact: " ",
    amount: "",
    merchant: "",
  };
  const problemsOf = (change: Partial<typeof typed>) =>
    fileReportSchema.safeParse({ ...typed, ...change }).error?.issues.map(({ message }) => message) ?? [];

  it("takes what is left empty for nothing", () => {
    expect(fileReportSchema.parse(typed)).toEqual({
      ...typed,
      happenedOn: null,
      contact: null,
      amount: null,
      merchant: null,
    });
  });

  it("counts the end of a line as the browser does", () => {
    const lines = Array.from({ length: LONGEST_STORY / 2 }, () => "a").join("\r\n");
    expect(problemsOf({ what: `${lines}b` })).toEqual([]);
    expect(problemsOf({ what: `${lines}bc` })).toEqual(["too-long"]);
  });

  it.each([
    [{ kind: "" }, ["kind-missing"]],
    [{ kind: "other" }, ["kind-missing"]],
    [{ what: " \r\n " }, ["empty"]],
    [{ happenedOn: "어제" }, ["day-unreadable"]],
    [{ happenedOn: "2025-02-30" }, ["day-unreadable"]],
    [{ contact: "1".repeat(101) }, ["field-too-long"]],
    [{ kind: "", what: "" }, ["kind-missing", "empty"]],
  ])("with %j says %j", (change, problems) => expect(problemsOf(change)).toEqual(problems));
});
