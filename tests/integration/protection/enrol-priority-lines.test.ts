import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { enrolPriorityLines } from "#app/domain/protection/enrol-priority-lines.server.ts";
import { undoEnrolment } from "#app/domain/protection/undo-enrolment.server.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  protectionOff,
} from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { ansim } from "#tests/setup/run-ansim.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let carrier: TestCarrier;
let env: Record<string, string>;
beforeAll(async () => {
  const { url } = await createTestDatabase();
  t = testContext({ databaseUrl: url });
  env = { DATABASE_URL: url, KEYS_FILE: t.keysFile };
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  await anIncident(t.ctx);
  await anIncident(t.ctx, { id: "another" });
});
beforeEach(async () => {
  await t.ctx.db.carrierOrder.deleteMany();
  await t.ctx.db.subscriber.updateMany({ data: { priority: null } });
});
afterAll(async () => {
  carrier.close();
  await t.close();
});

const aLine = (given: Parameters<typeof aCarriersLine>[2] = {}) => aCarriersLine(t.ctx, carrier, given);
type Line = Awaited<ReturnType<typeof aLine>>;
const both = { incidentId: "small-incident", priorities: ["senior", "disabled"] as const, dryRun: false };
const ordersOf = (line: Line) =>
  t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } });
const lettersTo = async (line: Line) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } })).map(({ kind }) => kind);

describe("enrolling seniors and disabled people", () => {
  it("orders protection on for their active lines of that incident, and tells each; nobody else", async () => {
    const chosen = [await aLine({ priority: "senior" }), await aLine({ priority: "disabled" })];
    const others = [
      await aLine(),
      await aLine({ priority: "senior", lineStatus: "ended" }),
      await aLine({ priority: "senior", incidentId: "another" }),
    ];
    expect(await enrolPriorityLines(t.ctx, both)).toEqual({ lines: 2, enrolled: 2, leftAlone: 0 });
    for (const line of chosen) {
      expect(await ordersOf(line)).toMatchObject([
        { wanted: { state: "on" }, state: "pending", actorType: "operator", actorId: "tester", level: null },
      ]);
      expect(await lettersTo(line)).toEqual(["enrolled"]);
    }
    for (const line of others) expect([await ordersOf(line), await lettersTo(line)]).toEqual([[], []]);
    const event = await t.ctx.db.auditEvent.findFirstOrThrow({ where: { action: "protection.enrol" } });
    expect(event).toMatchObject({ subjectId: "small-incident", detail: { enrolled: 2 } });
    await carryOutAll(t.ctx, anOrderSender(carrier));
    for (const line of chosen)
      expect(await ordersOf(line)).toMatchObject([{ state: "done", stateBefore: "off" }]);
    expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  });

  it("done twice, or twice at once, it does nothing more", async () => {
    const line = await aLine({ priority: "senior" });
    await Promise.all([enrolPriorityLines(t.ctx, both), enrolPriorityLines(t.ctx, both)]);
    expect(await enrolPriorityLines(t.ctx, both)).toEqual({ lines: 1, enrolled: 0, leftAlone: 1 });
    expect(await ordersOf(line)).toHaveLength(1);
    expect(await lettersTo(line)).toEqual(["enrolled"]);
  });

  it("leaves alone whoever undid it, or ordered anything themself", async () => {
    const [undoing, off] = [await aLine({ priority: "senior" }), await aLine({ priority: "disabled" })];
    await anOrder(t.ctx, off, protectionOff, { level: "L3" });
    await enrolPriorityLines(t.ctx, both);
    await carryOutAll(t.ctx, anOrderSender(carrier));
    const [{ id: orderId } = { id: 0n }] = await ordersOf(undoing);
    const { as, session } = await aSignedInSession(t, undoing);
    const undone = await undoEnrolment(as, session, { orderId: String(orderId), key: "k" });
    expect(undone.ok).toBe(true);
    expect(await enrolPriorityLines(t.ctx, both)).toEqual({ lines: 2, enrolled: 0, leftAlone: 2 });
    expect((await ordersOf(undoing)).at(-1)?.wanted).toEqual({ state: "off" });
    expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  });

  it("is an operator's alone, and of an incident that there is", async () => {
    for (const actor of [
      { type: "public" as const },
      { type: "system" as const, id: "worker" as const },
      { type: "staff" as const, id: "1", role: "operator" as const, storeRef: null, address: "192.0.2.1" },
    ])
      await expect(enrolPriorityLines(t.as(actor), both)).rejects.toThrow(Forbidden);
    await expect(enrolPriorityLines(t.ctx, { ...both, incidentId: "none" })).rejects.toThrow(NotFound);
  });
});

describe("ansim protection enrol", { timeout: 60_000 }, () => {
  const command = ["protection", "enrol", "--incident", "small-incident", "--priority"];

  it("says how many, first without doing anything", async () => {
    const line = await aLine({ priority: "senior" });
    const before = await sumTables(t.ctx.pool);
    expect(await ansim([...command, "senior,disabled", "--dry-run"], env)).toMatchObject({
      code: 0,
      stdout: "1 lines, 1 would be enrolled; a dry run, so nothing was written\n",
      stderr: "",
    });
    expect(await sumTables(t.ctx.pool)).toEqual(before);
    expect(await ansim(["--as", "Kim", ...command, "senior"], env)).toMatchObject({
      code: 0,
      stdout: "1 lines, 1 enrolled\n",
    });
    expect(await ordersOf(line)).toMatchObject([{ actorType: "operator", actorId: "Kim" }]);
    expect((await ansim([...command, "senior"], env)).stdout).toBe(
      "1 lines, 0 enrolled, 1 left alone, since something was ordered for them before\n",
    );
  });

  it("refuses a group or an incident that there is not, in a sentence", async () => {
    expect(await ansim([...command, "everyone"], env)).toMatchObject({
      code: 65,
      stderr: "Everyone: the groups are senior and disabled.\n",
    });
    const other = ["protection", "enrol", "--incident", "none", "--priority", "senior"];
    expect((await ansim(other, env)).code).toBe(65);
  });
});
