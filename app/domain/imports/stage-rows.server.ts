import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import copyStreams from "pg-copy-streams";
import { EMPTY } from "#app/domain/imports/cells.ts";
import type { FileEncoding } from "#app/domain/imports/encoding.ts";
import type { ImportKind } from "#app/domain/imports/import-kind.ts";
import { recordSplitter, type SplitRecord } from "#app/domain/imports/split-records.ts";

const PIECE_BYTES = 256 * 1024;

/** What makes the file as a whole unusable. */
class UnusableFile extends Error {}

export type Staged = { ok: true; read: number; sha256: string } | { ok: false; reason: string };

/**
 * Reads the file once, from its first byte to its last, and copies each record into the temporary table
 * `staged`: as data, or with what is wrong with it. Memory stays flat: the database takes the rows at its own
 * pace.
 */
export async function stageRows(
  client: pg.PoolClient,
  kind: ImportKind,
  file: FileHandle,
  encoding: FileEncoding,
  onRead: (bytes: number, rows: number) => void,
): Promise<Staged> {
  const columns = Object.entries(kind.staging).map(([name, type]) => `${name} ${type}`);
  await client.query("drop table if exists staged");
  await client.query(`create temp table staged (line bigint, start bigint, problem_column text, problem text,
    warning_column text, warning text, ${columns.join(", ")}) on commit drop`);

  const names = ["line", "start", "problem_column", "problem", ...Object.keys(kind.staging)];
  const copy = client.query(copyStreams.from(`copy staged (${names.join(", ")}) from stdin`));
  const hash = createHash("sha256");
  const stage = rowStager(kind);
  const split = recordSplitter(encoding, stage.mayWrap);
  let bytes = 0;

  async function* lines() {
    for await (const piece of file.createReadStream({ highWaterMark: PIECE_BYTES, autoClose: false })) {
      const chunk = piece as Buffer;
      hash.update(chunk);
      bytes += chunk.length;
      yield split(chunk, false).map(stage.line).join("");
      onRead(bytes, stage.count());
    }
    yield split(Buffer.alloc(0), true).map(stage.line).join("");
    if (!stage.hasHeader()) throw new UnusableFile("the file is empty");
  }
  try {
    await pipeline(Readable.from(lines()), copy);
  } catch (error) {
    if (error instanceof UnusableFile) return { ok: false, reason: error.message };
    throw error;
  }
  // A temporary table is analysed by nobody else, and the plans of what follows hang on it.
  await client.query("alter table staged add primary key (line)");
  await client.query("analyze staged");
  return { ok: true, read: stage.count(), sha256: hash.digest("hex") };
}

/** Turns the records of one file into lines of COPY's text format: first the header, then row by row. */
function rowStager(kind: ImportKind) {
  const columns = Object.keys(kind.row.shape);
  const nothing = "\t\\N".repeat(Object.keys(kind.staging).length);
  let places: { column: string; place: number }[] | null = null;
  let width = 0;
  let rows = 0;

  const checkRow = (cells: string[]): string | { column: string | null; reason: string } => {
    if (cells.length !== width)
      return { column: null, reason: `has ${cells.length} cells, the header has ${width}` };
    const row: Record<string, string | undefined> = {};
    for (const { column, place } of places ?? []) row[column] = presentOrMissing(cells[place]);
    const parsed = kind.row.safeParse(row);
    if (parsed.success) return kind.stage(parsed.data).map(copyField).join("");
    const issue = parsed.error.issues[0];
    return { column: String(issue?.path[0] ?? ""), reason: issue?.message ?? EMPTY };
  };

  return {
    count: () => rows,
    hasHeader: () => places !== null,
    mayWrap: (cells: readonly string[]) =>
      places === null ||
      (cells.length === width &&
        places.every(({ column, place }) => kind.prose.includes(column) || !cells[place]?.includes("\n"))),
    line: (record: SplitRecord): string => {
      if (places === null) {
        if (record.problem !== undefined)
          throw new UnusableFile(
            `this is no CSV file of ${kind.name}: line ${record.line}: ${record.problem}`,
          );
        const header = record.cells.map((cell) => cell.trim().toLowerCase());
        width = header.length;
        places = readHeader(header, columns, kind);
        return "";
      }
      rows += 1;
      const checked =
        record.problem === undefined ? checkRow(record.cells) : { column: null, reason: record.problem };
      return typeof checked === "string"
        ? `${record.line}\t${record.start}\t\\N\t\\N${checked}\n`
        : `${record.line}\t${record.start}${copyField(checked.column)}${copyField(checked.reason)}${nothing}\n`;
    },
  };
}

function readHeader(header: string[], columns: string[], kind: ImportKind) {
  const needed = kind.row.safeParse({}).error?.issues.map(({ path }) => path[0]);
  const required = columns.filter((column) => needed?.includes(column));
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length === required.length)
    throw new UnusableFile(
      `this is no CSV file of ${kind.name}: its first line doesn't name the columns ${required.join(", ")} (comma between, UTF-8 or EUC-KR)`,
    );
  if (missing.length > 0) throw new UnusableFile(`the header lacks ${missing.join(", ")}`);
  const twice = columns.filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice.length > 0) throw new UnusableFile(`the header names ${twice.join(", ")} twice`);
  return columns
    .map((column) => ({ column, place: header.indexOf(column) }))
    .filter(({ place }) => place >= 0);
}

/** An empty cell is a missing one. Spaces around it are nothing; any other white space is part of what is judged. */
function presentOrMissing(cell: string | undefined): string | undefined {
  const text = cell?.startsWith(" ") || cell?.endsWith(" ") ? cell.replace(/^ +| +$/g, "") : cell;
  return text === "" ? undefined : text;
}

const copyEscapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function copyField(value: string | number | null): string {
  if (value === null) return "\t\\N";
  return `\t${String(value).replace(/[\\\t\n\r]/g, (character) => copyEscapes[character] ?? character)}`;
}
