import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { DemoPage } from "#tests/pages/demo-page.ts";
import { press } from "#tests/pages/press.ts";
import { VerifyPage } from "#tests/pages/verify-page.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { checkScreen, checkWidths } from "#tests/setup/check-screen.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// Protection and micropayments on a phone with scripts off, down to the carrier's stand-in and back.

const peopleSchema = z.array(z.object({ name: z.string(), birthDate: z.string(), link: z.url().nullable() }));

let demo: RunningDemo;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  page = await newPhonePage(browser);
  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  const person = people.find(({ name }) => name === "김영수");
  if (!person?.link) throw new Error("김영수 has no link");
  const verify = new VerifyPage(page);
  await verify.open(person.link);
  await verify.answer(person.birthDate);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const said = () => page.locator("main").innerText();
const go = (path: string) => page.goto(demo.url + path);
const button = (name: string) => press(page.getByRole("button", { name, exact: true }));

/** The whole card of a choice is its label's. */
const choose = (id: string) => page.locator(`label[for="${id}"]`).click();

/** The carrier's word arrives in its own time; the page shows it when it is asked for again. */
const reloadUntil = (words: string) =>
  expect
    .poll(
      async () => {
        await page.reload();
        return said();
      },
      { timeout: 20_000 },
    )
    .toContain(words);

/** On the page that plays the carrier's app. */
async function confirmInApp() {
  expect(new URL(page.url()).hostname).toBe("localhost");
  await page.getByLabel("휴대폰 번호").fill("010-0000-0001");
  await press(page.getByRole("button", { name: "본인 확인 완료" }));
}

it("protection: on in one press, paused only with an end and after signing in, and on again by itself", async () => {
  await go("/protection");
  expect(await said()).toContain("꺼져 있습니다");
  await checkScreen(page, "protection, off");
  await button("이 회선 켜기");
  await reloadUntil("켜져 있습니다");
  expect(await said()).not.toContain("통신사의 확인을 기다리고");
  await checkScreen(page, "protection, on");

  await press(page.getByRole("link", { name: "잠시 멈추기" }));
  await confirmInApp();
  expect(new URL(page.url()).pathname).toBe("/protection/pause");
  await checkScreen(page, "the pause");
  await choose("hours-1");
  await button("멈추기");
  await reloadUntil("저절로 다시 켜집니다");
  await checkScreen(page, "protection, paused");

  const other = await browser.newPage();
  await new DemoPage(other, demo.url).moveClock("2025-09-18T22:30");
  await other.close();
  await go("/verify");
  await press(page.getByRole("link", { name: /로그인/ }).first());
  if (new URL(page.url()).hostname === "localhost") await confirmInApp();
  await go("/requests");
  await expect
    .poll(
      async () => {
        await page.reload();
        return said();
      },
      { timeout: 20_000 },
    )
    .toMatch(/22:3\d에 저희가 신청했습니다\. 2025년 9월 18일 22:3\d에 통신사가 확인했습니다/);
  await checkScreen(page, "my requests");
  await go("/protection");
  expect(await said()).toContain("켜져 있습니다");
  await checkScreen(page, "protection, signed in");
});

it("micropayments: off in one press, and back only after signing in", async () => {
  await go("/micropayments");
  expect(await said()).toContain("월 300,000원까지 쓸 수 있습니다");
  await checkScreen(page, "micropayments");
  await choose("cap-50000");
  await button("한도 낮추기");
  await reloadUntil("월 50,000원까지");
  await button("소액결제 막기");
  await reloadUntil("막혀 있습니다");
  await checkScreen(page, "micropayments, off");
  await press(page.getByRole("link", { name: "다시 쓰거나 한도 올리기" }));
  if (new URL(page.url()).hostname === "localhost") await confirmInApp();
  expect(new URL(page.url()).pathname).toBe("/micropayments/raise");
  await checkScreen(page, "allow more");
  await choose("allow-on");
  await button("신청하기");
  await reloadUntil("월 50,000원까지");
});

it("can be read in the other languages", async () => {
  for (const language of ["en", "zh", "vi"])
    for (const path of ["/protection", "/micropayments"]) {
      await go(`${path}?lang=${language}`);
      await checkWidths(page, `${path} in ${language}`);
    }
});
