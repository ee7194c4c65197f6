import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "#app/infra/db/generated/client.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aCheckedVisit, aClerk, anIccid } from "#tests/factories/store-visit.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { slotAt } from "#tests/factories/swap.ts";
import { axeViolations, launchBrowser } from "#tests/setup/browser.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

// The store's tablet: 1024 px wide, a scanner that types, and a line that drops.

const morning = slotAt("2025-09-19 09:00");
const startsAt = slotAt("2025-09-19 10:00");

let t: TestContext;
let site: TestSite;
let browser: Browser;
let store: Store;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: morning });
  store = await aStore(t.ctx, await anIncident(t.ctx), { counters: 9 });
  [site, browser] = await Promise.all([startSite(t), launchBrowser()]);
});
beforeEach(() => {
  t.setNow(morning);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await t.close();
});

async function aTablet() {
  const { member, as } = await aClerk(t, store);
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: "ko-KR" });
  const [name = "", value = ""] = (await aStaffSession(t.ctx, member)).split("=");
  await context.addCookies([{ name, value, url: site.url }]);
  return { clerk: as, page: await context.newPage() };
}

/** At the visit of somebody whose ID was checked, the cursor in the field for the card. */
async function atTheCard() {
  const { clerk, page } = await aTablet();
  const line = await aSubscriber(t.ctx, { name: "홍길동" });
  const visit = await aCheckedVisit(clerk, { line, store, startsAt });
  await page.goto(`${site.url}/store/visits/${visit.code}`);
  const swaps = () => t.ctx.db.swap.findMany({ where: { bookingId: visit.bookingId } });
  return { page, line, swaps, ...visit };
}

async function expectNoViolations(page: Page, name: string) {
  expect(await axeViolations(page, { colorSchemes: ["light", "dark"] }), name).toEqual([]);
}

const scan = async (page: Page, text: string) => {
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};

/** What a store's own line does when it comes back. */
const isBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event("online")));

const note = (page: Page) => page.locator("[data-note]");

describe("a scanner", () => {
  it("finds the visit, and ends it with the card, without a key or a click in between", async () => {
    const { page, code, swaps } = await atTheCard();
    await page.goto(`${site.url}/store`);
    await scan(page, code);
    await page.waitForURL(`**/store/visits/${code}`);
    await expectNoViolations(page, "visit");
    await scan(page, anIccid());
    await page.getByText("통신사에 개통을 신청했습니다").waitFor();
    expect(await swaps()).toHaveLength(1);
    await page.context().close();
  });
});

describe("a line that drops", () => {
  it("before the form is out keeps it, says so, and sends it once when it is back", async () => {
    const { page, swaps } = await atTheCard();
    const iccid = anIccid();
    await page.context().setOffline(true);
    await scan(page, iccid);
    await note(page).waitFor();
    expect(await note(page).innerText()).toContain("적은 것은 이 화면에 그대로 있습니다");
    expect(await page.locator('[name="iccid"]').inputValue()).toBe(iccid);
    expect(await swaps()).toEqual([]);
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(stored).toBe("[{},{}]");
    await expectNoViolations(page, "offline");
    await page.context().setOffline(false);
    await isBack(page);
    await page.getByText("통신사에 개통을 신청했습니다").waitFor();
    expect(await swaps()).toHaveLength(1);
    await page.context().close();
  });

  it("before the answer is in sends it again, and it is one swap", async () => {
    const { page, swaps } = await atTheCard();
    let arrived = 0;
    await page.route("**/store/visits/*", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      arrived += 1;
      if (arrived > 1) return route.continue();
      // It is carried out, and nobody hears of it.
      await route.fetch({ maxRedirects: 0 });
      return route.abort("connectionreset");
    });
    await scan(page, anIccid());
    await note(page).waitFor();
    expect(await swaps()).toHaveLength(1);
    await isBack(page);
    await page.getByText("통신사에 개통을 신청했습니다").waitFor();
    expect(arrived).toBeGreaterThan(1);
    expect(await swaps()).toHaveLength(1);
    await page.context().close();
  });

  it("is none where a proxy answers for us, nor where we refuse", async () => {
    const { page, swaps } = await atTheCard();
    let times = 0;
    await page.route("**/store/visits/*", (route) => {
      times += route.request().method() === "POST" ? 1 : 0;
      return times === 1 ? route.fulfill({ status: 502, body: "Bad gateway" }) : route.continue();
    });
    const bad = anIccid().replace(/^89/, "88");
    await scan(page, bad);
    await note(page).waitFor();
    await isBack(page);
    await page.locator("#problem").waitFor();
    expect(await page.locator("#problem").innerText()).toContain("유심 일련번호가 아닙니다");
    expect([times, await swaps()]).toEqual([2, []]);
    // The page that came is a whole one: its form works as the first did.
    await page.keyboard.press("i");
    await scan(page, anIccid());
    await page.getByText("통신사에 개통을 신청했습니다").waitFor();
    expect(await swaps()).toHaveLength(1);
    await page.context().close();
  });

  it("keeps what was typed when the sign-in is over, too", async () => {
    const { page, swaps } = await atTheCard();
    await t.ctx.db.staffSession.deleteMany();
    const iccid = anIccid();
    await scan(page, iccid);
    await note(page).waitFor();
    expect(await note(page).innerText()).toContain("로그인이 끝났습니다");
    expect(await page.locator('[name="iccid"]').inputValue()).toBe(iccid);
    expect(await swaps()).toEqual([]);
    await page.context().close();
  });
});
