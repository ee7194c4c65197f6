import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import {
  exists,
  findBinaries,
  findUnprivilegedAccount,
  isReachable,
  makeReachableFolder,
  type Account,
} from "#app/processes/demo/postgres-binaries.ts";

export interface EmbeddedPostgres {
  url: (database: string) => string;
  dataDir: string;
  stop: () => Promise<void>;
}

/** Where the data really lies: below `dataDir`, or below /var/tmp when PostgreSQL's account can't get there. */
interface Place {
  folder: string;
  cluster: string;
  passwordFile: string;
  ownerFile: string;
}

const run = promisify(execFile);

// Nothing of the caller's environment: PGPORT, PGDATA and the like would redirect the server.
const environment: Record<string, string | undefined> = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };

/**
 * Starts the PostgreSQL that comes as an npm package, on a free loopback port and behind a random password,
 * creating its data on the first call. It never outlives this process, however that one ends. Not durable is
 * for tests: no fsync, and the data is gone after `stop`.
 *
 * PostgreSQL refuses to run as root. There it runs as `postgres` or `nobody`, and where that account can't
 * reach the binaries or `dataDir` (a clone below a mode-700 home) they are placed in /var/tmp: folders that
 * are not ours keep their permissions. Deleting `dataDir` starts afresh in that case too.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  durable: boolean;
}): Promise<EmbeddedPostgres> {
  const { durable } = options;
  const dataDir = path.resolve(options.dataDir);
  const account = process.getuid?.() === 0 ? await findUnprivilegedAccount() : undefined;
  const as = { ...account, cwd: "/", env: environment as NodeJS.ProcessEnv };
  const binaries = await findBinaries(account);
  const pgCtl = path.join(binaries, "bin", "pg_ctl");
  const place = await preparePlace(dataDir, account);

  await stopOrphan(place, () => run(pgCtl, ["stop", "-D", place.cluster, "-m", "fast"], as));
  if (place.folder !== inside(dataDir) && !(await isRemembered(dataDir, place))) {
    await rm(place.cluster, { recursive: true, force: true });
    await writeFile(placeFile(dataDir), place.folder);
  }

  if (!(await exists(path.join(place.cluster, "PG_VERSION")))) {
    // Built aside and renamed, so that a start that was killed half-way leaves nothing that looks like a database.
    const fresh = `${place.cluster}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    await rm(place.passwordFile, { force: true });
    await writeFile(place.passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (account) for (const own of [fresh, place.passwordFile]) await chown(own, account.uid, account.gid);
    // The builtin locale, so that upper and lower case work alike whatever locales the machine has.
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const login = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${place.passwordFile}`];
    await run(
      path.join(binaries, "bin", "initdb"),
      [`--pgdata=${fresh}`, "--no-sync", ...login, ...locale],
      as,
    );
    await rename(fresh, place.cluster);
  }

  await rm(place.ownerFile, { force: true });
  await writeFile(place.ownerFile, String(process.pid));
  const port = await freePort();
  const log = path.join(place.cluster, "server.log");
  await rm(log, { force: true });
  const start = ["start", "-D", place.cluster, "-l", log, "-o", serverOptions(port, durable)];
  await run(pgCtl, start, as).catch(async () => {
    const reason = await readFile(log, "utf8").catch(() => "it wrote no log");
    throw new Error(`The embedded PostgreSQL did not start on ${place.cluster}: ${reason.slice(-2000)}`);
  });

  // The keeper reads its standard input to the end, which comes when we close it or when this process dies in any way,
  // SIGKILL included; then it stops the server. Detached, so that Ctrl-C in a terminal leaves the order to us.
  const afterwards = durable ? "" : '; rm -rf "$1"';
  const keeper = spawn(
    "/bin/sh",
    ["-c", `cat; "$0" stop -D "$1" -m fast${afterwards}`, pgCtl, place.cluster],
    {
      ...as,
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    },
  );
  const ended = once(keeper, "exit");
  keeper.unref();

  return {
    url: urlsAt(port, await readFile(place.passwordFile, "utf8")),
    dataDir,
    stop: async () => {
      keeper.ref();
      keeper.stdin.end();
      await ended;
      if (!durable) await rm(place.folder, { recursive: true, force: true });
    },
  };
}

function inside(dataDir: string): string {
  return path.join(path.resolve(dataDir), "postgres");
}

function placeFile(dataDir: string): string {
  return path.join(path.resolve(dataDir), "postgres-place");
}

function placeAt(folder: string): Place {
  const file = (name: string) => path.join(folder, name);
  return { folder, cluster: file("cluster"), passwordFile: file("password"), ownerFile: file("owner.pid") };
}

async function isRemembered(dataDir: string, place: Place): Promise<boolean> {
  return (await readFile(placeFile(dataDir), "utf8").catch(() => null)) === place.folder;
}

async function preparePlace(dataDir: string, account: Account | undefined): Promise<Place> {
  const folder = inside(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o711 });
  if (!account || isReachable(folder, account)) return placeAt(folder);
  return placeAt(await makeReachableFolder(dataDir));
}

/**
 * A server still running here belongs to a process that lives (then this start is refused) or to one that was killed
 * together with its keeper (then it is stopped). One that is just shutting down is given the time for it.
 */
async function stopOrphan(place: Place, stop: () => Promise<unknown>): Promise<void> {
  for (let wait = 0; wait < 50; wait++) {
    const postmaster = await findPostmaster(place);
    if (!postmaster) return forgetZombie(place);
    if (postmaster.url && (await answers(postmaster.url))) {
      const owner = Number(await readFile(place.ownerFile, "utf8").catch(() => "0"));
      if (owner === 0 || !isAlive(owner)) {
        await stop();
        return;
      }
    }
    await sleep(100);
  }
  throw new Error(
    `The database in ${place.cluster} is in use by another process: stop that first, or choose another DATA_DIR. ` +
      `If nothing of the kind is running, delete ${path.join(place.cluster, "postmaster.pid")}.`,
  );
}

/** PostgreSQL itself takes a zombie for a running server and would refuse to start. */
async function forgetZombie(place: Place): Promise<void> {
  const pidFile = path.join(place.cluster, "postmaster.pid");
  const pid = Number.parseInt(await readFile(pidFile, "utf8").catch(() => "0"), 10);
  if (isZombie(pid)) await rm(pidFile);
}

async function findPostmaster(place: Place): Promise<{ url: EmbeddedPostgres["url"] | null } | null> {
  const pidFile = path.join(place.cluster, "postmaster.pid");
  const [pid, , , port] = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
  if (!pid || !isAlive(Number(pid))) return null;
  return { url: port ? urlsAt(Number(port), await readFile(place.passwordFile, "utf8")) : null };
}

async function answers(url: EmbeddedPostgres["url"]): Promise<boolean> {
  const client = new Client({ connectionString: url("postgres"), connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Dead, though nobody fetched its exit code, which is how many containers leave it. */
function isZombie(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}

function serverOptions(port: number, durable: boolean): string {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "''",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");
}

function urlsAt(port: number, password: string): (database: string) => string {
  return (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
