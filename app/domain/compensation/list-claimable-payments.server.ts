import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import { listOpenConfirmed } from "#app/domain/compensation/list-open-confirmed.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

/** A payment as whoever was charged reads it: which cell it was is the investigators'. */
export type ClaimablePayment = Omit<HeldPayment, "findingId" | "eci"> & {
  /**
   * `free`: to be put into the draft. `confirmed`: with the confirmed sum, without a claim. `by-hand`:
   * confirmed, and asked for by hand before.
   */
  place: "free" | "draft" | "confirmed" | "by-hand" | "claimed";
  /** Of the claim that holds it, once that was filed; null where an earlier holder filed it. */
  claimNumber: string | null;
  /** What that claim decided of it, which counts before what the finding holds; null while it is open. */
  decided: "approved" | "refused" | null;
  /** The sum that it approved, though a finding may say another since; null where it approved none. */
  decidedKrw: number | null;
};

/** Each payment in force of a line, and where it stands, for whoever signed in for it. */
export async function listClaimablePayments(ctx: Ctx, session: Session): Promise<ClaimablePayment[]> {
  requireClaimant(ctx, session);
  const { subscriberId } = session;
  const held = await listHeldPayments(ctx.db, { subscriberId, at: ctx.now() });
  const items = await ctx.db.claimItem.findMany({
    where: { subscriberId, paymentId: { not: null } },
    select: {
      paymentId: true,
      state: true,
      amountKrw: true,
      claim: { select: { claimNumber: true, state: true, holderId: true } },
    },
    orderBy: { id: "asc" },
  });
  const { holderId } = await getClaimScope(ctx.db, subscriberId);
  const { askedByHand } = await listOpenConfirmed(ctx.db, { subscriberId, at: ctx.now() });
  const newest = new Map(
    items
      .filter(
        ({ claim }) =>
          claim.state !== "withdrawn" && (claim.state !== "draft" || claim.holderId === holderId),
      )
      .map(({ paymentId, state, amountKrw, claim }) => [paymentId, { ...claim, item: state, amountKrw }]),
  );
  return held.map(({ findingId: _findingId, eci: _eci, ...payment }) => {
    const claim = newest.get(payment.paymentId);
    const isConfirmed = payment.status === "confirmed";
    // What a reviewer refused and the carrier confirmed later belongs to the confirmed sum again.
    const inNone = { ...payment, claimNumber: null, decided: null, decidedKrw: null };
    if (claim && claim.state !== "draft" && !(claim.item === "refused" && isConfirmed))
      return {
        ...inNone,
        place: "claimed",
        ...(claim.holderId === holderId && {
          claimNumber: claim.claimNumber,
          decided: claim.item === "open" ? null : claim.item,
          decidedKrw: claim.item === "approved" ? claim.amountKrw : null,
        }),
      };
    if (askedByHand.some(({ paymentId }) => paymentId === payment.paymentId))
      return { ...inNone, place: "by-hand" };
    return { ...inNone, place: isConfirmed ? "confirmed" : claim ? "draft" : "free" };
  });
}
