import { z } from "zod";
import { maskMsisdn, maskName } from "#app/domain/calls/mask.rules.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import { requireCaseReader } from "#app/domain/reconciliation/reconciliation.policy.ts";
import { caseSubject, isOverdue, listRowOwner } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { ClaimsListCase, ClaimsListRow } from "#app/infra/db/generated/client.ts";
import { ok, type Result } from "#app/shared/result.ts";
import { after, minutes } from "#app/shared/time.ts";

const listedSchema = z.object({ msisdn: z.string(), name: z.string() });

export type ReadCase = Pick<ClaimsListCase, "caseNumber" | "openedAt" | "dueAt" | "closedAt" | "resolution"> &
  Pick<ClaimsListRow, "source" | "reference" | "at" | "amountKrw" | "match"> & {
    overdue: boolean;
    owner: string | null;
    mine: boolean;
    /** Masked; null once it has been purged. */
    listed: { name: string; number: string } | null;
    /** What the carrier holds of the line as of now, oldest first; null where the number is nobody's. */
    payments: HeldPayment[] | null;
    /** The line's claims, for a look at them. */
    claims: string[];
    /** What its owner wrote when they closed it. */
    note: string | null;
  };

/**
 * A case with its row and the line's payments, for reviewers and auditors; each reading is counted and
 * written down before ("over-quota").
 */
export async function getCase(ctx: Ctx, caseNumber: string): Promise<Result<ReadCase, "over-quota">> {
  const { id } = requireCaseReader(ctx.actor);
  const found = await ctx.db.claimsListCase.findUnique({
    where: { caseNumber },
    include: { owner: true, row: { include: { finding: true } } },
  });
  if (!found) throw new NotFound("no such case");
  const allowed = await ctx.db.$transaction((tx) =>
    recordAccess(ctx, tx, {
      action: "claim.view",
      subject: caseSubject(found),
      detail: { case: caseNumber },
    }),
  );
  if (!allowed.ok) return allowed;

  const { openedAt, dueAt, closedAt, resolution, row, owner, ownerId } = found;
  const { source, reference, at, amountKrw, match, subscriberId } = row;
  const claims = await ctx.db.claim.findMany({
    where: { subscriberId: subscriberId ?? -1n, state: { notIn: ["draft", "withdrawn"] } },
    orderBy: { id: "asc" },
  });
  // By its number alone: whose line the row is can have changed since.
  const closing = closedAt && (await findClosing(ctx, closedAt, caseNumber));
  return ok({
    caseNumber,
    openedAt,
    dueAt,
    closedAt,
    resolution,
    source,
    reference,
    at,
    amountKrw,
    match,
    overdue: isOverdue(found, ctx.now()),
    owner: owner?.name ?? null,
    mine: ownerId === BigInt(id),
    listed: openListed(ctx, row),
    payments: subscriberId === null ? null : await listHeldPayments(ctx.db, { subscriberId, at: ctx.now() }),
    claims: claims.map(({ claimNumber }) => claimNumber),
    note: closing?.reason ?? null,
  });
}

const findClosing = (ctx: Ctx, closedAt: Date, caseNumber: string) =>
  ctx.db.auditEvent.findFirst({
    where: {
      // What the trail has an index for.
      at: { gte: closedAt, lt: after(closedAt, minutes(1)) },
      action: "case.close",
      detail: { path: ["case"], equals: caseNumber },
    },
  });

function openListed(ctx: Ctx, row: ClaimsListRow & { finding: { incidentId: string } }) {
  const { envelope, keyId, source, reference, finding } = row;
  if (!envelope || !keyId) return null;
  const owner = listRowOwner(finding.incidentId, source, reference);
  const { name, msisdn } = listedSchema.parse(ctx.vault.open(owner, { envelope, keyId }));
  return { name: maskName(name), number: maskMsisdn(msisdn) };
}
