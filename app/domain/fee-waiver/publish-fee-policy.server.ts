import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { feePolicySchema, type FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { badFile, readYaml, type BadFile } from "#app/domain/incidents/read-yaml.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type PublishedFeePolicy = { incidentId: string; version: number; changed: boolean };

/**
 * Publishes a version of an incident's fee policy for good, on the word of two named operators; it is in
 * force from the moment that it announces. Versions follow one another, each announced after the one before,
 * and what was decided is not reviewed again. The same file once more changes nothing. Audited. Throws
 * NotFound for an unknown incident.
 */
export async function publishFeePolicy(
  ctx: Ctx,
  yaml: string,
  { operators }: { operators: string[] },
): Promise<Result<PublishedFeePolicy, "not-two-operators"> | BadFile> {
  if (ctx.actor.type === "subscriber" || ctx.actor.type === "public")
    throw new Forbidden("only for operators");
  const names = operators.map((name) => name.trim()).filter(Boolean);
  const [first, second] = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  if (!first || !second) return refused("not-two-operators");
  const read = readYaml(yaml, feePolicySchema);
  if (!read.ok) return read;
  const definition = read.value;
  const { incident: incidentId, version } = definition;
  await getIncident(ctx, incidentId);

  return ctx.db.$transaction(async (tx) => {
    // Until this transaction ends, nobody adds another version.
    await tx.$executeRaw`select 1 from incidents where id = ${incidentId} for update`;
    const last = await tx.feePolicy.findFirst({ where: { incidentId }, orderBy: { version: "desc" } });
    const before = last && feePolicySchema.parse(last.definition);
    if (before && isDeepStrictEqual(before, definition)) return ok({ incidentId, version, changed: false });
    const wrong = whyNotNext(before, definition);
    if (wrong) return badFile(wrong);
    await tx.feePolicy.create({
      data: {
        incidentId,
        version,
        definition,
        announcedAt: new Date(definition.announced_at),
        publishedAt: ctx.now(),
        publishedBy: [first, second],
      },
    });
    await recordAudit(ctx, tx, {
      action: "fee-policy.publish",
      subject: { type: "incident", id: incidentId },
      detail: { version, operators: [first, second] },
    });
    return ok({ incidentId, version, changed: true });
  });
}

function whyNotNext(before: FeePolicyDefinition | null, next: FeePolicyDefinition): string | null {
  const expected = (before?.version ?? 0) + 1;
  if (next.version !== expected)
    return `version: the next one is ${expected}; what is published is never changed`;
  if (!before) return null;
  if (new Date(next.announced_at) <= new Date(before.announced_at))
    return "announced_at: no later than the version before it";
  if (before.state === "decided" && next.state === "under_review")
    return "state: what is decided is not reviewed again";
  return null;
}
