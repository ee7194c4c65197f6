import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { anIncident, aFinding, incidentInput } from "#tests/factories/incident.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
afterAll(() => t.close());
describe("x", () => {
  it("works", async () => {
    const i = await anIncident(t.ctx);
    await aFinding(t.ctx, i);
    expect(await createIncident(t.ctx, JSON.stringify(incidentInput()))).toMatchObject({ value: { changed: false } });
    const s = await aSubscriber(t.ctx);
    expect(openPersonalData(t.ctx, s).name).toBe(s.personalData.name);
    expect((await getIncident(t.ctx, i.id)).id).toBe(i.id);
  });
});
