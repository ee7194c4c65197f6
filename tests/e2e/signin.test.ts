import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { press } from "#tests/pages/press.ts";
import { axeViolations, launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// Through another site and back: the identity provider is on localhost, the site on 127.0.0.1.

let demo: RunningDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** The form of the page that plays the carrier's app. */
async function confirmInApp(page: Page, msisdn: string) {
  expect(new URL(page.url()).hostname).toBe("localhost");
  await page.getByLabel("휴대폰 번호").fill(msisdn);
  await press(page.getByRole("button", { name: "본인 확인 완료" }));
}

const newDeskPage = async () =>
  (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko-KR" })).newPage();

/** As one of the staff, at a page of a console. */
async function openAs(page: Page, role: string, to: string) {
  await page.goto(`${demo.url}/demo/signin?role=${role}&to=${encodeURIComponent(to)}`);
}

async function checkDesk(page: Page, words: string) {
  expect(await page.locator("body").innerText()).toContain(words);
  expect(await axeViolations(page, { colorSchemes: ["light", "dark"] })).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
  ).toBe(true);
}

describe("a subscriber without a link", () => {
  it("comes in from the first page by the carrier's app, on a phone, and leaves", async () => {
    const page = await newPhonePage(browser);
    await page.goto(demo.url);
    await press(page.getByRole("link", { name: "링크 없이 통신사 앱·PASS로 로그인" }));
    await confirmInApp(page, "010-0000-0006");
    expect(new URL(page.url()).pathname).toBe("/result");
    expect(await page.locator("body").innerText()).toContain("결제대행사");
    await press(page.getByRole("button", { name: "나가기" }));
    await page.goto(`${demo.url}/result`);
    expect(new URL(page.url()).pathname).toBe("/verify");
    // The provider, too, asks again: whoever takes the phone next isn't taken for them.
    await press(page.getByRole("link", { name: "링크 없이 통신사 앱·PASS로 로그인" }));
    expect(new URL(page.url()).hostname).toBe("localhost");
    await page.context().close();
  });

  it("turns back in the app, and can begin again", async () => {
    const page = await newPhonePage(browser);
    await page.goto(`${demo.url}/signin/carrier`);
    await press(page.getByRole("button", { name: "취소" }));
    expect(await page.locator("h1").innerText()).toBe("로그인하지 못했습니다");
    await press(page.getByRole("link", { name: "다시 로그인하기" }));
    expect(new URL(page.url()).hostname).toBe("localhost");
    await page.context().close();
  });

  it("is told by text and e-mail that somebody signed in", async () => {
    const page = await newPhonePage(browser);
    await page.goto(`${demo.url}/demo/signin?as=01000000008&level=L2`);
    expect(new URL(page.url()).pathname).toBe("/result");
    const told = async () => {
      const answer = await fetch(`${demo.url}/demo/inbox.json?to=01000000008`);
      const inbox = (await answer.json()) as { body: string }[];
      return inbox.some(({ body }) => /signed in/i.test(body));
    };
    await expect.poll(told, { timeout: 15_000 }).toBe(true);
    await page.context().close();
  });
});

describe("an operator", () => {
  it("disables an agent, who is out at the next request and not let in again", async () => {
    const agent = await newDeskPage();
    await openAs(agent, "agent-2", "/");
    const page = await newDeskPage();
    await openAs(page, "operator-1", "/operator");
    await checkDesk(page, "오세훈");
    const row = page.getByRole("row", { name: /오세훈/ });
    await row.getByRole("textbox").fill("이웃의 기록을 열어 보아 조사 중");
    await press(row.getByRole("button", { name: "중지" }));
    await checkDesk(page, "부터 중지");

    await agent.goto(`${demo.url}/operator/staff`);
    expect(await agent.locator("h1").innerText()).not.toBe("직원");
    await openAs(agent, "agent-2", "/");
    expect(new URL(agent.url()).pathname).toBe("/signin/refused");
    expect(await agent.locator("main").innerText()).toContain("사용이 중지되었습니다");

    await row.getByRole("textbox").fill("조사를 마쳤고 문제가 없었음");
    await press(row.getByRole("button", { name: "다시 허용" }));
    await openAs(agent, "agent-2", "/figures");
    expect(new URL(agent.url()).pathname).toBe("/figures");
    await page.context().close();
    await agent.context().close();
  });
});

describe("an auditor", () => {
  it("reads who did what, takes it along, and finds the refused among it", async () => {
    const reviewer = await newDeskPage();
    await openAs(reviewer, "reviewer-1", "/operator/staff");
    const page = await newDeskPage();
    await openAs(page, "auditor-1", "/operator/access-record");
    await checkDesk(page, "권한 없는 접근");
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV로 내려받기" }).click();
    expect((await downloading).suggestedFilename()).toBe("access-record-2025-09.csv");
    await page.context().close();
    await reviewer.context().close();
  });

  it.each(["/operator", "/operator/staff"])("is not let into %s", async (at) => {
    const page = await newDeskPage();
    await openAs(page, "auditor-1", at);
    expect(await page.locator("h1").innerText()).toBe("볼 수 없는 화면입니다");
    await page.context().close();
  });
});
