import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { incidentSchema, type IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { badFile, readYaml, type BadFile } from "#app/domain/incidents/read-yaml.ts";
import { ok } from "#app/shared/result.ts";

export type CreatedIncident = { incidentId: string; version: number; changed: boolean };

/**
 * Takes in an incident's YAML: as a new incident, as its next version, or not at all where nothing differs.
 * Once a finding of the incident is published, refuses what would alter an answer already given: a category
 * gone or its `leak` changed, a rogue cell gone. Writes an audit event with each version.
 */
export async function createIncident(
  ctx: Ctx,
  yaml: string,
): Promise<{ ok: true; value: CreatedIncident } | BadFile> {
  const read = readYaml(yaml, incidentSchema);
  if (!read.ok) return read;
  const definition = read.value;
  const { id } = definition;

  return ctx.db.$transaction(async (tx) => {
    await tx.incident.createMany({ data: { id, createdAt: ctx.now() }, skipDuplicates: true });
    // Until this transaction ends, nobody adds another version, and no finding of the incident is published.
    await tx.$executeRaw`select 1 from incidents where id = ${id} for update`;
    const last = await tx.incidentVersion.findFirst({
      where: { incidentId: id },
      orderBy: { version: "desc" },
    });
    const before = last && incidentSchema.parse(last.definition);
    if (last && isDeepStrictEqual(before, definition))
      return ok({ incidentId: id, version: last.version, changed: false });

    const published = await tx.finding.count({ where: { incidentId: id, status: "published" } });
    if (before && published > 0) {
      const broken = alteredAnswers(before, definition);
      if (broken.length > 0) return badFile(...broken);
    }
    const version = (last?.version ?? 0) + 1;
    await tx.incidentVersion.create({
      data: { incidentId: id, version, definition, createdAt: ctx.now() },
    });
    await tx.rogueCell.createMany({
      data: definition.cells.map(({ eci }) => ({ incidentId: id, eci })),
      skipDuplicates: true,
    });
    await recordAudit(ctx, tx, {
      action: version === 1 ? "incident.create" : "incident.change",
      subject: { type: "incident", id },
      detail: { version },
    });
    return ok({ incidentId: id, version, changed: true });
  });
}

function alteredAnswers(before: IncidentDefinition, now: IncidentDefinition): string[] {
  const why = "a finding of this incident is published";
  const categories = before.categories.flatMap(({ key, leak }) => {
    const same = now.categories.find((category) => category.key === key);
    if (!same) return [`categories: ${key} can't be taken out, ${why}`];
    return same.leak === leak ? [] : [`categories: leak of ${key} can't be changed, ${why}`];
  });
  const cells = before.cells
    .filter(({ eci }) => !now.cells.some((cell) => cell.eci === eci))
    .map(({ eci }) => `cells: ${eci} can't be taken out, ${why}`);
  return [...categories, ...cells];
}
