import { z } from "zod";
import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { cleanFileName } from "#app/domain/compensation/evidence.rules.ts";
import { openEvidence } from "#app/domain/compensation/open-evidence.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { openFile } from "#app/infra/evidence/seal-file.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type EvidenceFile = { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * A document as it is kept, for the holder who signed in for its line, and for reviewers and auditors, whose every reading is written down and
 * counted ("over-quota"). What isn't there, isn't theirs, or was purged is not found.
 */
export async function readEvidence(
  ctx: Ctx,
  store: EvidenceStore,
  { evidenceId }: { evidenceId: string },
): Promise<Result<EvidenceFile, "over-quota">> {
  const id = z.uuid().safeParse(evidenceId).data;
  const found = id && (await ctx.db.evidence.findUnique({ where: { id }, include: { claim: true } }));
  const isOwn =
    found &&
    ctx.actor.type === "subscriber" &&
    ctx.actor.level === "L2" &&
    ctx.actor.id === String(found.claim.subscriberId);
  if (!isOwn && ctx.actor.type !== "subscriber") requireClaimReader(ctx.actor);
  if (!found || found.state === "storing" || (!isOwn && ctx.actor.type === "subscriber"))
    throw new NotFound("no such document");
  const sealed = openEvidence(ctx, found);
  if (!sealed) throw new NotFound("the document was purged");
  if (!isOwn) {
    const allowed = await recordReading(ctx, { id: found.id, claim: found.claim });
    if (!allowed.ok) return allowed;
  }
  const bytes = await store.get(found.id);
  if (!bytes) throw new NotFound("the file is gone");
  const { mediaType } = found;
  return ok({
    name: cleanFileName(sealed.name, mediaType),
    mediaType,
    bytes: openFile(found.id, sealed.key, bytes),
  });
}

const recordReading = (
  ctx: Ctx,
  { id, claim: { claimNumber, subscriberId } }: { id: string; claim: Claim },
): Promise<Result<void, "over-quota">> =>
  ctx.db.$transaction(async (tx) => {
    const allowed = await recordAccess(ctx, tx, {
      action: "evidence.read",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { claim: claimNumber, evidence: id },
    });
    return allowed.ok ? ok(undefined) : refused(allowed.refusal);
  });
