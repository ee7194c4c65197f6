import { afterAll, beforeAll, it } from "vitest";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { aFiledClaim, aHeldPayment, aVictim, byHand, aReviewer } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile } from "#tests/factories/csv-file.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";
import { launchBrowser } from "#tests/setup/browser.ts";
import { checkScreen } from "#tests/setup/check-screen.ts";

let t: TestContext; let site: TestSite; let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
  site = await startSite(t);
});
afterAll(async () => { await site.close(); await t.close(); });
it("shots", { timeout: 120000 }, async () => {
  const at = (x: string) => new Date(`2025-09-04T${x}:00+09:00`);
  const line = await aVictim(t.ctx, incident, { line: { name: "강수진" }, payments: [
    aHeldPayment({ at: at("02:08"), amountKrw: 300000, status: "confirmed", authMethod: "ARS", merchant: "달빛상품권몰", pg: "새봄빛페이", item: "모바일 상품권 300,000원" }),
    aHeldPayment({ at: at("02:15"), amountKrw: 200000, status: "confirmed", merchant: "하늬교통카드", pg: "두물결제대행", item: "교통카드 충전" }),
    aHeldPayment({ at: at("02:21"), amountKrw: 250000, status: "confirmed", authMethod: "PASS", merchant: "푸른새기프트", pg: "달무리결제", item: "모바일 상품권" }),
    aHeldPayment({ at: at("02:34"), amountKrw: 50000, merchant: "하늬교통카드", pg: "두물결제대행", item: "교통카드 충전 50,000원" }),
    aHeldPayment({ at: at("03:12"), amountKrw: 30000, authMethod: "PASS", status: "cleared", merchant: "온누빛상품권", pg: "두물결제대행", item: "모바일 상품권" }),
  ] });
  await aPublishedFinding(t.ctx, incident, { id: "second", announced_at: "2025-09-18T15:00:00+09:00", changed: [{ line, categories: ["IMSI","IMEI","MSISDN"], days: { IMSI: ["2025-09-04"], IMEI: ["2025-09-04"], MSISDN: ["2025-09-04"] } }], signals: [{ line, eci: "1001", at: "2025-09-04T02:02:00+09:00" }, { line, eci: "1002", at: "2025-09-01T23:02:00+09:00" }] });
  const { claim } = await aFiledClaim(t, line, { hand: [byHand({ at: new Date("2025-09-05T04:00:00+09:00"), merchant: "어떤 가맹점" })], note: "이 결제는 제가 한 것이 아닙니다. 그 시간에 자고 있었어요." });
  const { member, as } = await aReviewer(t);
  const draft = await aFinding(t.ctx, incident, { id: "third", announced_at: "2025-09-19T15:00:00+09:00" });
  await importClaimsList(t.ctx, draft.key, { file: aCsvFile("source,reference,msisdn,name,at,amount_krw", `police,2025-4100,${line.personalData.msisdn},강수진,2025-09-04T05:00:00+09:00,330000`, "police,2025-4101,01009990001,이순신,2025-09-04T05:00:00+09:00,330000") });
  const cookie = await aStaffSession(t.ctx, member);
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko-KR" });
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: site.url }]);
  const page = await context.newPage();
  const shot = async (path: string, out: string) => { await page.goto(site.url + path); await page.screenshot({ path: `/tmp/e-${out}.png`, fullPage: true }); try { await checkScreen(page, out); } catch (e) { console.warn(out, String(e)); } };
  await shot("/claims-desk", "queue");
  await shot(`/claims-desk/claims/${claim.claimNumber}`, "claim-free");
  await takeClaim(as, { claimNumber: claim.claimNumber });
  await shot(`/claims-desk/claims/${claim.claimNumber}`, "claim");
  await page.setViewportSize({ width: 390, height: 800 });
  await shot(`/claims-desk/claims/${claim.claimNumber}`, "claim-narrow");
  await page.setViewportSize({ width: 1280, height: 900 });
  await shot("/claims-desk/cases", "cases");
  const x = await t.ctx.db.claimsListCase.findFirstOrThrow();
  await shot(`/claims-desk/cases/${x.caseNumber}`, "case");
  await browser.close();
});
