import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, describe, expect, it } from "vitest";

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
});

/** A process that logs ten answered requests, then does that. */
function logAndThen(then: string) {
  const script = `
    import { answeredFields, createLog, endOnCrash } from "#app/infra/log.server.ts";
    const log = createLog("info");
    endOnCrash(log);
    for (let n = 1; n <= 10; n++) log.info(answeredFields("bcd-" + n, "GET", "/v", 200, n), "request");
    ${then}`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { PATH: process.env.PATH, NODE_ENV: "test" },
  });
  started.push(child);
  let written = "";
  child.stderr?.on("data", (chunk: Buffer) => (written += chunk.toString()));
  const said = () =>
    written
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { requestId?: string; msg: string; err?: { message: string } });
  return { child, said, closed: once(child, "close") as Promise<[number | null, string | null]> };
}

const requests = Array.from({ length: 10 }, (_, index) => `bcd-${index + 1}`);

describe("no line is lost", () => {
  it.each([
    ["at the end of the work", "", [0, null]],
    ["on an exit with an error", "process.exit(3);", [3, null]],
    [
      "on SIGTERM",
      `process.once("SIGTERM", () => clearInterval(stay)); const stay = setInterval(() => {}, 1e6);
      process.kill(process.pid, "SIGTERM");`,
      [0, null],
    ],
    [
      "on an error that nobody caught",
      `setTimeout(() => { throw new Error("no 01071234567"); });`,
      [70, null],
    ],
    ["on a promise that nobody caught", `Promise.reject(new Error("no 01071234567"));`, [70, null]],
  ])("%s", async (_, then, ending) => {
    const { said, closed } = logAndThen(then);
    expect(await closed).toEqual(ending);
    const lines = said();
    expect(lines.slice(0, 10).map(({ requestId }) => requestId)).toEqual(requests);
    if (ending[0] === 70)
      expect(lines.slice(10)).toMatchObject([{ level: 60, msg: "crashed", err: { message: "no [number]" } }]);
    else expect(lines).toHaveLength(10);
  });

  it("not on SIGKILL either, once anything else was said: it goes out at once, after what came before it", async () => {
    const { said, closed } = logAndThen(`log.info("started"); process.kill(process.pid, "SIGKILL");`);
    expect(await closed).toEqual([null, "SIGKILL"]);
    expect(said().map(({ requestId, msg }) => requestId ?? msg)).toEqual([...requests, "started"]);
  });
});

it("answered requests gather, for a second at the longest", async () => {
  const { child, said, closed } = logAndThen(`process.send("said"); setInterval(() => {}, 1e6);`);
  await once(child, "message");
  expect(said()).toEqual([]);
  await expect.poll(() => said().length, { timeout: 10_000, interval: 20 }).toBe(10);
  child.kill("SIGKILL");
  await closed;
});
