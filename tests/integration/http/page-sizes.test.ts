import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { languages } from "#app/locales/language.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { aDeliveredText } from "#tests/factories/notice.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, startSite, type TestSite } from "#tests/setup/web-server.ts";

/** What a phone at the edge of a network gets in its first round trips (issue 2: both pages together). */
const LIMIT_BYTES = 14 * 1024;

const categories = ["GUTI", "IMSI", "IMEI", "MSISDN"];
const days = ["2025-08-27", "2025-08-29", "2025-09-02", "2025-09-04"];

let t: TestContext;
let site: TestSite;
let linked: Awaited<ReturnType<typeof aLinkedLine>>;
beforeAll(async () => {
  t = testContext({
    databaseUrl: (await createTestDatabase()).url,
    now: new Date("2025-09-20T09:00:00+09:00"),
  });
  const created = await createIncident(t.ctx, await readFile("docs/incidents/femtocell-2025.yaml", "utf8"));
  if (!created.ok) throw new Error(created.reasons.join("\n"));
  const incident = await getIncident(t.ctx, created.value.incidentId);
  linked = await aLinkedLine(t, { incidentId: incident.id, guardianMsisdn: null });
  for (const [index, day] of [11, 18, 19].entries()) {
    const known = categories.slice(0, index + 2);
    const { id } = await aPublishedFinding(t.ctx, incident, {
      id: `of-${day}`,
      announced_at: `2025-09-${day}T15:00:00+09:00`,
      changed: [
        {
          line: linked.line,
          verdict: "payments",
          categories: known,
          days: Object.fromEntries(known.map((key) => [key, days])),
          confirmedCount: index + 3,
          confirmedKrw: 330_000 * (index + 3),
          suspectedCount: 2,
          suspectedKrw: 140_000,
        },
      ],
    });
    await aDeliveredText(t.ctx, {
      findingId: id,
      line: linked.line,
      at: new Date(`2025-09-${day}T16:00:00+09:00`),
    });
  }
  site = await startSite(t);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

describe("the way from a text to the biggest answer", () => {
  it.each(languages)("fits into 14 KB in %s", async (language) => {
    const headers = { "accept-language": language };
    const neutral = await site.send("GET", `/v/${linked.token}`, { headers });
    const form = { birthDate: linked.birthDate };
    const signedIn = await site.send("POST", `/v/${linked.token}`, { form });
    const cookie = `${cookiesOf(signedIn)}; lang=${language}`.replace("lang=ko; ", "");
    const answer = await site.send("GET", "/result", { cookie });
    expect(answer.status).toBe(200);
    const html = answer.body.toString();
    expect(html).toContain(`<html lang="${language}">`);
    // All of it: three findings, four kinds of data, both sums.
    for (const part of ["GUTI", "IMSI", "IMEI", "1,650,000", "140,000"]) expect(html).toContain(part);

    const together = gzipSync(neutral.body).length + gzipSync(answer.body).length;
    expect(together).toBeLessThanOrEqual(LIMIT_BYTES);
    expect(together).toBeGreaterThan(4_000);
  });
});
