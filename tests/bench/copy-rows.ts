// COPY of a file that is already in COPY's format, as psql does it.
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copyStreams from "pg-copy-streams";
import { setting } from "#tests/bench/setting.ts";

const client = new pg.Client({ connectionString: setting("DATABASE_URL") });
await client.connect();
const started = performance.now();
await pipeline(
  createReadStream(setting("FILE"), { highWaterMark: 256 * 1024 }),
  client.query(copyStreams.from(`copy ${setting("TABLE")} from stdin`)),
);
process.send?.({ seconds: (performance.now() - started) / 1_000 });
await client.end();
process.disconnect();
