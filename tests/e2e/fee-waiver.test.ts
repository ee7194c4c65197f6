import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DemoPage } from "#tests/pages/demo-page.ts";
import { FeeWaiverPage } from "#tests/pages/fee-waiver-page.ts";
import { press } from "#tests/pages/press.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { checkScreen, checkWidths } from "#tests/setup/check-screen.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// The termination fee on a phone with scripts off: registered under review, and decided in January 2026 by
// the carrier's word of who left when.

let demo: RunningDemo;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  page = await newPhonePage(browser);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const of = (msisdn: string) => new FeeWaiverPage(page, demo.url, msisdn);
/** Leaves in November; in the last minute that counts; in the first that doesn't. */
const [november, lastMinute, tooLate] = ["01000000002", "01000000009", "01000000010"];

it("registers under review, names what an offer would cost, and decides all by the same windows", async () => {
  const own = of(november);
  await own.open();
  expect(await own.heading()).toBe("아직 검토 중입니다");
  expect(await own.text()).toContain("면제된다고 약속드릴 수 없습니다");
  const atStake = (await own.sums()).reduce((sum, won) => sum + won, 0);
  expect(atStake).toBeGreaterThan(0);
  await checkScreen(page, "the fee, under review");

  await press(page.locator('a[href="/fee-waiver/offers/discount-50"]'));
  expect(await own.sums()).toEqual([atStake]);
  expect(await own.text()).toContain(
    `${atStake.toLocaleString("en-US")}원을 잃을 수 있다는 것을 알고 있으며`,
  );
  await checkScreen(page, "an offer that costs the waiver");
  await press(page.getByRole("link", { name: "받지 않고 돌아가기" }));
  await own.register();
  expect(await own.text()).toContain("정해지는 대로 문자로 알려 드립니다");
  for (const msisdn of [lastMinute, tooLate]) {
    await of(msisdn).open();
    await of(msisdn).register();
    await checkWidths(page, `registered, ${msisdn}`);
  }

  await new DemoPage(page, demo.url).moveClock("2026-01-14T00:01");
  await own.open();
  await expect
    .poll(
      async () => {
        await page.reload();
        return own.text();
      },
      { timeout: 40_000 },
    )
    .toContain("통신사가 처리했습니다");
  expect(await own.heading()).toBe("위약금이 면제됩니다");
  expect((await own.sums()).reduce((sum, won) => sum + won, 0)).toBe(atStake);
  expect(await own.text()).toContain("2025년 9월 1일부터 2026년 1월 13일까지 (마지막 날 포함)");
  await checkScreen(page, "the fee, waived");
  await of(lastMinute).open();
  expect(await own.heading()).toBe("위약금이 면제됩니다");
  await of(tooLate).open();
  expect(await own.heading()).toBe("면제 대상이 아닙니다");
  expect(await own.text()).toContain("해지일(2026년 1월 14일)이 해지 기간보다 늦습니다");
  await checkScreen(page, "the fee, not waived");
});
