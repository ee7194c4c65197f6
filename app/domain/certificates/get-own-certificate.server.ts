import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import {
  parseCertificateCode,
  type CertificateFacts,
  type CertifiedPerson,
} from "#app/domain/certificates/certificate.rules.ts";
import { openCertificate } from "#app/domain/certificates/open-certificate.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import type { Language } from "#app/locales/language.ts";

export type FullCertificate = {
  code: string;
  language: Language;
  issuedAt: Date;
  facts: CertificateFacts;
  person: CertifiedPerson;
  incident: IncidentDefinition;
};

/** A certificate of the line's own, in full, for the person to keep. NotFound for another line's, and for one that isn't as we wrote it. */
export async function getOwnCertificate(
  ctx: Ctx,
  { subscriberId, code: typed }: { subscriberId: bigint; code: string },
): Promise<FullCertificate> {
  await requireLineAccess(ctx, subscriberId);
  const row = await ctx.db.certificate.findUnique({
    where: { code: parseCertificateCode(typed) ?? "", subscriberId },
    include: { subscriber: { include: { incident: true } } },
  });
  const opened = row && openCertificate(ctx, row);
  if (!row || !opened?.person) throw new NotFound("no such certificate of this line");
  const { facts, person } = opened;
  const { code, language, issuedAt } = row;
  return {
    code,
    language,
    issuedAt,
    facts,
    person,
    incident: await getIncident(ctx, row.subscriber.incidentId),
  };
}
