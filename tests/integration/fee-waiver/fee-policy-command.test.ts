import { afterAll, beforeAll, expect, it } from "vitest";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { ansim } from "#tests/setup/run-ansim.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const folder = "docs/incidents/femtocell-2025/fee-policy";
const two = ["--operator", "Kim", "--operator", "Lee"];

let t: TestContext;
let env: Record<string, string>;
beforeAll(async () => {
  const { url } = await createTestDatabase();
  t = testContext({ databaseUrl: url });
  env = { DATABASE_URL: url, KEYS_FILE: t.keysFile };
});
afterAll(() => t.close());

it("publishes on two people's word, in order, and shows what is in force", { timeout: 60_000 }, async () => {
  await ansim(["incident", "create", "docs/incidents/femtocell-2025.yaml"], env);
  const alone = await ansim(["fee-policy", "publish", `${folder}/1.yaml`, "--operator", "Kim"], env);
  expect(alone).toMatchObject({ code: 65 });
  expect(alone.stderr).toContain("two people");
  const early = await ansim(["fee-policy", "publish", `${folder}/2.yaml`, ...two], env);
  expect(early).toMatchObject({ code: 65 });
  expect(early.stderr).toContain("2.yaml: version: the next one is 1");
  expect(await ansim(["fee-policy", "publish", `${folder}/1.yaml`, ...two], env)).toMatchObject({
    code: 0,
    stdout: "femtocell-2025: fee policy 1 published by Kim and Lee\n",
  });
  expect((await ansim(["fee-policy", "publish", `${folder}/2.yaml`, ...two], env)).code).toBe(0);
  const { stdout } = await ansim(["fee-policy", "show", "--incident", "femtocell-2025"], env);
  for (const line of [
    "version 2, decided",
    "terminated  2025-09-01 to 2026-01-13",
    "apply       2026-01-14 to 2026-01-31",
    "offer       discount-50, worth 165,000 won",
  ])
    expect(stdout).toContain(line);
});
