import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listQueue } from "#app/domain/compensation/list-queue.server.ts";
import { after, minutes } from "#app/shared/time.ts";
import { aFiledClaim, aHeldPayment, aReviewer, aVictim } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  site = await startSite(t);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

it("counts and adds up all that wait, and shows a hundred a page", async () => {
  const incident = await anIncident(t.ctx);
  const line = await aVictim(t.ctx, incident, { payments: [aHeldPayment({ amountKrw: 50_000 })] });
  const { claim } = await aFiledClaim(t, line);
  const [round] = await t.ctx.db.claimDecision.findMany({ where: { claimId: claim.id } });
  if (!round) throw new Error("a filed claim has a round");
  // Without payments: what waits is what has an open round.
  const { id: _id, envelope: _words, ...filed } = claim;
  const others = await t.ctx.db.claim.createManyAndReturn({
    data: Array.from({ length: 204 }, (_, index) => ({
      ...filed,
      keyId: null,
      idempotencyKey: randomUUID(),
      claimNumber: `B-0000-${String(index).padStart(4, "0")}`,
    })),
  });
  const { id: _round, ...opened } = round;
  await t.ctx.db.claimDecision.createMany({
    data: others.map(({ id }, index) => ({
      ...opened,
      claimId: id,
      openedAt: after(round.openedAt, minutes(1 + index)),
    })),
  });

  const { as, member } = await aReviewer(t);
  const first = await listQueue(as, { order: "age" });
  expect(first).toMatchObject({ count: 205, sumKrw: 50_000, page: 1, pages: 3 });
  expect(first.claims).toHaveLength(100);
  expect(first.claims[0]?.claimNumber).toBe(claim.claimNumber);
  const last = await listQueue(as, { order: "age", page: 99 });
  expect([last.page, last.claims.length]).toEqual([3, 5]);
  expect(last.claims.at(-1)?.claimNumber).toBe("B-0000-0203");

  const cookie = await aStaffSession(t.ctx, member);
  const read = async (search: string) =>
    (await site.send("GET", `/claims-desk${search}`, { cookie })).body.toString().replaceAll("<!-- -->", "");
  const page = await read("?order=sum&page=2");
  expect(page).toContain("205건 가운데 100건, 모두 50,000원");
  expect(page).toContain('href="?order=sum&amp;page=1"');
  expect(page).toContain('href="?order=sum&amp;page=3"');
  for (const wrong of ["0", "-1", "x", "1e3", "99999"])
    expect(await read(`?page=${wrong}`), wrong).toContain("3쪽 가운데 1쪽");
});
