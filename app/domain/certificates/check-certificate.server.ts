import { isDeepStrictEqual } from "node:util";
import { maskMsisdn, maskName } from "#app/domain/calls/mask.rules.ts";
import { parseCertificateCode, type CertificateFacts } from "#app/domain/certificates/certificate.rules.ts";
import { openCertificate } from "#app/domain/certificates/open-certificate.server.ts";
import { readExposure } from "#app/domain/certificates/read-facts.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { Category, IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { countWrongAnswer } from "#app/domain/verification/count-wrong-answer.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type CheckedCertificate = {
  code: string;
  issuedAt: Date;
  facts: CertificateFacts;
  incident: Pick<IncidentDefinition, "names"> & { categories: Pick<Category, "key" | "names">[] };
  /** "김*수", "010-****-1234"; null once it was erased. */
  person: { name: string; msisdn: string } | null;
  /** Of an exposure: whether the answer is another by now. What it is then, only the person learns. */
  changedSince: boolean;
};

/**
 * Tells anyone who has a certificate's code what it certifies, with name and number masked. A code that isn't
 * ours, one that was changed and a row that was changed are one refusal. Wrong ones are counted: a hundred an
 * hour from an address, then "too-many".
 */
export async function checkCertificate(
  ctx: Ctx,
  { typed, address }: { typed: string; address: string },
): Promise<Result<CheckedCertificate, "not-ours" | "too-many">> {
  const code = parseCertificateCode(typed);
  if (!code) return refused("not-ours");
  const addressIndex = ctx.vault.blindIndex("address", `certificate ${address}`);
  const counted = await countWrongAnswer(ctx, hashToken(`certificate ${code}`), addressIndex);
  if (!counted.ok) return refused("too-many");

  const row = await ctx.db.certificate.findUnique({
    where: { code },
    include: { subscriber: { include: { incident: true } } },
  });
  const opened = row && openCertificate(ctx, row);
  if (!opened) return refused("not-ours");
  await counted.value.takeBack();
  const { facts, person } = opened;
  const { names, categories } = await getIncident(ctx, row.subscriber.incidentId);
  return ok({
    code,
    issuedAt: row.issuedAt,
    facts,
    incident: { names, categories: categories.map(({ key, names }) => ({ key, names })) },
    person: person && { name: maskName(person.name), msisdn: maskMsisdn(person.msisdn) },
    changedSince: facts.kind === "exposure" && !(await stillSo(ctx, row.subscriberId, facts)),
  });
}

/** Whether what was found is the same; a later announcement that changed nothing of it is none. */
async function stillSo(
  ctx: Ctx,
  subscriberId: bigint,
  { verdict, found }: Extract<CertificateFacts, { kind: "exposure" }>,
): Promise<boolean> {
  const now = await readExposure(ctx, subscriberId);
  return isDeepStrictEqual({ verdict, found }, { verdict: now.verdict, found: now.found });
}
