import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import type { FindingFigure } from "#app/ui/finding-figures.ts";
import { drawCharts, drawHeadline } from "#app/ui/findings-chart.rules.ts";

const figure = (
  key: string,
  drawnAs: FindingFigure["drawnAs"],
  of: FindingFigure["of"] = ({ exposed }) => exposed[key],
): FindingFigure => ({ key, label: key, drawnAs, of });

const figures = [
  figure("cells", null, ({ cells }) => cells),
  figure("signalled", "signal", ({ signalled }) => signalled),
  figure("GUTI", null),
  figure("IMSI", "leak"),
  figure("IMEI", "leak"),
  figure("victims", "victims", ({ victims }) => victims),
  figure("loss", "loss", ({ lossKrw }) => lossKrw),
];

const nothing: Figures = { cells: 0, signalled: 0, exposed: {}, victims: 0, lossKrw: 0 };
const finding = (said: Partial<Figures>): Figures => ({ ...nothing, ...said });

const charted = (findings: Figures[]) =>
  drawCharts(figures, findings).map((chart) =>
    Object.fromEntries(chart.map(({ figure: { key }, bars }) => [key, bars.map(({ count }) => count)])),
  );

const count = fc.oneof(fc.constantFrom(0, 1, 12_000_000), fc.nat(12_000_000));
const series = fc.array(
  fc.record({
    cells: count,
    signalled: count,
    exposed: fc.record({ GUTI: count, IMSI: count, IMEI: count }, { requiredKeys: [] }),
    victims: count,
    lossKrw: fc.oneof(count, fc.nat(10_000_000_000)),
  }),
  { maxLength: 8 },
);

describe("every bar of any series", () => {
  it("is as long as its number is large, from zero, and fits the picture", () => {
    fc.assert(
      fc.property(series, (findings) => {
        for (const chart of drawCharts(figures, findings)) {
          const bars = chart.flatMap((drawn) => drawn.bars);
          const most = Math.max(...bars.map((bar) => bar.count));
          for (const bar of bars) expect(bar.length).toBeCloseTo((bar.count / most) * 100, 9);
          expect(Math.max(...bars.map(({ length }) => length))).toBe(100);
          expect(bars.filter((bar) => bar.count === 0).every(({ length }) => length === 0)).toBe(true);
        }
      }),
    );
  });

  it("says what its finding says, once, in the order of the findings", () => {
    fc.assert(
      fc.property(series, (findings) => {
        for (const { figure: drawn, bars } of drawCharts(figures, findings).flat()) {
          expect(bars.map((bar) => bar.finding)).toEqual(findings.slice(-bars.length));
          for (const bar of bars) expect(bar.count).toBe(drawn.of(bar.finding) ?? 0);
          for (const earlier of findings.slice(0, -bars.length)) expect(drawn.of(earlier)).toBeUndefined();
        }
      }),
    );
  });

  it("has another to be compared with", () => {
    fc.assert(
      fc.property(series, (findings) => {
        for (const chart of drawCharts(figures, findings))
          expect(chart.flatMap(({ bars }) => bars).length).toBeGreaterThan(1);
      }),
    );
  });
});

describe("what is drawn", () => {
  it("is nothing before the first finding", () => {
    expect(charted([])).toEqual([]);
    expect(drawHeadline(figures, [])).toBeUndefined();
  });

  it("puts signal and leaks on one scale, victims and money each on its own", () => {
    const findings = [
      finding({
        cells: 2,
        signalled: 19_000,
        exposed: { GUTI: 19_000, IMSI: 5_561 },
        victims: 278,
        lossKrw: 170,
      }),
      finding({
        cells: 4,
        signalled: 20_060,
        exposed: { IMSI: 20_030, IMEI: 20_030 },
        victims: 362,
        lossKrw: 240,
      }),
    ];
    expect(charted(findings)).toEqual([
      { signalled: [19_000, 20_060], IMSI: [5_561, 20_030], IMEI: [20_030] },
      { victims: [278, 362] },
      { loss: [170, 240] },
    ]);
  });

  it("of one finding is its leaks alone, since one number of victims compares with nothing", () => {
    expect(charted([finding({ exposed: { IMSI: 7, IMEI: 3 }, victims: 1, lossKrw: 9 })])).toEqual([
      { IMSI: [7], IMEI: [3] },
    ]);
    expect(charted([finding({ exposed: { IMSI: 12_000_000 } })])).toEqual([]);
  });

  it("keeps a figure that fell to zero, and leaves out one that never was more", () => {
    expect(charted([finding({ exposed: { IMSI: 5 } }), finding({})])).toEqual([{ IMSI: [5, 0] }]);
    expect(charted([finding({ victims: 0 }), finding({ victims: 3 })])).toEqual([{ victims: [0, 3] }]);
  });
});

describe("the headline", () => {
  const headline = (findings: Figures[]) => {
    const drawn = drawHeadline(figures, findings);
    return drawn && [drawn.figure.key, ...drawn.bars.map((bar) => bar.count)];
  };

  it("is the widest leak of the newest finding against the finding before", () => {
    expect(
      headline([
        finding({ exposed: { IMSI: 1, IMEI: 1 } }),
        finding({ signalled: 99, exposed: { IMSI: 8, IMEI: 2 } }),
        finding({ signalled: 99, exposed: { GUTI: 50, IMSI: 7, IMEI: 9 } }),
      ]),
    ).toEqual(["IMEI", 2, 9]);
    expect(headline([finding({ exposed: { IMSI: 4 } }), finding({ exposed: { IMSI: 5, IMEI: 5 } })])).toEqual(
      ["IMSI", 4, 5],
    );
  });

  it("isn't drawn where there is nothing to compare", () => {
    expect(headline([finding({ exposed: { IMSI: 12_000_000 } })])).toBeUndefined();
    expect(headline([finding({}), finding({ exposed: { IMSI: 5 } })])).toBeUndefined();
    expect(headline([finding({ signalled: 4 }), finding({ signalled: 5 })])).toBeUndefined();
  });
});
