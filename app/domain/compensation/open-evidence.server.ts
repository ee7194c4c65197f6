import {
  evidenceOwner,
  sealedEvidenceSchema,
  type SealedEvidence,
} from "#app/domain/compensation/evidence.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Evidence } from "#app/infra/db/generated/client.ts";

/** A document's name, key and digest; null once they have been purged. */
export function openEvidence(
  { vault }: Pick<Ctx, "vault">,
  { id, envelope, keyId }: Pick<Evidence, "id" | "envelope" | "keyId">,
): SealedEvidence | null {
  if (!envelope || !keyId) return null;
  return sealedEvidenceSchema.parse(vault.open(evidenceOwner(id), { envelope, keyId }));
}
