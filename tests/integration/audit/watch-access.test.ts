import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { watchAccess } from "#app/processes/worker/watch-access.ts";
import { after, hours } from "#app/shared/time.ts";
import { testContext } from "#tests/factories/context.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

it("what staff were refused in the last day is among the metrics, and nothing where it can't be asked", async () => {
  const { ctx, as, setNow, close } = testContext({ databaseUrl: (await createTestDatabase()).url });
  const agent = as(staffActor(await aStaffMember(ctx)));
  const count = async (action: string, from = ctx) => {
    const registry = new Registry();
    watchAccess(registry, from);
    const text = await registry.metrics();
    return new RegExp(`^ansim_access_alerts\\{action="${action}"\\} (\\d+)$`, "m").exec(text)?.[1];
  };
  expect(await count("quota.exceeded")).toBe("0");
  for (const action of ["quota.exceeded", "quota.exceeded", "line.unmask"])
    await recordAudit(agent, ctx.db, { action, subject: { type: "call", id: "1" } });
  expect(await count("quota.exceeded")).toBe("2");
  expect(await count("line.unmask"), "no refusal").toBeUndefined();

  setNow(after(ctx.now(), hours(24)));
  expect(await count("quota.exceeded")).toBe("0");
  await close();
  const nowhere = testContext({ databaseUrl: "postgresql://nobody:pw@127.0.0.1:1/none" });
  expect(await count("quota.exceeded", nowhere.ctx)).toBeUndefined();
  await nowhere.close();
});
