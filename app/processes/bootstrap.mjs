// The way in of every npm command but `start` and `worker`: makes a fresh clone ready (dependencies, generated code, build),
// says so on standard error only if there is something to do, then becomes the command. Runs before anything is installed,
// so it imports nothing but Node.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "..", "..");
process.chdir(root);

const installStamp = "node_modules/.ansim-lock-hash";
const buildStamp = "build/.ansim-sources";
const lock = ".bootstrap.lock";
const sources = [
  "app",
  "prisma",
  "public",
  "package-lock.json",
  "prisma.config.ts",
  "remix.config.js",
  "tsconfig.json",
  "vite.config.ts",
];

const [command, ...args] = process.argv.slice(2);
const checks = ["format", "lint", "types", "architecture", "unused"].map((name) => [
  "npm",
  "run",
  "--silent",
  `check:${name}`,
]);
const tests = [process.execPath, "tests/run.mjs"];
const commands = {
  demo: { mode: "production", steps: [[process.execPath, "build/processes/demo.js", ...args]] },
  dev: { mode: "development", steps: [[process.execPath, "build/processes/demo.js", "--dev", ...args]] },
  cli: { mode: "production", steps: [[process.execPath, "build/processes/cli.js", ...args]] },
  bench: { mode: "production", steps: [["node_modules/.bin/tsx", "tests/bench/run.ts", ...args]] },
  pictures: { mode: "production", steps: [["node_modules/.bin/tsx", "tests/pictures.ts", ...args]] },
  test: { mode: "test", steps: [[...tests, ...args]] },
  validate: { mode: "test", steps: [...checks, tests] },
};
const chosen = commands[command];
if (!chosen) {
  console.error(`usage: node app/processes/bootstrap.mjs ${Object.keys(commands).join("|")} [argument…]`);
  process.exit(64);
}

let child = null;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(signal));

// npm hands a signal to the shell between itself and us, and that shell dies without passing it on.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    stop("SIGTERM");
  }, 200).unref();
}

if (!isInstalled() || !isBuilt()) await prepare();
for (const step of chosen.steps) await run(step, { NODE_ENV: chosen.mode }, "inherit");

function stop(signal) {
  stopping = true;
  child?.kill(signal);
}

/** Ends this process, with the step's own exit code, if the step fails or a signal came. */
async function run([program, ...rest], env, stdout) {
  child = spawn(program, rest, { stdio: ["inherit", stdout, "inherit"], env: { ...process.env, ...env } });
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
  });
  if (code !== 0 || stopping) leave(code);
}

function leave(code) {
  releaseLock();
  process.exit(code);
}

async function prepare() {
  await takeLock();
  if (!isInstalled()) {
    console.error("Installing the dependencies…");
    await run(["npm", "ci", "--include=dev", "--no-audit", "--no-fund"], {}, process.stderr);
    writeFileSync(installStamp, hashOfLockFile());
  }
  if (!isBuilt()) {
    console.error("Building…");
    // Read before the build, so that what is edited meanwhile counts as newer.
    const fingerprint = fingerprintOfSources();
    await run([process.execPath, "app/processes/build.mjs"], {}, process.stderr);
    mkdirSync("build", { recursive: true });
    writeFileSync(buildStamp, fingerprint);
  }
  releaseLock();
}

function isInstalled() {
  return read(installStamp) === hashOfLockFile();
}

function isBuilt() {
  return read(buildStamp) === fingerprintOfSources();
}

function hashOfLockFile() {
  return createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
}

/** Names and times instead of contents: a start has no time to read them all. */
function fingerprintOfSources() {
  const hash = createHash("sha256");
  const visit = (file) => {
    if (file === "app/infra/db/generated") return;
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (!found?.isDirectory()) hash.update(`${file} ${found?.mtimeMs}\n`);
    else for (const name of readdirSync(file).sort()) visit(`${file}/${name}`);
  };
  sources.forEach(visit);
  return hash.digest("hex");
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** The lock is a symbolic link whose target is our process id: made in one step, and readable by whoever finds it. */
async function takeLock() {
  for (let waited = 0; ; waited++) {
    try {
      symlinkSync(String(process.pid), lock);
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const owner = lockOwner();
    if (owner === null || !isAlive(owner)) rmSync(lock, { force: true });
    else if (waited === 0)
      console.error(`Waiting for process ${owner}, which installs or builds (else delete ${lock})…`);
    if (stopping) process.exit(143);
    await sleep(200);
  }
}

function releaseLock() {
  if (lockOwner() === process.pid) rmSync(lock);
}

function lockOwner() {
  try {
    return Number(readlinkSync(lock));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // Dead, though nobody fetched its exit code, which is how many containers leave it.
    return !/\) Z /.test(read(`/proc/${pid}/stat`) ?? "");
  } catch (error) {
    return error.code === "EPERM";
  }
}
