import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { maskMsisdn, maskName } from "#app/domain/calls/mask.rules.ts";
import { parseCertificateCode, type CertificateFacts } from "#app/domain/certificates/certificate.rules.ts";
import { openCertificate } from "#app/domain/certificates/open-certificate.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { formatMsisdn } from "#app/shared/phone.ts";
import type { Language } from "#app/locales/language.ts";

export type FullCertificate = {
  code: string;
  language: Language;
  issuedAt: Date;
  facts: CertificateFacts;
  /** As it is printed; masked for whoever hasn't signed in. */
  person: { name: string; number: string; masked: boolean };
  incident: IncidentDefinition;
};

/**
 * A certificate of the line's own, for the person to keep: in full for who has signed in, with name and
 * number masked at L1, which a link and a birth date reach. NotFound for another line's, and for one that
 * isn't as we wrote it.
 */
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
  const masked = !(ctx.actor.type === "subscriber" && ctx.actor.level === "L2");
  const { code, language, issuedAt } = row;
  return {
    code,
    language,
    issuedAt,
    facts,
    person: {
      name: masked ? maskName(person.name) : person.name,
      number: masked ? maskMsisdn(person.msisdn) : formatMsisdn(person.msisdn),
      masked,
    },
    incident: await getIncident(ctx, row.subscriber.incidentId),
  };
}
