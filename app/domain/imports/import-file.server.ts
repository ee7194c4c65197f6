import { open, realpath, type FileHandle } from "node:fs/promises";
import type pg from "pg";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { chooseEncoding } from "#app/domain/imports/choose-encoding.server.ts";
import type { Encoding } from "#app/domain/imports/encoding.ts";
import { GOOD, type Check, type ImportKind } from "#app/domain/imports/import-kind.ts";
import { listNotedRows, type NotedRow } from "#app/domain/imports/list-noted-rows.server.ts";
import { stageRows } from "#app/domain/imports/stage-rows.server.ts";
import { badFile, type BadFile } from "#app/domain/incidents/read-yaml.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok } from "#app/shared/result.ts";

export type ImportProgress = {
  step: "reading" | "checking" | "writing";
  done: number;
  total: number;
  rows: number;
};

export type ImportOptions = {
  file: string;
  /** What the file is in; found in its bytes unless said. */
  encoding?: Encoding;
  /** Does everything, then undoes it. */
  dryRun?: boolean;
  /** Where to list the rejected rows, and those taken in with a warning. */
  rejects?: string;
  warnings?: string;
  onProgress?: (progress: ImportProgress) => void;
};

export type Imported = {
  /** What the file was read in. */
  encoding: Encoding;
  /** read = kept + rejected; changed are those of the kept that the database didn't hold yet, or held otherwise. */
  read: number;
  kept: number;
  changed: number;
  rejected: number;
  warnings: number;
  firstRejects: NotedRow[];
  firstWarnings: NotedRow[];
};

export type ImportResult = { ok: true; value: Imported } | BadFile;

/** What a file is imported into; `refusal` says why it can't be, in plain words. */
export type ImportTarget<Kind> =
  { kind: Kind; subject: { type: string; id: string }; refusal?: undefined } | { refusal: string };

const SLICE_LINES = 250_000;

/**
 * Imports a file in one transaction: stage, check, write what differs, audit. Nothing of it is seen before
 * the commit, and nothing is left if it doesn't come to that. `prepare` takes the lock and says what the file
 * is imported into. A bad row is rejected with its reason and costs no other; a file that is none of its kind
 * is refused whole.
 */
export async function importFile<Kind extends ImportKind>(
  ctx: Ctx,
  options: ImportOptions,
  prepare: (client: pg.PoolClient) => Promise<ImportTarget<Kind>>,
): Promise<ImportResult> {
  const opened = await openFiles(options);
  if (!opened.ok) return opened;
  const { file, size, rejects, warnings } = opened.value;
  try {
    const chosen = await chooseEncoding(file, options.encoding);
    if (!chosen.ok) return chosen;
    const { encoding } = chosen.value;
    return await inTransaction(
      ctx.pool,
      async (client) => {
        const target = await prepare(client);
        if (target.refusal !== undefined) return badFile(target.refusal);
        const { kind, subject } = target;
        const progress = options.onProgress ?? (() => undefined);
        await client.query("set local work_mem = '64MB'");

        const staged = await stageRows(client, kind, file, chosen.value, (done, rows) =>
          progress({ step: "reading", done, total: size, rows }),
        );
        if (!staged.ok) return badFile(staged.reason);
        const { read, sha256 } = staged;
        for (const [done, check] of kind.checks.entries()) {
          progress({ step: "checking", done, total: kind.checks.length, rows: read });
          await note(client, "problem", check);
        }
        for (const check of kind.warnings) await note(client, "warning", check);
        const changed = await write(client, kind, (done, total) =>
          progress({ step: "writing", done, total, rows: read }),
        );
        const counts = { read, changed, ...(await count(client)) };
        await recordAudit(ctx, client, {
          action: `import.${kind.name}`,
          subject,
          detail: { sha256, encoding, ...counts },
        });
        return ok({
          encoding,
          ...counts,
          firstRejects: await listNotedRows(client, "problem", file, encoding, rejects),
          firstWarnings: await listNotedRows(client, "warning", file, encoding, warnings),
        });
      },
      { keep: !options.dryRun },
    );
  } finally {
    for (const handle of [file, rejects, warnings]) await handle?.close();
  }
}

async function note(
  client: pg.PoolClient,
  what: "problem" | "warning",
  { column, reason, lines, again }: Check,
) {
  for (;;) {
    const { rowCount } = await client.query(
      `update staged set ${what}_column = $1, ${what} = $2 from (${lines}) as noted where staged.line = noted.line`,
      [column, reason],
    );
    if (!again || !rowCount) return;
  }
}

async function write(
  client: pg.PoolClient,
  kind: ImportKind,
  onSlice: (done: number, total: number) => void,
) {
  for (const sql of kind.prepare) await client.query(sql);
  const last = await client.query<{ line: number | null }>("select max(line)::int as line from staged");
  const lines = last.rows[0]?.line ?? 0;
  let changed = 0;
  for (let from = 1; from <= lines; from += SLICE_LINES) {
    onSlice(from, lines);
    let written: number | null = 0;
    for (const sql of kind.write)
      ({ rowCount: written } = await client.query(sql, [from, from + SLICE_LINES - 1]));
    changed += written ?? 0;
  }
  return changed;
}

async function count(client: pg.PoolClient) {
  const { rows } = await client.query<{ kept: number; rejected: number; warnings: number }>(
    `select count(*) filter (where ${GOOD})::int as kept, count(problem)::int as rejected,
       count(warning) filter (where ${GOOD})::int as warnings from staged`,
  );
  const { kept = 0, rejected = 0, warnings = 0 } = rows[0] ?? {};
  return { kept, rejected, warnings };
}

type OpenFiles = { file: FileHandle; size: number; rejects: FileHandle | null; warnings: FileHandle | null };

const unreadable: Record<string, string> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "this is a directory, not a file",
  EACCES: "there is no permission to open it",
};

class Unopenable extends Error {}

async function openFiles(options: ImportOptions): Promise<{ ok: true; value: OpenFiles } | BadFile> {
  const opened: FileHandle[] = [];
  const openOne = async (path: string, flags: "r" | "w") => {
    const handle = await open(path, flags).catch((error: unknown) => {
      throw error instanceof Error && "code" in error
        ? new Unopenable(`${path}: ${unreadable[String(error.code)] ?? error.message}`)
        : error;
    });
    opened.push(handle);
    return handle;
  };
  const openList = async (path: string | undefined) => {
    if (path === undefined) return null;
    // Opening it to write would empty it.
    if ((await realpath(path).catch(() => null)) === (await realpath(options.file)))
      throw new Unopenable(`${path}: this is the file to import`);
    return openOne(path, "w");
  };
  try {
    const file = await openOne(options.file, "r");
    const stat = await file.stat();
    if (!stat.isFile())
      throw new Unopenable(
        `${options.file}: ${stat.isDirectory() ? unreadable.EISDIR : "this is no regular file"}`,
      );
    return ok({
      file,
      size: stat.size,
      rejects: await openList(options.rejects),
      warnings: await openList(options.warnings),
    });
  } catch (error) {
    await Promise.all(opened.map((handle) => handle.close()));
    if (error instanceof Unopenable) return badFile(error.message);
    throw error;
  }
}
