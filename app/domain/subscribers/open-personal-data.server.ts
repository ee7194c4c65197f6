import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import {
  personalDataSchema,
  subscriberOwner,
  type PersonalData,
} from "#app/domain/subscribers/personal-data.ts";

/** Opens a subscriber's envelope. Throws NotFound once it has been purged. */
export function openPersonalData(
  ctx: Pick<Ctx, "vault">,
  row: { incidentId: string; subscriberRef: string; envelope: Uint8Array | null; keyId: string | null },
): PersonalData {
  if (row.envelope === null || row.keyId === null) throw new NotFound("this line's personal data was erased");
  const owner = subscriberOwner(row.incidentId, row.subscriberRef);
  return personalDataSchema.parse(ctx.vault.open(owner, { envelope: row.envelope, keyId: row.keyId }));
}
