import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import {
  certificateCode,
  certificateOwner,
  certificatesPerLineAndDay,
  randomPart,
  sameCertificateWithin,
  sealedText,
  type CertificateFacts,
  type CertificateKind,
  type CertifiedPerson,
} from "#app/domain/certificates/certificate.rules.ts";
import { readFacts, type FactsRefusal } from "#app/domain/certificates/read-facts.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Language } from "#app/locales/language.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, days } from "#app/shared/time.ts";

type IssueCertificate = { subscriberId: bigint; kind: CertificateKind; language: Language };
export type IssueRefusal = FactsRefusal | "too-many";

/**
 * Certifies to a line's subscriber what is so at this moment, and gives the code that anyone may check. A
 * button pressed twice issues one. Refused where there is nothing to certify (protection that isn't on, no
 * swap), while the carrier doesn't say, and after twenty in 24 hours. Audited; what an agent does in a call,
 * the subscriber is told of.
 */
export async function issueCertificate(
  ctx: Ctx,
  { subscriberId, kind, language }: IssueCertificate,
): Promise<Result<{ code: string }, IssueRefusal>> {
  const { callId } = await requireLineAccess(ctx, subscriberId);
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const { name, msisdn } = openPersonalData(ctx, line);
  const facts = await readFacts(ctx, subscriberId, kind);
  if (!facts.ok) return facts;

  return ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`certificate:${subscriberId}`}, 0))`;
    const issued = await tx.certificate.findMany({
      where: { subscriberId, issuedAt: { gt: before(ctx.now(), days(1)) } },
      orderBy: { id: "desc" },
    });
    const same = issued.find(
      (one) =>
        one.language === language &&
        one.issuedAt > before(ctx.now(), sameCertificateWithin) &&
        isDeepStrictEqual(one.facts, facts.value),
    );
    if (same) return ok({ code: same.code });
    if (issued.length >= certificatesPerLineAndDay) return refused("too-many");

    const code = await insert(ctx, tx, { subscriberId, kind, language }, facts.value, { name, msisdn });
    await recordAudit(ctx, tx, {
      action: "certificate.issue",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { kind, ...(callId && { callId: String(callId), forCaller: true }) },
    });
    if (ctx.actor.type === "staff") await writeLetter(ctx, tx, { subscriberId, kind: "acted" });
    return ok({ code });
  });
}

async function insert(
  ctx: Ctx,
  tx: Transaction,
  given: IssueCertificate,
  facts: CertificateFacts,
  person: CertifiedPerson,
): Promise<string> {
  const random = randomPart(randomBytes(10));
  const row = { ...given, issuedAt: ctx.now(), facts };
  const mac = ctx.vault.auditMac(sealedText({ random, ...row }));
  const code = certificateCode(random, mac);
  const sealed = ctx.vault.seal(certificateOwner(code), person);
  await tx.certificate.create({ data: { ...row, code, mac, ...sealed } });
  return code;
}
