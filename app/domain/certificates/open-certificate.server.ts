import { timingSafeEqual } from "node:crypto";
import {
  certificateCode,
  certificateFactsSchema,
  certificateOwner,
  certifiedPersonSchema,
  randomPartOf,
  sealedText,
  type CertificateFacts,
  type CertifiedPerson,
} from "#app/domain/certificates/certificate.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Certificate } from "#app/infra/db/generated/client.ts";

export type OpenedCertificate = {
  facts: CertificateFacts;
  /** Null once the incident was purged. */
  person: CertifiedPerson | null;
};

type Row = Certificate & { subscriber: { incident: { purgedAt: Date | null } } };

/**
 * What a row of the table says, if it is still what we wrote: its MAC, its code's last letters and its
 * envelope are by keys that whoever owns the database hasn't. Null for anything else; a person left out is
 * only believed of an incident that was purged.
 */
export function openCertificate({ vault }: Pick<Ctx, "vault">, row: Row): OpenedCertificate | null {
  const random = randomPartOf(row.code);
  const mac = vault.auditMac(sealedText({ ...row, random }));
  const isSame = row.mac.length === mac.length && timingSafeEqual(row.mac, mac);
  if (!isSame || certificateCode(random, mac) !== row.code) return null;
  const facts = certificateFactsSchema.parse(row.facts);
  const { envelope, keyId } = row;
  if (envelope === null || keyId === null)
    return row.subscriber.incident.purgedAt ? { facts, person: null } : null;
  try {
    const opened = vault.open(certificateOwner(row.code), { envelope, keyId });
    return { facts, person: certifiedPersonSchema.parse(opened) };
  } catch {
    // Another's envelope, or one that was written over.
    return null;
  }
}
