import { randomUUID } from "node:crypto";
import { addByHand, type AddByHand } from "#app/domain/compensation/add-by-hand.server.ts";
import { fileClaim } from "#app/domain/compensation/file-claim.server.ts";
import { getConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import { getDraft } from "#app/domain/compensation/get-draft.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { setDraft } from "#app/domain/compensation/set-draft.server.ts";
import { setVerdict } from "#app/domain/compensation/set-verdict.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { takeConfirmedSum } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import { toggleItem } from "#app/domain/compensation/toggle-item.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { Claim, StaffMember } from "#app/infra/db/generated/client.ts";
import type { PayoutWay } from "#app/infra/db/generated/enums.ts";
import type { PaymentCreateManyInput } from "#app/infra/db/generated/models.ts";
import type { Result } from "#app/shared/result.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";

type Line = Awaited<ReturnType<typeof aSubscriber>>;
type PaymentRow = Omit<PaymentCreateManyInput, "subscriberId" | "findingId">;

let count = 0;

/** A payment of 5 September 2025: a gift card for 50,000 won by SMS, suspected, unless said otherwise. */
export function aHeldPayment(given: Partial<PaymentRow> = {}): PaymentRow {
  count += 1;
  return {
    paymentId: `P-${count}`,
    at: new Date("2025-09-05T03:10:00+09:00"),
    merchant: "Gift Shop",
    pg: "Gateway",
    item: "gift card",
    amountKrw: 50_000,
    authMethod: "SMS",
    status: "suspected",
    ...given,
  };
}

/**
 * A line, and a finding of 11 September 2025, published, that holds these payments of it; `announced_at` says
 * another time. Of a line that is there already where one is given.
 */
export async function aVictim(
  ctx: Ctx,
  incident: IncidentDefinition,
  {
    payments = [aHeldPayment({ status: "confirmed" })],
    line: given,
    announced_at,
  }: {
    payments?: Partial<PaymentRow>[];
    line?: Line | Parameters<typeof aSubscriber>[1];
    announced_at?: string;
  } = {},
): Promise<Line> {
  const line = given && "id" in given ? given : await aSubscriber(ctx, { incidentId: incident.id, ...given });
  count += 1;
  await aPublishedFinding(ctx, incident, {
    id: `finding-of-payments-${count}`,
    ...(announced_at && { announced_at }),
    changed: [{ line }],
    payments: payments.map((payment) => ({ line, ...aHeldPayment(payment) })),
  });
  return line;
}

/** What a use case gave, where it has to succeed. */
export function granted<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

/** Takes the confirmed sum of a line as the form shows it, by the line's own session at L1. */
export async function aTakenSum(t: TestContext, line: { id: bigint }): Promise<Claim> {
  const as = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
  const { openKrw } = await getConfirmedSum(as, line.id);
  const { claimNumber } = granted(
    await takeConfirmedSum(as, { subscriberId: line.id, key: randomUUID(), expectedKrw: openKrw }),
  );
  return t.ctx.db.claim.findUniqueOrThrow({ where: { claimNumber } });
}

type SignedIn = { session: Session; as: Ctx };

/** What addByHand is given: 30,000 won at a game shop on 5 September 2025, by ARS, unless said otherwise. */
export const byHand = (given: Partial<AddByHand> = {}): AddByHand => ({
  key: randomUUID(),
  at: new Date("2025-09-05T04:00:00+09:00"),
  amountKrw: 30_000,
  merchant: "Game Shop",
  pg: null,
  item: null,
  authMethod: "ARS" as const,
  ...given,
});

/**
 * A draft of a line with all of its payments that are suspected or cleared, and with these added by hand; and
 * the session that made it.
 */
export async function aDraft(
  t: TestContext,
  line: { id: bigint; holderId: bigint },
  {
    hand = [],
    note,
    payoutWay = "bill_credit",
    signedIn,
  }: { hand?: Partial<AddByHand>[]; note?: string; payoutWay?: PayoutWay; signedIn?: SignedIn } = {},
): Promise<SignedIn & { claim: Claim }> {
  const { session, as } = signedIn ?? (await aSignedInSession(t, line));
  const held = await t.ctx.db.payment.findMany({
    where: { subscriberId: line.id, status: { not: "confirmed" } },
  });
  for (const paymentId of new Set(held.map((payment) => payment.paymentId)))
    granted(await toggleItem(as, session, { paymentId, on: true, key: randomUUID() }));
  for (const one of hand) granted(await addByHand(as, session, byHand(one)));
  if (note !== undefined || payoutWay !== "bill_credit")
    granted(await setDraft(as, session, { note: note ?? "", payoutWay }));
  const claim = await t.ctx.db.claim.findFirstOrThrow({ where: { subscriberId: line.id, state: "draft" } });
  return { session, as, claim };
}

/** As `aDraft`, filed. */
export async function aFiledClaim(
  t: TestContext,
  line: { id: bigint; holderId: bigint },
  given: Parameters<typeof aDraft>[2] = {},
): Promise<SignedIn & { claim: Claim }> {
  const { session, as, claim } = await aDraft(t, line, given);
  const draft = await getDraft(as, session);
  granted(
    await fileClaim(as, session, {
      claimNumber: claim.claimNumber,
      expectedKrw: draft?.sumKrw ?? 0,
    }),
  );
  return { session, as, claim: await reread(t.ctx, claim) };
}

/** A reviewer, and what a use case is handed when they act. */
export async function aReviewer(t: TestContext): Promise<{ member: StaffMember; as: Ctx }> {
  const member = await aStaffMember(t.ctx, { roles: ["reviewer"] });
  return { member, as: t.as(staffActor(member)) };
}

/**
 * Takes a filed claim on and gives a verdict on each of its open items: approved whole, unless `approve` says
 * how much. Gives the sum.
 */
export async function aJudgedClaim(
  as: Ctx,
  { claimNumber }: { claimNumber: string },
  approve: (item: { id: bigint; amountKrw: number; paymentId: string | null }) => number = ({ amountKrw }) =>
    amountKrw,
): Promise<number> {
  granted(await takeClaim(as, { claimNumber }));
  const items = await as.db.claimItem.findMany({
    where: { claim: { claimNumber }, state: "open" },
    orderBy: { id: "asc" },
  });
  for (const item of items) {
    const approvedKrw = approve(item);
    const reason =
      approvedKrw === 0
        ? "known_merchant"
        : approvedKrw < item.amountKrw
          ? "documents_show_less"
          : "same_pattern";
    granted(await setVerdict(as, { claimNumber, itemId: String(item.id), approvedKrw, reason }));
  }
  return items.reduce((sum, item) => sum + approve(item), 0);
}

/**
 * A filed claim of a line, decided by a reviewer of its own, as `approve` says; for sums that one person
 * decides alone.
 */
export async function aDecidedClaim(
  t: TestContext,
  line: { id: bigint; holderId: bigint },
  {
    approve,
    reviewer,
    ...given
  }: NonNullable<Parameters<typeof aDraft>[2]> & {
    approve?: Parameters<typeof aJudgedClaim>[2];
    reviewer?: Awaited<ReturnType<typeof aReviewer>>;
  } = {},
): Promise<SignedIn & { claim: Claim; reviewer: { member: StaffMember; as: Ctx } }> {
  const { session, as, claim } = await aFiledClaim(t, line, given);
  const decider = reviewer ?? (await aReviewer(t));
  const expectedKrw = await aJudgedClaim(decider.as, claim, approve);
  const { claimNumber } = claim;
  granted(await proposeDecision(decider.as, { claimNumber, expectedKrw }));
  return { session, as, claim: await reread(t.ctx, claim), reviewer: decider };
}

const reread = ({ db }: Ctx, { id }: { id: bigint }) => db.claim.findUniqueOrThrow({ where: { id } });
