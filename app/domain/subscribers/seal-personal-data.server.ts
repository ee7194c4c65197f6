import { personKey } from "#app/domain/subscribers/person-key.ts";
import { subscriberOwner, type PersonalData } from "#app/domain/subscribers/personal-data.ts";
import type { Envelope, Vault } from "#app/infra/keys/key-ring.server.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The columns of a subscriber row that stand for its personal data: the envelope, and what it is found by. */
export function sealPersonalData(
  vault: Vault,
  line: { incidentId: string; subscriberRef: string },
  data: PersonalData,
): Envelope & {
  msisdnIndex: Bytes;
  guardianMsisdnIndex: Bytes | null;
  personIndex: Bytes | null;
  hasBirthDate: boolean;
  hasEmail: boolean;
} {
  return {
    ...vault.seal(subscriberOwner(line.incidentId, line.subscriberRef), data),
    msisdnIndex: vault.blindIndex("msisdn", data.msisdn),
    guardianMsisdnIndex:
      data.guardianMsisdn === null ? null : vault.blindIndex("msisdn", data.guardianMsisdn),
    personIndex:
      data.birthDate === null ? null : vault.blindIndex("person", personKey(data.name, data.birthDate)),
    hasBirthDate: data.birthDate !== null,
    hasEmail: data.email !== null,
  };
}
