import { describe, expect, it } from "vitest";
import { historyOf, nothingHeld, stepsFor, survivors } from "#app/domain/exposure/answer.rules.ts";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";

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
