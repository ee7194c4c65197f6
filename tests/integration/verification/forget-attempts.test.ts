import { expect, it } from "vitest";
import { forgetAttempts } from "#app/domain/verification/forget-attempts.server.ts";
import { keepForm } from "#app/domain/verification/keep-form.server.ts";
import { keptFormLifetime } from "#app/domain/verification/kept-form.rules.ts";
import { staffSessionLifetime } from "#app/domain/staff/staff.rules.ts";
import { after } from "#app/shared/time.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

it("forgets kept forms and staff sessions when their time is over, and no sooner", async () => {
  const { ctx, setNow, close } = testContext({ databaseUrl: (await createTestDatabase()).url });
  const start = ctx.now();
  await anIncident(ctx);
  const line = await aSubscriber(ctx);
  await keepForm(ctx, { subscriberId: line.id, path: "/report", fields: { what: "a story" } });
  await aStaffSession(ctx, await aStaffMember(ctx));
  const left = async () => [await ctx.db.keptForm.count(), await ctx.db.staffSession.count()];

  setNow(after(start, keptFormLifetime));
  await forgetAttempts(ctx);
  expect(await left()).toEqual([1, 1]);
  setNow(after(start, keptFormLifetime + 1));
  await forgetAttempts(ctx);
  expect(await left()).toEqual([0, 1]);
  setNow(after(start, staffSessionLifetime + 1));
  await forgetAttempts(ctx);
  expect(await left()).toEqual([0, 0]);
  await close();
});
