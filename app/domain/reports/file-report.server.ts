import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { openDetails } from "#app/domain/reports/open-details.server.ts";
import { requireFiler } from "#app/domain/reports/report.policy.ts";
import {
  caseNumberOf,
  dueAfter,
  reportOwner,
  reportsPerAddressAndDay,
  reportsPerAddressAndHour,
  reportsPerLineAndDay,
} from "#app/domain/reports/report.rules.ts";
import { reportSubject } from "#app/domain/reports/report-subject.ts";
import { LONGEST_STORY, type ReportDetails, type ReportKind } from "#app/domain/reports/report.schema.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Report } from "#app/infra/db/generated/client.ts";
import type { Language } from "#app/locales/language.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, before, hours } from "#app/shared/time.ts";

export type FileReport = Partial<ReportDetails> & {
  /** From the form. */
  idempotencyKey: string;
  kind: ReportKind;
  what: string;
  language: Language;
  /** Whose line it is about, if one is known. */
  subscriberId: bigint | null;
  /** The call that an agent files it in. */
  callId: bigint | null;
  /** Where it comes from. */
  address: string;
};

export type FileReportRefusal = "empty" | "too-long" | "too-many" | "already-filed";

/**
 * Files a report, and gives the number that people call it by. The same form sent again is the same report;
 * with other words in it, it is refused ("already-filed"), since nobody would read them. At most five an hour
 * and twenty a day from an address, where there is neither a session nor a call, and ten a day about a line
 * ("too-many"). Audited; what an agent files in a call, the subscriber is told of.
 */
export async function fileReport(
  ctx: Ctx,
  given: FileReport,
): Promise<Result<{ caseNumber: string }, FileReportRefusal>> {
  requireFiler(ctx.actor, given);
  const details: ReportDetails = {
    what: given.what.trim(),
    happenedOn: given.happenedOn ?? null,
    contact: given.contact ?? null,
    amount: given.amount ?? null,
    merchant: given.merchant ?? null,
  };
  if (details.what === "") return refused("empty");
  if (details.what.length > LONGEST_STORY) return refused("too-long");

  return ctx.db.$transaction(async (tx) => {
    await lock(tx, given.idempotencyKey);
    const filed = await tx.report.findUnique({ where: { idempotencyKey: given.idempotencyKey } });
    if (filed)
      return isSame(ctx, filed, { kind: given.kind, details }) ? ok(filed) : refused("already-filed");

    const incidentId = await findIncidentId(ctx, tx, given);
    const addressIndex =
      given.subscriberId || given.callId ? null : ctx.vault.blindIndex("address", given.address);
    if (await hasTooMany(ctx, tx, { ...given, addressIndex })) return refused("too-many");

    const caseNumber = await insertReport(ctx, tx, { ...given, incidentId, addressIndex, details });
    const { subscriberId, kind, callId } = given;
    await recordAudit(ctx, tx, {
      action: "report.file",
      subject: reportSubject({ subscriberId, caseNumber }),
      detail: { case: caseNumber, kind, ...(callId && { callId: String(callId), forCaller: true }) },
    });
    if (ctx.actor.type === "staff" && subscriberId)
      await writeLetter(ctx, tx, { subscriberId, kind: "acted" });
    return ok({ caseNumber });
  });
}

const lock = (tx: Transaction, name: string) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`report:${name}`}, 0))`;

/** Whether it says what was filed by then; who could tell once that has been purged? */
function isSame(
  ctx: Ctx,
  filed: Report,
  { kind, details }: { kind: ReportKind; details: ReportDetails },
): boolean {
  const written = openDetails(ctx, filed);
  return !written || (filed.kind === kind && isDeepStrictEqual(written, details));
}

/**
 * The call's, which is the agent's own and open, and about that line; the line's; else that of the incident
 * that is going on.
 */
async function findIncidentId(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, callId }: Pick<FileReport, "subscriberId" | "callId">,
): Promise<string> {
  if (callId !== null) {
    const call = await lockOwnCall(ctx, tx, callId);
    if (call.subscriberId !== subscriberId) throw new Forbidden("the call is about another line");
    return call.incidentId;
  }
  if (subscriberId !== null) {
    const line = await tx.subscriber.findUnique({ where: { id: subscriberId } });
    if (!line) throw new NotFound("no such line");
    return line.incidentId;
  }
  const incident = await findCurrentIncident(ctx);
  if (!incident) throw new NotFound("there is no incident");
  return incident.id;
}

type Counted = { subscriberId: bigint | null; addressIndex: Uint8Array<ArrayBuffer> | null };

async function hasTooMany(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, addressIndex }: Counted,
): Promise<boolean> {
  const since = (ms: number) => ({ filedAt: { gt: before(ctx.now(), ms) } });
  if (subscriberId) {
    await lock(tx, `line ${subscriberId}`);
    const ofLine = await tx.report.count({ where: { subscriberId, ...since(hours(24)) } });
    return ofLine >= reportsPerLineAndDay;
  }
  if (!addressIndex) return false;
  await lock(tx, `address ${Buffer.from(addressIndex).toString("hex")}`);
  const lately = await tx.report.count({ where: { addressIndex, ...since(hours(1)) } });
  const ofDay = await tx.report.count({ where: { addressIndex, ...since(hours(24)) } });
  return lately >= reportsPerAddressAndHour || ofDay >= reportsPerAddressAndDay;
}

type NewReport = FileReport & {
  incidentId: string;
  addressIndex: Uint8Array<ArrayBuffer> | null;
  details: ReportDetails;
};

/** Under a number that no other has: 40 random bits meet now and then, and then others are drawn. */
async function insertReport(ctx: Ctx, tx: Transaction, report: NewReport): Promise<string> {
  const { idempotencyKey, incidentId, subscriberId, callId, kind, language, addressIndex, details } = report;
  for (;;) {
    const caseNumber = caseNumberOf(randomBytes(5));
    const row = {
      caseNumber,
      idempotencyKey,
      incidentId,
      subscriberId,
      callId,
      kind,
      language,
      addressIndex,
      ...ctx.vault.seal(reportOwner(caseNumber), details),
      filedAt: ctx.now(),
      dueAt: after(ctx.now(), dueAfter(kind)),
    };
    const { count } = await tx.report.createMany({ data: [row], skipDuplicates: true });
    if (count === 1) return caseNumber;
  }
}
