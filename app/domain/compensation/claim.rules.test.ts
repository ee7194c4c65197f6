import { describe, expect, it } from "vitest";
import { handDays, objectionUntil } from "#app/domain/compensation/claim.rules.ts";
import { addByHandSchema, handMoment } from "#app/domain/compensation/claim.schema.ts";
import { parseClaimPaper } from "#app/domain/compensation/claim-papers.ts";
import { parseVerdictReason } from "#app/domain/compensation/verdict-reasons.ts";
import { kstIso } from "#app/shared/time.ts";

it.each([
  ["2025-09-18T20:00:00+09:00", "2025-10-18"],
  ["2025-09-18T00:00:00+09:00", "2025-10-18"],
  ["2025-09-18T23:59:59.999+09:00", "2025-10-18"],
  // Still the 18th in London.
  ["2025-09-19T00:00:00+09:00", "2025-10-19"],
  ["2026-01-31T12:00:00+09:00", "2026-03-02"],
])("what was decided at %s is objected to until the end of %s in Korea", (decidedAt, until) =>
  expect(objectionUntil(new Date(decidedAt))).toBe(until),
);

it("a payment by hand may be thirty days before the incident or after it", () =>
  expect(handDays({ from: "2025-08-01", to: "2025-09-10" })).toEqual({
    from: "2025-07-02",
    to: "2025-10-10",
  }));

describe("a payment by hand, as people type it", () => {
  const typed = { day: "2025-09-05", time: "03:10", amountKrw: "50000", merchant: "Shop" };
  const parse = (given: Record<string, string>) => addByHandSchema.safeParse({ ...typed, ...given });

  it.each(["50000", "50,000", " 50 000 원", "₩50,000", "５０，０００원", "50000 KRW"])(
    "%s is 50,000 won",
    (amountKrw) => expect(parse({ amountKrw }).data?.amountKrw).toBe(50_000),
  );

  it.each(["", "0", "-1", "1.5", "1e3", "1000001", "99999999", "오만원"])(
    "%s is no sum of one payment",
    (amountKrw) => expect(parse({ amountKrw }).error?.issues[0]?.message).toBe("sum-unreadable"),
  );

  it("has a day and a time in Korea, noon where none is known", () => {
    const moment = (given: Record<string, string>) =>
      kstIso(handMoment(addByHandSchema.parse({ ...typed, ...given })));
    expect(moment({})).toBe("2025-09-05T03:10:00+09:00");
    expect(moment({ time: "" })).toBe("2025-09-05T12:00:00+09:00");
    const wrongs: Record<string, string>[] = [
      { day: "2025-02-30" },
      { day: "5 Sep" },
      { time: "24:00" },
      { time: "3pm" },
    ];
    for (const wrong of wrongs) expect(parse(wrong).error?.issues[0]?.message).toBe("day-unreadable");
  });

  it("names who was paid, in words that fit, and how it was confirmed where that is known", () => {
    expect(parse({ merchant: " " }).error?.issues[0]?.message).toBe("merchant-missing");
    expect(parse({ merchant: "x".repeat(101) }).error?.issues[0]?.message).toBe("too-long");
    expect(parse({ authMethod: "ARS" }).data).toMatchObject({ authMethod: "ARS", pg: null, item: null });
    expect(parse({ authMethod: "?" }).data?.authMethod).toBeNull();
  });
});

it("reasons and papers are those of the lists", () => {
  expect(parseVerdictReason("own_phone")).toBe("own_phone");
  expect(parseClaimPaper("phone_bill")).toBe("phone_bill");
  for (const other of ["", "because", "toString"]) {
    expect(parseVerdictReason(other)).toBeNull();
    expect(parseClaimPaper(other)).toBeNull();
  }
});
