import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { aFiledClaim, aHeldPayment, aReviewer, aVictim, byHand } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile } from "#tests/factories/csv-file.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { launchBrowser } from "#tests/setup/browser.ts";
import { checkScreen } from "#tests/setup/check-screen.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let site: TestSite;
let browser: Browser;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
  [site, browser] = await Promise.all([startSite(t), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await t.close();
});

const night = (time: string) => new Date(`2025-09-04T${time}:00+09:00`);

async function aDesk() {
  const { member } = await aReviewer(t);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko-KR" });
  const [name = "", value = ""] = (await aStaffSession(t.ctx, member)).split("=");
  await context.addCookies([{ name, value, url: site.url }]);
  return context.newPage();
}

/** A line that a cell received, with payments by each way, one in the claim, and one added by hand. */
async function aClaimToDecide() {
  const line = await aVictim(t.ctx, incident, {
    line: { name: "강수진", msisdn: "01030000001" },
    payments: [
      aHeldPayment({ at: night("02:08"), amountKrw: 300_000, authMethod: "ARS", status: "confirmed" }),
      aHeldPayment({ at: night("02:21"), amountKrw: 250_000, authMethod: "PASS", status: "confirmed" }),
      aHeldPayment({ at: night("02:34"), amountKrw: 50_000 }),
    ],
  });
  await aPublishedFinding(t.ctx, incident, {
    id: "second",
    announced_at: "2025-09-18T15:00:00+09:00",
    changed: [{ line }],
    signals: [{ line, eci: "1001", at: "2025-09-04T02:02:00+09:00" }],
  });
  return aFiledClaim(t, line, { hand: [byHand({ amountKrw: 30_000 })], note: "It was not me." });
}

it("a claim is decided by the keyboard alone, and every screen can be read", async () => {
  const { claim } = await aClaimToDecide();
  const page = await aDesk();
  await page.goto(`${site.url}/claims-desk`);
  await checkScreen(page, "the queue");
  await page.keyboard.press("KeyN");
  await page.waitForURL(`**/claims/${claim.claimNumber}`);
  expect(await page.locator("svg[role=img] path").count()).toBe(7);
  await page.keyboard.press("KeyV");
  expect(await page.locator("details table tbody tr").count()).toBe(7);
  await page.keyboard.press("KeyT");
  await page.getByRole("button", { name: "1번 정하기" }).waitFor();
  expect(await page.getByRole("button", { name: "결정하기" }).count()).toBe(0);
  await checkScreen(page, "a claim that is taken");

  for (const [place, steps] of [
    ["1", 2],
    ["2", 1],
  ] as const) {
    await page.keyboard.press(`Digit${place}`);
    for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    const item = page.getByRole("region", { name: `결제 ${place}` });
    if (place === "2") await page.keyboard.press("Enter");
    else await page.keyboard.press("Space");
    await item.getByText(/^이번:/).waitFor();
    // Where the form was, though the page is another one.
    expect(await item.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
  }
  // Opened, taken on, judged twice: each is one page that was read, and counted once.
  const readings = { action: "claim.view", detail: { path: ["claim"], equals: claim.claimNumber } };
  expect(await t.ctx.db.auditEvent.count({ where: readings })).toBe(4);
  const decide = page.getByRole("button", { name: "80,000원으로 결정하기" });
  await decide.waitFor();
  await page.keyboard.press("KeyD");
  await page.getByText("1차 결정").waitFor();
  await checkScreen(page, "a claim that is decided");
  const payout = await t.ctx.db.payout.findFirstOrThrow({ where: { decision: { claimId: claim.id } } });
  expect(payout.amountKrw).toBe(80_000);
});

it("a case of a list can be read and closed", async () => {
  const { key } = await aFinding(t.ctx, incident, {
    id: "of-lists",
    announced_at: "2025-09-19T15:00:00+09:00",
  });
  const file = aCsvFile(
    "source,reference,msisdn,name,at,amount_krw",
    "police,1,01030000001,강수진,2025-09-04T05:00:00+09:00,330000",
  );
  expect(await importClaimsList(t.ctx, key, { file })).toMatchObject({ ok: true });
  const page = await aDesk();
  await page.goto(`${site.url}/claims-desk/cases`);
  await checkScreen(page, "the cases");
  await page.keyboard.press("KeyN");
  await page.waitForURL("**/cases/X-*");
  await checkScreen(page, "a case");
  if ((await page.getByRole("button", { name: "내가 맡기" }).count()) > 0) await page.keyboard.press("KeyT");
  await page.getByLabel("확인한 결과").selectOption("guided-to-claim");
  await page.getByLabel("어떻게 확인했는지").fill("Called the person back on Monday.");
  await page.getByRole("button", { name: "종결하기" }).click();
  await page.getByText("고객에게 보상 신청을 안내함").waitFor();
});
