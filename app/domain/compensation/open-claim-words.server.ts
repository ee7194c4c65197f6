import { claimOwner } from "#app/domain/compensation/claim.rules.ts";
import { claimWordsSchema, type ClaimWords } from "#app/domain/compensation/claim.schema.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";

/** What the person wrote to a claim; nothing where they wrote nothing, or once it has been purged. */
export function openClaimWords(
  { vault }: Pick<Ctx, "vault">,
  { claimNumber, envelope, keyId }: Pick<Claim, "claimNumber" | "envelope" | "keyId">,
): ClaimWords {
  if (!envelope || !keyId) return { note: "", objection: null };
  return claimWordsSchema.parse(vault.open(claimOwner(claimNumber), { envelope, keyId }));
}
