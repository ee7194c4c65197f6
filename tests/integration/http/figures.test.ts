import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { languages } from "#app/locales/language.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding, cleared } from "#tests/factories/exposure.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  const line = await aSubscriber(t.ctx);
  const at = (day: number) => `2025-09-${day}T15:00:00+09:00`;
  await aPublishedFinding(t.ctx, incident, {
    id: "of-11",
    announced_at: at(11),
    changed: [{ line }],
    exposed: { IMSI: 5561 },
  });
  await aPublishedFinding(t.ctx, incident, {
    id: "of-18",
    announced_at: at(18),
    changed: [],
    exposed: { IMSI: 20030 },
  });
  await aPublishedFinding(t.ctx, incident, {
    id: "of-19",
    announced_at: at(19),
    changed: [{ line, ...cleared }],
    exposed: { IMSI: 77777 },
  });
  await aFinding(t.ctx, incident, { id: "a-draft", announced_at: at(10) });
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const read = async (path: string) => {
  const reply = await site.send("GET", path, { headers: { "accept-language": "en" } });
  expect(reply.status).toBe(200);
  const html = reply.body.toString();
  return ["5,561", "20,030", "77,777"].filter((figure) => html.includes(figure));
};

describe("/figures", () => {
  it("shows what was announced by now", async () => {
    expect(await read("/figures")).toEqual(["5,561", "20,030"]);
    t.setNow(new Date("2025-09-20T00:00:00+09:00"));
    expect(await read("/figures")).toEqual(["5,561", "20,030", "77,777"]);
  });

  it.each([
    ["2025-09-11T14:59", []],
    ["2025-09-11T15:00", ["5,561"]],
    ["2025-09-11", ["5,561"]],
    ["2025-09-18T14:59", ["5,561"]],
    ["2025-09-18T15:00:00%2B09:00", ["5,561", "20,030"]],
    ["2025-09-18T06:00:00Z", ["5,561", "20,030"]],
  ])("as of %s shows what was known then", async (at, figures) => {
    expect(await read(`/figures?at=${at}`)).toEqual(figures);
  });

  it.each(["2025-09-19T15:00", "2025-09-20", "2099-01-01T00:00", "9999-12-31"])(
    "as of the future %s shows nothing that is not announced",
    async (at) => {
      expect(await read(`/figures?at=${at}`)).toEqual(["5,561", "20,030"]);
      expect(await read(`/?at=${at}`)).not.toContain("77,777");
    },
  );

  it.each(["yesterday", "2025-13-45", "%3Cscript%3E", "1; drop table findings"])(
    "as of %j says that it could not read that",
    async (at) => {
      const reply = await site.send("GET", `/figures?at=${encodeURIComponent(at)}`, {
        headers: { "accept-language": "en" },
      });
      expect(reply.status).toBe(200);
      expect(reply.body.toString()).toContain("That moment could not be read");
      expect(reply.body.toString()).not.toContain("<script>");
    },
  );
});

/** The pictures of a page: what each is called, and the numbers in it. */
const pictures = (html: string) =>
  [...html.matchAll(/<figure class="chart \w+"><figcaption>(.*?)<\/figcaption>(.*?)<\/figure>/g)].map(
    ([, name, picture = ""]) => [
      name,
      ...[...picture.matchAll(/<text y="[^"]*">(.*?)<\/text>/g)].map(([, count]) => count),
    ],
  );

const load = async (site: TestSite, path: string, language = "en") => {
  const reply = await site.send("GET", path, { headers: { "accept-language": language } });
  return reply.body.toString();
};

describe("the pictures", () => {
  it("compare what was announced by now", async () => {
    expect(pictures(await load(site, "/figures"))).toEqual([
      ["Lines reached by a signal", "1", "0"],
      ["IMSI exposed", "5,561", "20,030"],
    ]);
    expect(pictures(await load(site, "/"))).toEqual([["IMSI exposed", "5,561", "20,030"]]);
    t.setNow(new Date("2025-09-20T00:00:00+09:00"));
    expect(pictures(await load(site, "/figures"))).toEqual([
      ["Lines reached by a signal", "1", "0", "1"],
      ["IMSI exposed", "5,561", "20,030", "77,777"],
    ]);
    expect(pictures(await load(site, "/"))).toEqual([["IMSI exposed", "20,030", "77,777"]]);
  });

  it.each([
    ["2025-09-10", []],
    [
      "2025-09-12",
      [
        ["Lines reached by a signal", "1"],
        ["IMSI exposed", "5,561"],
      ],
    ],
  ])("as of %s show what was known then", async (at, known) => {
    expect(pictures(await load(site, `/figures?at=${at}`))).toEqual(known);
  });

  it("are as long as their numbers are large, on one scale from zero", async () => {
    t.setNow(new Date("2025-09-20T00:00:00+09:00"));
    const html = await load(site, "/figures");
    const lengths = [...html.matchAll(/<rect [^>]*width="(.*?)%"/g)].map(([, length]) => Number(length));
    expect(lengths).toEqual([0.001286, 0, 0.001286, 7.15, 25.75, 100]);
  });

  it("say the finding in words too", async () => {
    const html = await load(site, "/figures");
    const [, title, description] =
      [...html.matchAll(/<svg role="img" aria-labelledby="(\S+) (\S+)"/g)][1] ?? [];
    expect(html).toContain(
      `<title id="${title}">IMSI exposed: 20,030 announced on 18 September 2025</title>`,
    );
    expect(html).toContain(
      `<desc id="${description}">Up by 14,469 from the announcement before. Before that: 5,561 announced on 11 September 2025.</desc>`,
    );
  });

  it("ask for no style that the page's policy would refuse", async () => {
    expect(await load(site, "/figures")).not.toContain("style=");
    expect(await load(site, "/")).not.toContain("style=");
  });
});

describe("an incident without cells, with categories of its own and one finding", () => {
  let breach: TestContext;
  let breachSite: TestSite;
  beforeAll(async () => {
    breach = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
    const yaml = await readFile("docs/incidents/web-breach-2014.yaml", "utf8");
    const created = await createIncident(breach.ctx, yaml);
    if (!created.ok) throw new Error(created.reasons.join("\n"));
    await aPublishedFinding(breach.ctx, await getIncident(breach.ctx, created.value.incidentId), {
      id: "of-march",
      announced_at: "2014-03-06T15:00:00+09:00",
      changed: [],
      exposed: { NAME: 12_000_000, RRN: 11_700_000, ACCOUNT: 0 },
    });
    breachSite = await startSite(breach);
  });
  afterAll(async () => {
    await breachSite.close();
    await breach.close();
  });

  it("compares its categories with each other, and leaves its zeros to the table", async () => {
    expect(pictures(await load(breachSite, "/figures"))).toEqual([
      ["name exposed", "12,000,000"],
      ["resident registration number exposed", "11,700,000"],
    ]);
    expect(pictures(await load(breachSite, "/"))).toEqual([]);
  });

  it.each(languages)("has each number of its pictures in a table, in %s", async (language) => {
    const html = await load(breachSite, "/figures", language);
    const drawn = pictures(html);
    expect(drawn).toHaveLength(2);
    for (const [name, count] of drawn)
      expect(html).toContain(`<th scope="row">${name}</th><td class="number">${count}</td>`);
  });

  it("names the hour too, once two announcements were made on one day", async () => {
    const days = async () =>
      [...(await load(breachSite, "/figures")).matchAll(/<text y="[^"]*" class="quiet">(.*?)<\/text>/g)].map(
        ([, day]) => day,
      );
    expect(await days()).toEqual(["6 March 2014", "6 March 2014"]);
    await aPublishedFinding(breach.ctx, await getIncident(breach.ctx, "web-breach-2014"), {
      id: "of-that-evening",
      announced_at: "2014-03-06T20:00:00+09:00",
      changed: [],
      exposed: { NAME: 12_000_001 },
    });
    expect(await days()).toEqual([
      "6 March 2014 15:00",
      "6 March 2014 20:00",
      "6 March 2014 15:00",
      "6 March 2014 20:00",
    ]);
  });
});
