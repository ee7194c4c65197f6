import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawTimeline } from "#app/ui/claim-timeline.rules.ts";

const edges = { left: 150, right: 1180 };
const at = (monthDayTime: string) => new Date(`2025-${monthDayTime}:00+09:00`);
const event = (time: string, lane: string, label = "") => ({ at: at(time), lane, label });

describe("drawTimeline", () => {
  const night = [
    event("09-04T02:02", "cell"),
    event("09-04T02:08", "ARS", "300,000"),
    event("09-04T02:15", "SMS", "200,000"),
    event("09-04T02:21", "PASS", "250,000"),
  ];
  const findings = [event("09-11T15:00", "finding", "11"), event("09-18T15:00", "finding", "18")];
  const drawn = drawTimeline([...findings, ...night], ["cell", "ARS", "SMS", "PASS", "finding"], edges);

  it("breaks the axis where nothing happens, and gives room to what follows closely", () => {
    expect(drawn.stretches.map(({ day }) => day)).toEqual(["2025-09-04", "2025-09-11", "2025-09-18"]);
    const [first, second, third] = drawn.stretches.map(({ left, right }) => right - left);
    expect(first).toBeGreaterThan(3 * (second ?? 0));
    expect(second).toBe(third);
  });

  it("puts each event into its lane, in time's order", () => {
    expect(drawn.lanes.map(({ name, marks }) => [name, marks.length])).toEqual([
      ["cell", 1],
      ["ARS", 1],
      ["SMS", 1],
      ["PASS", 1],
      ["finding", 2],
    ]);
    const x = drawn.lanes.flatMap(({ marks }) => marks.map((mark) => mark.x));
    expect(x).toEqual([...x].sort((one, other) => one - other));
  });

  it("reads the clock in Korea", () => {
    expect(drawn.ticks.map(({ text }) => text).slice(0, 5)).toEqual([
      "02:00",
      "02:05",
      "02:10",
      "02:15",
      "02:20",
    ]);
  });

  it("leaves out the label that would lie over two others", () => {
    const crowd = ["02:00", "02:01", "02:02"].map((time) => event(`09-04T${time}`, "ARS", "300,000"));
    const far = event("09-06T02:00", "ARS", "1");
    const [lane] = drawTimeline([...crowd, far, ...findings], ["ARS"], { left: 0, right: 600 }).lanes;
    expect(lane?.marks.map(({ labelLevel }) => labelLevel)).toEqual([0, 1, null, 0]);
  });

  it("is there for nothing, and for one moment", () => {
    expect(drawTimeline([], ["ARS"], edges)).toEqual({
      stretches: [],
      ticks: [],
      lanes: [{ name: "ARS", marks: [] }],
    });
    expect(drawTimeline(findings.slice(0, 1), ["finding"], edges).lanes[0]?.marks[0]?.x).toBe(665);
  });

  it("keeps every mark between the edges, and in the order of time", () => {
    const moment = fc
      .integer({ min: Date.UTC(2025, 7, 1), max: Date.UTC(2025, 9, 1) })
      .map((ms) => new Date(ms));
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 60 }), (moments) => {
        const { lanes, ticks } = drawTimeline(
          moments.map((one) => ({ at: one, lane: "a", label: "" })),
          ["a"],
          edges,
        );
        const marks = lanes[0]?.marks ?? [];
        expect(marks).toHaveLength(moments.length);
        for (const { x } of [...marks, ...ticks]) {
          expect(x).toBeGreaterThanOrEqual(edges.left);
          expect(x).toBeLessThanOrEqual(edges.right + 1e-6);
        }
        marks.forEach((mark, index) => expect(mark.x).toBeGreaterThanOrEqual(marks[index - 1]?.x ?? 0));
      }),
    );
  });
});
