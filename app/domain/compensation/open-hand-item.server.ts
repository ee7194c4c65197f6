import { handItemOwner } from "#app/domain/compensation/claim.rules.ts";
import { handItemSchema, type HandItem } from "#app/domain/compensation/claim.schema.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { ClaimItem } from "#app/infra/db/generated/client.ts";

/** What was typed of a payment added by hand; null for one of the carrier's, and once it has been purged. */
export function openHandItem(
  { vault }: Pick<Ctx, "vault">,
  claimNumber: string,
  { formKey, envelope, keyId }: Pick<ClaimItem, "formKey" | "envelope" | "keyId">,
): HandItem | null {
  if (!formKey || !envelope || !keyId) return null;
  return handItemSchema.parse(vault.open(handItemOwner(claimNumber, formKey), { envelope, keyId }));
}
