import { dirname } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCsvFile, aFile, listed, subscriberRow, subscribersHeader } from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { incidentInput } from "#tests/factories/incident.ts";
import { ansim } from "#tests/setup/run-ansim.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let env: Record<string, string>;
beforeAll(async () => {
  const { url } = await createTestDatabase();
  t = testContext({ databaseUrl: url });
  env = { DATABASE_URL: url, KEYS_FILE: t.keysFile };
});
afterAll(() => t.close());

const sentence = /^[^\n]+\n$/;

describe("ansim", { timeout: 60_000 }, () => {
  it("goes from an incident's file to a filled draft", async () => {
    const incident = aFile(JSON.stringify(incidentInput()));
    expect(await ansim(["incident", "create", incident], env)).toMatchObject({
      code: 0,
      stdout: "small-incident: version 1\n",
      stderr: "",
    });
    const finding = {
      id: "small-finding",
      incident: "small-incident",
      announced_at: "2025-09-11T15:00:00+09:00",
    };
    const findingFile = aFile(JSON.stringify({ ...finding, cells: ["1001"], source: "Briefing" }));
    expect(await ansim(["finding", "create", findingFile], env)).toMatchObject({
      code: 0,
      stdout: "small-finding: draft created\n",
    });
    const into = ["--incident", "small-incident"];
    const subscribers = aCsvFile(subscribersHeader, subscriberRow({}));
    expect(await ansim(["import", "subscribers", subscribers, ...into, "--dry-run"], env)).toMatchObject({
      code: 0,
      stdout: "1 changed, 0 with a warning; a dry run, so nothing was written\n1 read, 1 kept, 0 rejected\n",
    });
    const imported = await ansim(
      ["--as", "Kim Operator", "import", "subscribers", subscribers, ...into],
      env,
    );
    expect(imported).toMatchObject({ code: 0, stderr: "read as UTF-8\n" });
    expect(imported.stdout).toMatch(/\n1 read, 1 kept, 0 rejected\n$/);
    const audit = await t.ctx.db.auditEvent.findFirstOrThrow({ where: { action: "import.subscribers" } });
    expect(audit.actorId).toBe("Kim Operator");

    const rejects = aFile("", "rejects.csv");
    const signals = aCsvFile(
      "subscriber_ref,cell_id,at,exposed",
      "S1,1001,2025-09-05T00:00:00Z,GUTI",
      "S1,1001,never,GUTI",
    );
    const partly = await ansim(
      ["import", "signals", signals, "--finding", "small-finding", "--rejects", rejects],
      env,
    );
    expect(partly).toMatchObject({
      code: 65,
      stdout: expect.stringMatching(/\n2 read, 1 kept, 1 rejected\n$/) as string,
    });
    expect(partly.stderr).toMatch(/^line 3, at: rejected: is no real date/);
    expect(listed(rejects)).toHaveLength(1);
  });

  it(
    "says what it found a file to be in, and takes the name of it instead",
    { timeout: 60_000 },
    async () => {
      const incident = aFile(JSON.stringify(incidentInput({ id: "encodings" })));
      await ansim(["incident", "create", incident], env);
      const korean = subscriberRow({ name: "똠방각하" });
      const latin = subscriberRow({ subscriber_ref: "S2", msisdn: "01022220002" });
      const file = aFile(iconv.encode([subscribersHeader, korean, latin, ""].join("\n"), "euc-kr"));
      const dryRun = (...options: string[]) =>
        ansim(["import", "subscribers", file, "--incident", "encodings", "--dry-run", ...options], env);
      expect(await dryRun()).toMatchObject({
        code: 0,
        stdout:
          "2 changed, 0 with a warning; a dry run, so nothing was written\n2 read, 2 kept, 0 rejected\n",
        stderr: "read as EUC-KR\n",
      });
      expect(await dryRun("--encoding", "utf-8")).toMatchObject({
        code: 65,
        stdout: expect.stringMatching(/\n2 read, 1 kept, 1 rejected\n$/) as string,
        stderr: "line 2: rejected: is not UTF-8\nread as UTF-8\n",
      });
    },
  );

  it("works beside a running demo, found through DATA_DIR", async () => {
    const demo = aFile(
      JSON.stringify({
        pid: process.pid,
        url: "http://127.0.0.1:3000",
        databaseUrl: env.DATABASE_URL,
        keysFile: env.KEYS_FILE,
        clockFile: aFile(JSON.stringify({ shiftMs: 0 }), "clock.json"),
        carrierApiUrl: "http://127.0.0.1:1",
        carrierApiKey: "key",
        auditAnchorUrl: "file:///nowhere/heads.ndjson",
      }),
      "demo.json",
    );
    const incident = aFile(JSON.stringify(incidentInput({ id: "beside-demo" })));
    expect(await ansim(["incident", "create", incident], { DATA_DIR: dirname(demo) })).toMatchObject({
      code: 0,
    });
  });

  it("says in a sentence what is wrong, with the exit code of its kind", async () => {
    const file = aCsvFile(subscribersHeader, subscriberRow({}));
    const refused = await ansim(
      ["import", "subscribers", aFile(Buffer.alloc(999)), "--incident", "small-incident"],
      env,
    );
    expect(refused).toMatchObject({ code: 65, stdout: "0 read, 0 kept, 0 rejected\n" });
    expect(refused.stderr).toMatch(sentence);
    const wrong: [string[], Record<string, string>, number][] = [
      [["import", "subscribers", file, "--incident", "nowhere"], env, 65],
      [["incident", "create", "/nowhere.yaml"], env, 65],
      [["incident", "create", aFile("id: [")], env, 65],
      [["migrate"], { ...env, DATABASE_URL: "postgresql://x:x@127.0.0.1:1/x" }, 69],
      [["incident", "create", file], { ...env, DATABASE_URL: "postgresql://x:x@127.0.0.1:1/x" }, 69],
      [["incident", "create", file], {}, 69],
      [["incident", "create", file], { DATABASE_URL: env.DATABASE_URL ?? "" }, 64],
      [["incident", "create", file], { ...env, KEYS_FILE: "/nowhere.json" }, 64],
    ];
    const ran = await Promise.all(wrong.map(([args, settings]) => ansim(args, settings)));
    expect(ran.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      wrong.map(([, , code]) => ({ code, stderr: expect.stringMatching(sentence) as string })),
    );
    expect(await ansim(["import", "subscribers", file], env)).toMatchObject({ code: 64 });
    expect(await ansim(["import", "ghosts", file], env)).toMatchObject({ code: 64 });
    const empty = await createTestDatabase("empty");
    expect(await ansim(["incident", "create", file], { ...env, DATABASE_URL: empty.url })).toMatchObject({
      code: 69,
      stderr: "The database is not migrated: run `ansim migrate` first.\n",
    });
    expect(await ansim(["migrate"], { DATABASE_URL: empty.url })).toMatchObject({ code: 0 });
    expect(await ansim(["migrate"], { DATABASE_URL: empty.url })).toMatchObject({
      code: 0,
      stdout: "0 applied\n",
    });
  });

  it("explains itself", async () => {
    const ran = await Promise.all(
      [["--help"], ["import", "--help"], ["import", "signals", "--help"]].map((args) => ansim(args)),
    );
    for (const { code, stdout } of ran)
      expect([code, stdout]).toEqual([0, expect.stringContaining("Usage: ansim")]);
  });
});
