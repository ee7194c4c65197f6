import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { callNoteOwner } from "#app/domain/calls/call.rules.ts";
import { certificateOwner } from "#app/domain/certificates/certificate.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { claimOwner, handItemOwner } from "#app/domain/compensation/claim.rules.ts";
import { evidenceOwner } from "#app/domain/compensation/evidence.rules.ts";
import { accountOwner } from "#app/domain/compensation/payout.rules.ts";
import { listRowOwner } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { entryOwner, reportOwner } from "#app/domain/reports/report.rules.ts";
import { subscriberOwner } from "#app/domain/subscribers/personal-data.ts";
import { swapOwner } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Envelope } from "#app/infra/keys/key-ring.server.ts";

const BATCH = 500;

/** A row as an older key sealed it, and how it is written anew, unless it changed meanwhile. */
type SealedRow = {
  owner: string;
  envelope: Uint8Array<ArrayBuffer> | null;
  keyId: string | null;
  save: (sealed: Envelope) => Promise<{ count: number }>;
};

/**
 * Seals again, with the ring's current key, every envelope that an older key of it sealed, so that the old
 * key can then be taken out, half an hour later at the soonest: what lives no longer than that (forms kept
 * for a sign-in) is left to end. A row that changes meanwhile is left to the next batch. Audited.
 */
export async function resealPersonalData(ctx: Ctx): Promise<{ resealed: number }> {
  let resealed = 0;
  for (const list of lists)
    for (let rows = await list(ctx); rows.length > 0; rows = await list(ctx))
      for (const { owner, envelope, keyId, save } of rows) {
        if (envelope === null || keyId === null) continue;
        const { count } = await save(ctx.vault.seal(owner, ctx.vault.open(owner, { envelope, keyId })));
        resealed += count;
      }
  await recordAudit(ctx, ctx.db, {
    action: "keys.reseal",
    subject: { type: "key", id: ctx.vault.currentKeyId },
    detail: { resealed },
  });
  return { resealed };
}

const older = (ctx: Ctx) =>
  ({ where: { keyId: { not: ctx.vault.currentKeyId } }, orderBy: { id: "asc" }, take: BATCH }) as const;

const listSubscribers = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.subscriber.findMany(older(ctx))).map(({ id, envelope, keyId, ...line }) => ({
    owner: subscriberOwner(line.incidentId, line.subscriberRef),
    envelope,
    keyId,
    save: (data) => ctx.db.subscriber.updateMany({ where: { id, envelope }, data }),
  }));

const listReports = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.report.findMany(older(ctx))).map(({ id, envelope, keyId, caseNumber }) => ({
    owner: reportOwner(caseNumber),
    envelope,
    keyId,
    save: (data) => ctx.db.report.updateMany({ where: { id, envelope }, data }),
  }));

const listEntries = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.reportEntry.findMany({ ...older(ctx), include: { report: true } })).map(
    ({ id, envelope, keyId, kind, report }) => ({
      owner: entryOwner(report.caseNumber, kind),
      envelope,
      keyId,
      save: (data) => ctx.db.reportEntry.updateMany({ where: { id, envelope }, data }),
    }),
  );

const listCalls = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.call.findMany(older(ctx))).map(({ id, envelope, keyId }) => ({
    owner: callNoteOwner(id),
    envelope,
    keyId,
    save: (data) => ctx.db.call.updateMany({ where: { id, envelope }, data }),
  }));

const listCertificates = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.certificate.findMany(older(ctx))).map(({ id, envelope, keyId, code }) => ({
    owner: certificateOwner(code),
    envelope,
    keyId,
    save: (data) => ctx.db.certificate.updateMany({ where: { id, envelope }, data }),
  }));

const listSwaps = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.swap.findMany(older(ctx))).map(({ id, envelope, keyId, idempotencyKey }) => ({
    owner: swapOwner(idempotencyKey),
    envelope,
    keyId,
    save: (data) => ctx.db.swap.updateMany({ where: { id, envelope }, data }),
  }));

const listClaims = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.claim.findMany(older(ctx))).map(({ id, envelope, keyId, claimNumber }) => ({
    owner: claimOwner(claimNumber),
    envelope,
    keyId,
    save: (data) => ctx.db.claim.updateMany({ where: { id, envelope }, data }),
  }));

const listHandItems = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.claimItem.findMany({ ...older(ctx), include: { claim: true } })).map(
    ({ id, envelope, keyId, claim, formKey }) => ({
      owner: handItemOwner(claim.claimNumber, formKey ?? ""),
      envelope,
      keyId,
      save: (data) => ctx.db.claimItem.updateMany({ where: { id, envelope }, data }),
    }),
  );

const listBankAccounts = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.bankAccount.findMany(older(ctx))).map(({ id, envelope, keyId, idempotencyKey }) => ({
    owner: accountOwner(idempotencyKey),
    envelope,
    keyId,
    save: (data) => ctx.db.bankAccount.updateMany({ where: { id, envelope }, data }),
  }));

/** The files themselves stay: each has a key of its own, which is in here. */
const listEvidence = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.evidence.findMany(older(ctx))).map(({ id, envelope, keyId }) => ({
    owner: evidenceOwner(id),
    envelope,
    keyId,
    save: (data) => ctx.db.evidence.updateMany({ where: { id, envelope }, data }),
  }));

const listClaimsListRows = async (ctx: Ctx): Promise<SealedRow[]> =>
  (await ctx.db.claimsListRow.findMany({ ...older(ctx), include: { finding: true } })).map(
    ({ id, envelope, keyId, source, reference, finding }) => ({
      owner: listRowOwner(finding.incidentId, source, reference),
      envelope,
      keyId,
      save: (data) => ctx.db.claimsListRow.updateMany({ where: { id, envelope }, data }),
    }),
  );

const lists = [
  ...[listSubscribers, listReports, listEntries, listCalls, listCertificates, listSwaps],
  ...[listClaims, listHandItems, listBankAccounts, listEvidence, listClaimsListRows],
];
