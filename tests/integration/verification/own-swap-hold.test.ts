import { afterAll, beforeEach, expect, it } from "vitest";
import { settleSwap } from "#app/domain/usim-swap/settle-swap.server.ts";
import { SUBSCRIBER_ACR } from "#app/domain/verification/level.rules.ts";
import { signInHolder } from "#app/domain/verification/sign-in-holder.server.ts";
import { after, days, hours } from "#app/shared/time.ts";
import { aCase } from "#tests/factories/campaign.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext } from "#tests/factories/context.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, carrier, setNow } = context;
afterAll(() => context.close());

const start = new Date("2025-09-18T20:00:00+09:00");
beforeEach(() => setNow(start));

/** What came of reaching for L3: "raised", or until when it is held. */
async function reach(line: { holderRef: string }) {
  const signedIn = await signInHolder(ctx, {
    claims: { holder_ref: line.holderRef, acr: SUBSCRIBER_ACR },
    from: null,
    raiseFor: "/protection/off",
  });
  if (!signedIn.ok) throw new Error(signedIn.refusal);
  const { raiseRefusal, heldUntil } = signedIn.value;
  const session = await ctx.db.session.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
  await ctx.db.session.deleteMany();
  expect(session.raisedFor).toBe(raiseRefusal ? null : "/protection/off");
  return raiseRefusal ? { raiseRefusal, heldUntil } : "raised";
}

async function aSwappedLine(outcome: "done" | "failed" | null = "done") {
  const { line } = await aCase(context);
  const own = await line();
  const swap = await aCompletedSwap(ctx, own);
  if (outcome) await ctx.db.$transaction((tx) => settleSwap(ctx, tx, { swapId: swap.id, outcome }));
  return { own, line };
}

const changeSim = (line: { personalData: { msisdn: string } }, simChangedAt: Date) =>
  carrier.simHistories.set(line.personalData.msisdn, { simChangedAt, portedInAt: null });

it("after our own swap, L3 is held for 24 hours, seen by the carrier or not yet", async () => {
  const { own } = await aSwappedLine();
  const held = { raiseRefusal: "sim-changed", heldUntil: after(start, hours(24)) };
  expect(await reach(own)).toEqual(held);
  changeSim(own, start);
  expect(await reach(own)).toEqual(held);
  setNow(new Date(after(start, hours(24)).getTime() - 1));
  expect(await reach(own)).toEqual(held);
  setNow(after(start, hours(24)));
  expect(await reach(own)).toBe("raised");
});

it("a change of another origin, more than an hour off, holds seven days", async () => {
  const { own } = await aSwappedLine();
  const changedAt = after(start, hours(1) + 1);
  changeSim(own, changedAt);
  setNow(after(start, hours(30)));
  expect(await reach(own)).toEqual({ raiseRefusal: "sim-changed", heldUntil: after(changedAt, days(7)) });
});

it.each([
  ["that the carrier refused", "failed" as const],
  ["that isn't settled", null],
])("a swap %s explains nothing", async (_, outcome) => {
  const { own } = await aSwappedLine(outcome);
  expect(await reach(own)).toBe("raised");
  changeSim(own, start);
  expect(await reach(own)).toEqual({ raiseRefusal: "sim-changed", heldUntil: after(start, days(7)) });
});

it("nor does another line's swap", async () => {
  const { line } = await aSwappedLine();
  const other = await line();
  changeSim(other, start);
  expect(await reach(other)).toEqual({ raiseRefusal: "sim-changed", heldUntil: after(start, days(7)) });
});
