import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
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
