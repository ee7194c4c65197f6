import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, expect, test } from "vitest";
import { registerCampaign } from "#app/processes/cli/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFinding, anIncident, inAllLanguages, incidentInput } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const { ctx, close } = testContext({ databaseUrl: url });
afterAll(() => close());

/** Runs `ansim campaign …` and returns its exit code, results and remarks. */
async function campaign(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  let code = -1;
  const program = new Command();
  const runAlone = async (work: () => Promise<number>) => {
    code = await work();
  };
  registerCampaign(program, {
    env: process.env,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    run: (work) => runAlone(() => work(ctx, { ctx, demo: false, close: () => Promise.resolve() })),
    runAlone,
  });
  await program.parseAsync(["node", "ansim", "campaign", ...args]);
  return { code, out, err };
}

test("plan, pilot, launch, pause, resume and status, each with its answer", async () => {
  const incident = await anIncident(ctx);
  const lines = [
    await aSubscriber(ctx),
    await aSubscriber(ctx, { language: "vi", email: "vi@example.com" }),
    await aSubscriber(ctx),
  ];
  const { key } = await aPublishedFinding(ctx, incident, {
    id: "of-18",
    announced_at: "2025-09-18T15:00:00+09:00",
    changed: lines.map((line) => ({ line })),
  });
  expect((await campaign("launch", key)).err).toEqual([
    "No campaign is planned for this finding: `ansim campaign plan` does it.",
  ]);
  expect(await campaign("plan", key)).toEqual({
    code: 0,
    err: [],
    out: [
      "planned: 3 recipients: 3 first texts, 0 updates, 0 without a link; 1 by e-mail too; 0 unsent messages superseded",
    ],
  });
  expect((await campaign("plan", key)).out[0]).toMatch(/^planned before: 3 recipients/);

  const refs = lines.map(({ subscriberRef }) => subscriberRef);
  const file = join(mkdtempSync(join(tmpdir(), "ansim-pilot-")), "pilot.txt");
  writeFileSync(file, `${refs[0]}\r\n${refs[1]}\n`);
  expect(await campaign("launch", key, "--pilot", "nobody")).toMatchObject({ code: 65 });
  expect((await campaign("launch", key, "--pilot", file)).out).toEqual(["launched: 3 messages released"]);
  expect((await campaign("launch", key, "--pilot", `${refs[0]},${refs[2]}`)).out).toEqual([
    "launched: 1 messages released",
  ]);
  expect(await campaign("pause", key)).toMatchObject({ code: 0, out: ["paused"] });
  expect(await campaign("launch", key)).toMatchObject({ code: 65 });
  expect(await campaign("resume", key)).toMatchObject({ code: 0, out: ["resumed"] });
  expect(await campaign("resume", key)).toMatchObject({ code: 65, err: ["The campaign is not paused."] });

  const { out } = await campaign("status", key);
  expect(out[0]).toBe("of-18: pilot, planned 2025-09-18T20:00:00+09:00, launched 2025-09-18T20:00:00+09:00");
  expect(out[2]?.split(/\s+/)).toEqual(["sms", "0", "3", "0", "0", "0", "0", "0"]);
  expect(out[4]?.split(/\s+/)).toEqual(["", "vi", "0", "1", "0", "0", "0", "0", "0"]);
  expect(out[5]?.split(/\s+/)).toEqual(["mail", "0", "1", "0", "0", "0", "0", "0"]);
  expect(out.at(-1)).toBe("due longest: since 2025-09-18T20:00:00+09:00");
  const { out: json } = await campaign("status", key, "--json");
  expect(JSON.parse(json[0] ?? "")).toMatchObject({
    finding: key,
    channels: { sms: { states: { pending: 3 } }, mail: { states: { pending: 1 } } },
  });
});

test("a text over the limits is refused with its language and what is wrong", async () => {
  const { notice } = incidentInput();
  const rights = { ...inAllLanguages("rights"), ko: "권리 •" };
  const incident = await anIncident(ctx, { id: "wrong-text", notice: { ...notice, rights } });
  const { key } = await aPublishedFinding(ctx, incident, { id: "wrong", changed: [] });
  expect(await campaign("plan", key)).toEqual({
    code: 65,
    out: [],
    err: [
      "The text in \"ko\" has a character that EUC-KR doesn't: change the incident's `notice`, take it in again, then plan.",
    ],
  });
  const draft = await aFinding(ctx, incident, { id: "draft" });
  expect((await campaign("plan", draft.key)).err).toEqual(["The finding is a draft: publish it first."]);
});
