import type { FileHandle } from "node:fs/promises";
import iconv from "iconv-lite";
import type pg from "pg";
import Cursor from "pg-cursor";
import type { Encoding } from "#app/domain/imports/encoding.ts";
import { csvLine } from "#app/shared/csv.ts";

export type NotedRow = { line: number; column: string | null; reason: string };

const ROW_START_CHARACTERS = 200;

/**
 * Lists the rejected (`problem`) or remarked (`warning`) rows of `staged` into a CSV file, always in UTF-8,
 * in the order of the file that they are in, each with the start of its row as it stands there. Returns the
 * first few.
 */
export async function listNotedRows(
  client: pg.PoolClient,
  note: "problem" | "warning",
  from: FileHandle,
  encoding: Encoding,
  to: FileHandle | null,
): Promise<NotedRow[]> {
  const cursor = client.query(
    new Cursor<NotedRow & { start: string }>(
      `select line::int, start, ${note}_column as "column", ${note} as reason from staged
       where ${note} is not null order by line`,
    ),
  );
  const first: NotedRow[] = [];
  await to?.write(csvLine("line", "column", "reason", "row"));
  for (let rows = await cursor.read(1_000); rows.length > 0; rows = to ? await cursor.read(1_000) : []) {
    for (const { line, column, reason } of rows.slice(0, 5 - first.length))
      first.push({ line, column, reason });
    let text = "";
    if (to)
      for (const { line, column, reason, start } of rows)
        text += csvLine(line, column, reason, await readRowStart(from, encoding, Number(start)));
    await to?.write(text);
  }
  await cursor.close();
  return first;
}

async function readRowStart(file: FileHandle, encoding: Encoding, start: number): Promise<string> {
  const bytes = Buffer.alloc(ROW_START_CHARACTERS * 4);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  const text = iconv.decode(bytes.subarray(0, bytesRead), encoding).split(/\r?\n/, 1)[0] ?? "";
  return Array.from(text).slice(0, ROW_START_CHARACTERS).join("");
}
