import { describe, expect, it } from "vitest";
import {
  historyOf,
  nothingHeld,
  stepsFor,
  survivors,
  swapEffect,
  type AnswerEntry,
} from "#app/domain/exposure/answer.rules.ts";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { incidentSchema, type Category } from "#app/domain/incidents/incident.schema.ts";

const incidentOf = (name: string) =>
  incidentSchema.parse(parse(readFileSync(`docs/incidents/${name}.yaml`, "utf8"), { schema: "core" }));
const femtocell = incidentOf("femtocell-2025");
const breach = incidentOf("web-breach-2014");

const exposed = (...categories: string[]) => ({
  ...nothingHeld,
  verdict: "exposed" as const,
  signalled: true,
  categories,
});
const day = (text: string) => new Date(`${text}T15:00:00+09:00`);

describe("the history of an answer", () => {
  it("carries an answer over a finding that didn't change it, and tells what each one added", () => {
    const history = historyOf([
      { announcedAt: day("2025-09-11"), exposure: exposed("GUTI", "IMSI"), textedAt: null },
      { announcedAt: day("2025-09-15"), exposure: null, textedAt: null },
      {
        announcedAt: day("2025-09-18"),
        exposure: exposed("GUTI", "IMSI", "IMEI"),
        textedAt: day("2025-09-18"),
      },
    ]);
    expect(history.map(({ changed, added }) => ({ changed, added }))).toEqual([
      { changed: true, added: ["GUTI", "IMSI"] },
      { changed: false, added: [] },
      { changed: true, added: ["IMEI"] },
    ]);
    expect(history[1]?.exposure.categories).toEqual(["GUTI", "IMSI"]);
  });

  it("says of someone who came in later that nothing was held of them before", () => {
    const [first] = historyOf([
      { announcedAt: day("2025-09-11"), exposure: null, textedAt: null },
      { announcedAt: day("2025-09-18"), exposure: exposed("IMSI"), textedAt: null },
    ]);
    expect(first?.exposure.verdict).toBe("not_exposed");
  });
});

describe("what no remedy takes back", () => {
  it("is the IMEI and the number, not the IMSI that a swap replaces, nor the GUTI that expires", () => {
    const held = exposed("GUTI", "IMSI", "IMEI", "MSISDN");
    expect(survivors(femtocell, held).map(({ key }) => key)).toEqual(["IMEI", "MSISDN"]);
  });

  it("is the IMSI too where no swap is offered", () => {
    const remedies = femtocell.remedies.filter(({ key }) => key !== "usim-swap");
    expect(survivors({ ...femtocell, remedies }, exposed("IMSI")).map(({ key }) => key)).toEqual(["IMSI"]);
  });

  it("is everything that leaked from the web site", () => {
    const held = exposed(...breach.categories.map(({ key }) => key));
    expect(survivors(breach, held)).toHaveLength(breach.categories.length);
  });
});

describe("the next steps", () => {
  it("are the incident's remedies for that verdict, in its order", () => {
    const paid = { ...exposed("IMSI"), verdict: "payments" as const, confirmedCount: 1, confirmedKrw: 1 };
    expect(stepsFor(femtocell, paid).map(({ key }) => key)).toContain("compensation");
    expect(stepsFor(femtocell, exposed("IMSI")).map(({ key }) => key)).not.toContain("compensation");
    expect(stepsFor(breach, exposed("RRN")).map(({ key }) => key)).not.toContain("usim-swap");
  });
});

describe("what a swap replaced", () => {
  const category = (key: string, replaced: boolean, expires = false) =>
    femtocell.categories.slice(0, 1).map((one): Category => ({
      ...one,
      key,
      replaced_by_usim_swap: replaced,
      expires_by_itself: expires,
    }));
  const incident = {
    categories: [...category("GUTI", false, true), ...category("IMSI", true), ...category("IMEI", false)],
  };
  const swappedAt = new Date("2025-09-18T20:00:00+09:00");
  const entry = (day: string, days: Record<string, string[]>): AnswerEntry => ({
    announcedAt: `${day}T00:00:00.000Z`,
    exposure: { ...nothingHeld, verdict: "exposed", categories: Object.keys(days), days },
    added: [],
    changed: true,
    textedAt: null,
  });
  const effect = (...history: AnswerEntry[]) => {
    const { replaced, kept, later } = swapEffect(incident, history, swappedAt);
    return [replaced, kept, later].map((part) => part.map(({ key }) => key).join());
  };

  it.each<[string, AnswerEntry[], string[]]>([
    ["nothing found", [], ["", "", ""]],
    [
      "days before it",
      [entry("2025-09-19", { GUTI: ["2025-09-01"], IMSI: ["2025-09-17"], IMEI: ["2025-09-01"] })],
      ["IMSI", "IMEI", ""],
    ],
    ["its own day", [entry("2025-09-19", { IMSI: ["2025-09-01", "2025-09-18"] })], ["", "", "IMSI"]],
    ["a day after it", [entry("2025-09-19", { IMSI: ["2025-09-19"] })], ["", "", "IMSI"]],
    ["no day, found before it", [entry("2025-09-11", { IMSI: [] })], ["IMSI", "", ""]],
    [
      "no day, found before it and again after",
      [entry("2025-09-11", { IMSI: [] }), entry("2025-09-20", { IMSI: [] })],
      ["IMSI", "", ""],
    ],
    ["no day, found after it", [entry("2025-09-20", { IMSI: [] })], ["", "", "IMSI"]],
  ])("%s", (_, history, parts) => expect(effect(...history)).toEqual(parts));
});
