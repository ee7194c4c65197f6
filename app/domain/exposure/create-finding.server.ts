import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { lockFinding } from "#app/domain/exposure/finding-lock.server.ts";
import { findingSchema, type FindingDefinition } from "#app/domain/incidents/incident.schema.ts";
import { badFile, readYaml, type BadFile } from "#app/domain/incidents/read-yaml.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { Prisma } from "#app/infra/db/generated/client.ts";
import { ok } from "#app/shared/result.ts";

export type CreatedFinding = { findingKey: string; change: "created" | "updated" | "none" };

/**
 * Takes in a finding's YAML as a draft, or updates the draft where it differs; what was imported into it
 * stays. Refuses a published finding, an incident or cell that isn't there, and taking a cell out of a draft
 * that holds rows of it. Writes an audit event.
 */
export async function createFinding(
  ctx: Ctx,
  yaml: string,
): Promise<{ ok: true; value: CreatedFinding } | BadFile> {
  const read = readYaml(yaml, findingSchema);
  if (!read.ok) return read;
  const definition = read.value;
  const key = definition.id;

  return ctx.db.$transaction(async (tx) => {
    await lockFinding(tx, key);
    const incident = await tx.incident.findUnique({ where: { id: definition.incident } });
    if (!incident) return badFile(`incident: there is no incident "${definition.incident}"`);
    const before = await tx.finding.findUnique({ where: { key }, include: { cells: true } });
    if (before?.status === "published")
      return badFile(`${key} is published: what was published is never changed`);
    if (before && before.incidentId !== incident.id)
      return badFile(`incident: ${key} belongs to "${before.incidentId}"`);

    const cells = await resolveCells(tx, definition);
    if (!cells.ok) return cells;
    const held = new Set(before?.cells.map(({ cellId }) => cellId));
    const dropped = [...held].filter((cellId) => !cells.value.includes(cellId));
    const inUse = before && (await findCellInUse(tx, before.id, dropped));
    if (inUse) return badFile(`cells: ${inUse} can't be taken out, the draft holds rows of it`);

    const data = {
      announcedAt: definition.announced_at,
      source: definition.source,
      note: definition.note ?? Prisma.DbNull,
    };
    const added = cells.value.filter((cellId) => !held.has(cellId));
    if (before && dropped.length + added.length === 0 && isSame(before, definition))
      return ok({ findingKey: key, change: "none" as const });

    const { id } = await tx.finding.upsert({
      where: { key },
      create: { key, incidentId: incident.id, createdAt: ctx.now(), ...data },
      update: data,
    });
    await tx.findingCell.deleteMany({ where: { findingId: id, cellId: { in: dropped } } });
    await tx.findingCell.createMany({ data: added.map((cellId) => ({ findingId: id, cellId })) });
    await recordAudit(ctx, tx, {
      action: before ? "finding.change" : "finding.create",
      subject: { type: "finding", id: key },
      detail: { cells: cells.value.length, announcedAt: definition.announced_at.toISOString() },
    });
    return ok({ findingKey: key, change: before ? ("updated" as const) : ("created" as const) });
  });
}

const isSame = (
  before: { announcedAt: Date; source: string; note: unknown },
  { announced_at, source, note }: FindingDefinition,
) =>
  before.announcedAt.getTime() === announced_at.getTime() &&
  before.source === source &&
  isDeepStrictEqual(before.note, note ?? null);

/** The ids of the finding's cells; left out in the file, those of the finding announced before it. */
async function resolveCells(tx: Transaction, definition: FindingDefinition) {
  if (!definition.cells) {
    const preceding = await tx.finding.findFirst({
      where: {
        incidentId: definition.incident,
        key: { not: definition.id },
        announcedAt: { lt: definition.announced_at },
      },
      orderBy: { announcedAt: "desc" },
      include: { cells: true },
    });
    return ok(preceding?.cells.map(({ cellId }) => cellId) ?? []);
  }
  const known = await tx.rogueCell.findMany({ where: { incidentId: definition.incident } });
  const idOf = new Map(known.map(({ eci, id }) => [eci, id]));
  const unknown = definition.cells.filter((eci) => !idOf.has(eci));
  if (unknown.length > 0)
    return badFile(
      ...unknown.map((eci) => `cells: ${eci} is none of the rogue cells of "${definition.incident}"`),
    );
  return ok([...new Set(definition.cells.flatMap((eci) => idOf.get(eci) ?? []))]);
}

async function findCellInUse(tx: Transaction, findingId: number, cellIds: number[]): Promise<string | null> {
  const where = { findingId, cellId: { in: cellIds } };
  const include = { cell: true };
  const row =
    (await tx.signal.findFirst({ where, include })) ?? (await tx.payment.findFirst({ where, include }));
  return row?.cell?.eci ?? null;
}
