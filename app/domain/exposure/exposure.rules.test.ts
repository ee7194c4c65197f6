import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify, isNews, type ExposureRows } from "#app/domain/exposure/exposure.rules.ts";

const femtocell = [
  { key: "GUTI", leak: false },
  { key: "IMSI", leak: true },
  { key: "IMEI", leak: true },
  { key: "MSISDN", leak: true },
];
const breach = [
  { key: "NAME", leak: true },
  { key: "RRN", leak: true },
  { key: "ACCOUNT", leak: true },
];

const nothing: ExposureRows = { signals: [], payments: [], people: [], clearances: [] };
const night = new Date("2025-09-02T03:00:00+09:00");
const signal = (finding: number, exposed: string[], { cell = 1, at = night } = {}) => ({
  finding,
  cell,
  at,
  exposed,
});
const payment = (finding: number, status: "confirmed" | "suspected" | "cleared", amountKrw = 330_000) => ({
  finding,
  paymentId: "P1",
  amountKrw,
  status,
});

describe("an exposure", () => {
  it("of a signal alone is no leak", () => {
    const rows = { ...nothing, signals: [signal(0, ["GUTI"])] };
    expect(classify(femtocell, rows, 0)).toMatchObject({ verdict: "signal_only", categories: ["GUTI"] });
  });

  it("grows when a later finding says more of the same event, and stays as it was before that", () => {
    const rows = {
      ...nothing,
      signals: [signal(0, ["GUTI"]), signal(1, ["GUTI", "IMSI", "IMEI", "MSISDN"])],
    };
    expect(classify(femtocell, rows, 0).verdict).toBe("signal_only");
    expect(classify(femtocell, rows, 1)).toMatchObject({
      verdict: "exposed",
      categories: ["GUTI", "IMSI", "IMEI", "MSISDN"],
      days: { IMSI: ["2025-09-02"] },
    });
  });

  it("shrinks when a later finding says less of the same event, while other events carry over", () => {
    const other = new Date("2025-09-05T23:00:00+09:00");
    const rows = {
      ...nothing,
      signals: [signal(0, ["IMSI", "IMEI"]), signal(0, ["IMSI"], { at: other }), signal(1, ["GUTI"])],
    };
    expect(classify(femtocell, rows, 1)).toMatchObject({
      categories: ["GUTI", "IMSI"],
      days: { GUTI: ["2025-09-02"], IMSI: ["2025-09-05"] },
    });
  });

  it("counts days in Korea, not in UTC", () => {
    const rows = { ...nothing, signals: [signal(0, ["IMSI"], { at: new Date("2025-09-01T15:00:00Z") })] };
    expect(classify(femtocell, rows, 0).days).toEqual({ IMSI: ["2025-09-02"] });
  });

  it("with payments is heavier than without, and follows what becomes of them", () => {
    const rows = {
      ...nothing,
      signals: [signal(0, ["IMSI"])],
      payments: [payment(0, "suspected"), payment(1, "confirmed"), payment(2, "cleared")],
    };
    expect(classify(femtocell, rows, 0)).toMatchObject({
      verdict: "payments",
      suspectedKrw: 330_000,
      confirmedKrw: 0,
    });
    expect(classify(femtocell, rows, 1)).toMatchObject({
      verdict: "payments",
      suspectedKrw: 0,
      confirmedKrw: 330_000,
    });
    expect(classify(femtocell, rows, 2)).toMatchObject({ verdict: "exposed", confirmedKrw: 0 });
  });

  it("ends with a clearance, whose reason is told, until a later finding holds something anew", () => {
    const rows = {
      ...nothing,
      signals: [signal(0, ["GUTI"]), signal(2, ["IMSI"])],
      clearances: [{ finding: 1, reason: "wrong cell" }],
    };
    expect(classify(femtocell, rows, 1)).toMatchObject({ verdict: "cleared", clearanceReason: "wrong cell" });
    expect(classify(femtocell, rows, 2)).toMatchObject({ verdict: "exposed", clearanceReason: null });
  });

  it("of money lost is not wiped out by a clearance", () => {
    const rows = {
      ...nothing,
      signals: [signal(0, ["IMSI"])],
      payments: [payment(0, "confirmed")],
      clearances: [{ finding: 1, reason: "wrong cell" }],
    };
    expect(classify(femtocell, rows, 1)).toMatchObject({
      verdict: "payments",
      categories: [],
      confirmedKrw: 330_000,
    });
  });

  it("whose only payment proves legitimate is told as cleared, not as never touched", () => {
    const rows = { ...nothing, payments: [payment(0, "suspected"), payment(1, "cleared")] };
    expect(classify(femtocell, rows, 1)).toMatchObject({ verdict: "cleared", clearanceReason: null });
  });

  it("of someone in no finding is none, and a clearance of them is no news", () => {
    const cleared = { ...nothing, clearances: [{ finding: 1, reason: "never in it" }] };
    expect(classify(femtocell, nothing, 3).verdict).toBe("not_exposed");
    expect(isNews(classify(femtocell, cleared, 0), classify(femtocell, cleared, 1))).toBe(false);
  });

  it("of an incident without cells comes from its people rows, by its own catalogue", () => {
    const rows = {
      ...nothing,
      people: [
        { finding: 0, categories: ["NAME"] },
        { finding: 1, categories: ["ACCOUNT", "NAME", "RRN"] },
      ],
    };
    expect(classify(breach, rows, 0)).toMatchObject({
      verdict: "exposed",
      categories: ["NAME"],
      days: { NAME: [] },
    });
    expect(classify(breach, rows, 1)).toMatchObject({
      categories: ["NAME", "RRN", "ACCOUNT"],
      signalled: false,
    });
  });
});

describe("whatever the findings hold", () => {
  const finding = fc.integer({ min: 0, max: 4 });
  const categories = fc.subarray(femtocell.map(({ key }) => key));
  const instant = fc.constantFrom(...["2025-08-29", "2025-09-02", "2025-09-05"].map((day) => new Date(day)));
  const rowsOf = fc.record({
    signals: fc.uniqueArray(
      fc.record({ finding, cell: fc.integer({ min: 1, max: 2 }), at: instant, exposed: categories }),
      { selector: ({ finding, cell, at }) => `${finding} ${cell} ${at.getTime()}` },
    ),
    payments: fc.uniqueArray(
      fc.record({
        finding,
        paymentId: fc.constantFrom("P1", "P2", "P3"),
        amountKrw: fc.integer({ min: 1, max: 1_000_000 }),
        status: fc.constantFrom("confirmed" as const, "suspected" as const, "cleared" as const),
      }),
      { selector: ({ finding, paymentId }) => `${finding} ${paymentId}` },
    ),
    people: fc.uniqueArray(fc.record({ finding, categories }), { selector: (row) => row.finding }),
    clearances: fc.uniqueArray(fc.record({ finding, reason: fc.string() }), {
      selector: (row) => row.finding,
    }),
  });
  const upTo = (rows: ExposureRows, last: number): ExposureRows => ({
    signals: rows.signals.filter((row) => row.finding <= last),
    payments: rows.payments.filter((row) => row.finding <= last),
    people: rows.people.filter((row) => row.finding <= last),
    clearances: rows.clearances.filter((row) => row.finding <= last),
  });

  it("what comes later never changes what was said before", () => {
    fc.assert(
      fc.property(rowsOf, finding, (rows, last) => {
        expect(classify(femtocell, rows, last)).toEqual(classify(femtocell, upTo(rows, last), last));
      }),
    );
  });

  it("the order of the rows doesn't matter", () => {
    const reversed = (rows: ExposureRows): ExposureRows => ({
      signals: rows.signals.toReversed(),
      payments: rows.payments.toReversed(),
      people: rows.people.toReversed(),
      clearances: rows.clearances.toReversed(),
    });
    fc.assert(
      fc.property(rowsOf, finding, (rows, last) => {
        expect(classify(femtocell, reversed(rows), last)).toEqual(classify(femtocell, rows, last));
      }),
    );
  });

  it("it is what replaying the findings one by one into a ledger gives", () => {
    fc.assert(
      fc.property(rowsOf, finding, (rows, last) => {
        let events = new Map<string, readonly string[]>();
        let person: readonly string[] = [];
        const payments = new Map<string, { amountKrw: number; status: string }>();
        for (let now = 0; now <= last; now++) {
          for (const row of rows.signals.filter((row) => row.finding === now))
            events.set(`${row.cell} ${row.at.getTime()}`, row.exposed);
          for (const row of rows.people.filter((row) => row.finding === now)) person = row.categories;
          for (const row of rows.payments.filter((row) => row.finding === now))
            payments.set(row.paymentId, row);
          if (rows.clearances.some((row) => row.finding === now)) {
            events = new Map();
            person = [];
          }
        }
        const held = new Set([...[...events.values()].flat(), ...person]);
        const sum = (status: string) =>
          [...payments.values()]
            .filter((row) => row.status === status)
            .reduce((total, row) => total + row.amountKrw, 0);

        const exposure = classify(femtocell, rows, last);
        expect(new Set(exposure.categories)).toEqual(held);
        expect(exposure.signalled).toBe(events.size > 0);
        expect(exposure.confirmedKrw).toBe(sum("confirmed"));
        expect(exposure.suspectedKrw).toBe(sum("suspected"));
        const leaked = ["IMSI", "IMEI", "MSISDN"].some((key) => held.has(key));
        const paid = exposure.confirmedKrw + exposure.suspectedKrw > 0;
        if (paid) expect(exposure.verdict).toBe("payments");
        else if (leaked) expect(exposure.verdict).toBe("exposed");
        else expect(exposure.verdict).not.toBe("exposed");
      }),
    );
  });

  it("every exposed category has its days where a signal exposed it, and nothing else has any", () => {
    fc.assert(
      fc.property(rowsOf, finding, (rows, last) => {
        const { categories: held, days, verdict, signalled } = classify(femtocell, rows, last);
        expect(Object.keys(days).sort()).toEqual([...held].sort());
        if (verdict === "cleared" || verdict === "not_exposed")
          expect([held, signalled]).toEqual([[], false]);
      }),
    );
  });
});
