import { readFileSync, readdirSync } from "node:fs";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { feePolicySchema } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import {
  findingSchema,
  incidentSchema,
  type IncidentDefinition,
  type Localized,
} from "#app/domain/incidents/incident.schema.ts";
import { findCampaignTextFaults, findTextFaults } from "#app/domain/notices/notice-text.rules.ts";
import { readYaml } from "#app/domain/incidents/read-yaml.ts";

const folder = new URL("../../../docs/incidents/", import.meta.url);
const readFile = (path: string) => readFileSync(new URL(path, folder), "utf8");

function readIncident(id: string): IncidentDefinition {
  const read = readYaml(readFile(`${id}.yaml`), incidentSchema);
  if (!read.ok) throw new Error(read.reasons.join("\n"));
  return read.value;
}

const readFindings = (id: string) =>
  readdirSync(new URL(`${id}/findings/`, folder))
    .sort()
    .map((file) => {
      const read = readYaml(readFile(`${id}/findings/${file}`), findingSchema);
      if (!read.ok) throw new Error(`${file}: ${read.reasons.join("\n")}`);
      return { file, ...read.value };
    });

const findTexts = (value: unknown): Localized[] => {
  if (typeof value !== "object" || value === null) return [];
  if ("ko" in value) return [value as Localized];
  return Object.values(value).flatMap(findTexts);
};

/**
 * What leaves the rest of a text its place in 2,000 bytes: the Korean in bytes of EUC-KR, the other languages
 * in characters.
 */
const noticeLimits = {
  when_and_how: 260,
  what_you_can_do: 330,
  response_and_remedy: 300,
  rights: 240,
} as const;
const OTHER_LANGUAGES_LIMIT = 240;

it("finds the two incidents", () => {
  const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  expect(files.sort()).toEqual(["femtocell-2025.yaml", "web-breach-2014.yaml"]);
});

describe.each(["femtocell-2025", "web-breach-2014"])("%s", (id) => {
  const incident = readIncident(id);
  const findings = readFindings(id);

  it("is what the incident's schema asks, marked as synthetic", () => {
    expect(incident).toMatchObject({ id, synthetic: true, hotline: { number: "080-722-0100" } });
    expect(incident.carrier.ko).toContain("가상");
  });

  it("has findings of its own, in the order of their files, with cells that it knows", () => {
    expect(findings.map((finding) => finding.incident)).toEqual(findings.map(() => id));
    // "femtocell-2025" and "2025-09-11.yaml" make "femtocell-2025-09-11": the year is said once.
    for (const { id: findingId, file } of findings)
      expect(`${findingId}.yaml`).toBe(`${id.replace(/-\d{4}$/, "")}-${file}`);
    const announced = findings.map((finding) => finding.announced_at.getTime());
    expect(announced).toEqual([...new Set(announced)].sort((a, b) => a - b));
    const known = incident.cells.map(({ eci }) => eci);
    for (const { cells = [] } of findings) expect(known).toEqual(expect.arrayContaining(cells));
  });

  it("fits its notice into one text message", () => {
    for (const [item, limit] of Object.entries(noticeLimits)) {
      const text = incident.notice[item as keyof typeof noticeLimits];
      expect(iconv.encode(text.ko, "euc-kr").length, item).toBeLessThanOrEqual(limit);
      for (const language of ["en", "zh", "vi"] as const)
        expect(text[language].length, `${item} ${language}`).toBeLessThanOrEqual(OTHER_LANGUAGES_LIMIT);
    }
  });

  it("fits every text message, with all that ever leaked in it and the longest link", () => {
    for (const { announced_at } of findings)
      expect(
        findCampaignTextFaults({
          incident,
          announcedAt: announced_at,
          heldCategories: incident.categories.map(({ key }) => key),
        }),
      ).toEqual([]);
  });

  it("writes all Korean in characters that a text message has", () => {
    const korean = [...findTexts(incident), ...findTexts(findings)].map(({ ko }) => ko);
    expect(korean.filter((text) => findTextFaults(text, "ko").length > 0)).toEqual([]);
  });

  it("never tells anybody to switch protection off", () => {
    for (const { key, description, until_then } of incident.remedies)
      if (key === "usim-swap" || key === "protection")
        for (const { ko, en } of [description, until_then]) {
          expect(ko).not.toMatch(/끄|꺼|해지/);
          expect(en).not.toMatch(/\boff\b|pause/i);
        }
  });

  it("names no real carrier", () => {
    for (const text of [...findTexts(incident), ...findTexts(findings)])
      for (const sentence of Object.values(text)) expect(sentence).not.toMatch(/\bKT\b|케이티|\bSKT\b/);
  });
});

describe("what leaks where, and what a swap replaces", () => {
  const catalogue = (id: string) =>
    readIncident(id).categories.map((category) => [
      category.key,
      category.leak,
      category.replaced_by_usim_swap,
      category.expires_by_itself,
    ]);

  it("in 2025: a swap replaces the IMSI only, and a GUTI is no leak", () => {
    expect(catalogue("femtocell-2025")).toEqual([
      ["GUTI", false, false, true],
      ["IMSI", true, true, false],
      ["IMEI", true, false, false],
      ["MSISDN", true, false, false],
    ]);
    expect(readIncident("femtocell-2025").not_leaked.map(({ names }) => names.ko)).toEqual(["인증키(Ki)"]);
  });

  it("in 2014: no cells, and nothing that a swap replaces, so none is offered", () => {
    expect(catalogue("web-breach-2014")).toEqual([
      ["NAME", true, false, false],
      ["RRN", true, false, false],
      ["ACCOUNT", true, false, false],
    ]);
    const { cells, remedies } = readIncident("web-breach-2014");
    expect(cells).toEqual([]);
    expect(remedies.map(({ key }) => key)).not.toContain("usim-swap");
  });

  it("the fee waiver: under review at first, and then decided with the days that were published", () => {
    const policies = [1, 2].map((version) => {
      const read = readYaml(readFile(`femtocell-2025/fee-policy/${version}.yaml`), feePolicySchema);
      if (!read.ok) throw new Error(read.reasons.join("\n"));
      return read.value;
    });
    expect(policies).toMatchObject([
      { version: 1, state: "under_review" },
      {
        version: 2,
        state: "decided",
        terminated: { from: "2025-09-01", to: "2026-01-13" },
        apply: { from: "2026-01-14", to: "2026-01-31" },
        parts: ["subsidy_clawback", "discount_refund"],
      },
    ]);
    const waiver = readIncident("femtocell-2025").remedies.find(({ key }) => key === "fee-waiver");
    for (const policy of policies) expect(policy.for).toEqual(waiver?.for);
    // Its name and description stand on the answer before the decision and after it.
    for (const text of findTexts([waiver?.names, waiver?.description]))
      expect(text.ko).not.toMatch(/검토 중|면제됩니다/);
  });
});
