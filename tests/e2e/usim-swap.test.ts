import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { press } from "#tests/pages/press.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { checkScreen, checkWidths } from "#tests/setup/check-screen.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// A new card for a child and the guardian: booked on a phone with scripts off, handed over at the store's
// screen, and what is so after it.

/** As it is printed on a card: the last digit checks the others. */
const ICCID = "8982 0512 3456 7890 128";

let demo: RunningDemo;
let browser: Browser;
let phone: Page;
let desk: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  phone = await newPhonePage(browser);
  desk = await browser.newPage({ viewport: { width: 1024, height: 768 }, locale: "ko-KR" });
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const said = (page: Page) => page.locator("main").innerText();
const link = (name: string | RegExp) => press(phone.getByRole("link", { name, exact: true }).first());
const button = (page: Page, name: string | RegExp) =>
  press(page.getByRole("button", { name, exact: true }).first());
const signIn = (to: string) => phone.goto(`${demo.url}/demo/signin?as=01000000014&level=L2&to=${to}`);

/** The carrier's word arrives in its own time; the page shows it when it is asked for again. */
const reloadUntil = (page: Page, words: string) =>
  expect
    .poll(
      async () => {
        await page.reload();
        return said(page);
      },
      { timeout: 30_000 },
    )
    .toContain(words);

/** "남음 119, 예약됨 1, 사용 0" of the USIM cards. */
async function stockAtDesk(): Promise<number[]> {
  await desk.goto(`${demo.url}/store`);
  const line = await desk.locator("li", { hasText: "남음" }).first().innerText();
  return [...line.matchAll(/(\d+)(?=,|$)/g)].map(([number]) => Number(number));
}

let code: string;

it("finds a store, sees the papers, books for two lines, moves it, and has calendar file and QR code", async () => {
  await signIn("/usim-swap");
  expect(await said(phone)).toContain("바꾸기 전에 끄실 것은 없습니다");
  await checkScreen(phone, "usim-swap, start");
  for (const [path, language] of [
    ["/usim-swap/wait?store=ST-0003", "vi"],
    ["/usim-swap/stores/ST-0003?line=1", "en"],
    ["/usim-swap", "zh"],
  ] as const) {
    await phone.goto(`${demo.url}${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
    await checkWidths(phone, `${path} in ${language}`);
  }
  await phone.goto(`${demo.url}/usim-swap?lang=ko`);
  await link("매장과 시간 고르기");
  await link("서울");
  await checkScreen(phone, "usim-swap, where");
  await link("종로구");
  expect(await said(phone)).toContain("종로구에서 가까운 순서");
  await checkScreen(phone, "usim-swap, stores");
  await link("이 매장 시간 보기");

  for (const label of await phone.locator(".choice:has(input:not(:checked)) label").all())
    await label.click();
  await checkScreen(phone, "usim-swap, lines");
  await button(phone, "다음: 시간 고르기");
  await press(phone.getByRole("link", { name: /^9월 18일/ }));
  await checkScreen(phone, "usim-swap, times");
  await press(phone.locator("form.times button").first());
  const confirm = await said(phone);
  for (const words of ["보호자의 신분증 원본", "가족관계증명서", "본인 신분증 원본", "교통카드 잔액", "로밍"])
    expect(confirm).toContain(words);
  await checkScreen(phone, "usim-swap, confirm");
  await button(phone, "예약하기");
  const booked = await said(phone);
  for (const words of ["끝자리 0011", "끝자리 0014", "못 가시게 되면"]) expect(booked).toContain(words);
  await checkScreen(phone, "usim-swap, visit");

  code = await phone.locator("p.code").innerText();
  await link("다른 시간으로 옮기기");
  await press(phone.getByRole("link", { name: /^9월 18일/ }));
  await press(phone.locator("form.times button").nth(2));
  expect(await said(phone)).toContain("이것으로 바뀝니다");
  await button(phone, "이 시간으로 옮기기");
  expect(await phone.locator("p.code").innerText()).toBe(code);
  expect(await phone.locator("svg.qr").getAttribute("aria-label")).toContain("QR");

  const file = await phone.request.get(`${demo.url}/usim-swap/visit.ics`);
  expect(file.headers()["content-type"]).toContain("text/calendar");
  const calendar = await file.text();
  expect(calendar).toContain("SEQUENCE:1");
  expect(calendar).toContain("DTSTART:20250918T1");
});

it("gets the card at the store, with an ID check and a serial that fits, and keeps protection", async () => {
  await desk.goto(`${demo.url}/demo/signin?role=store-1&to=/store`);
  const [left = 0, kept = 0, used = 0] = await stockAtDesk();
  expect(kept).toBeGreaterThanOrEqual(2);
  await desk.getByLabel(/방문 번호/).fill(code);
  await button(desk, "찾기");
  await button(desk, /^도착/);
  const child = desk.locator("section.card", { hasText: "0011" });
  expect(await child.innerText()).toContain("보호자의 신분증 원본");
  await child.getByLabel("신분증의 이름").fill("김현우");
  await child.getByLabel(/신분증의 생년월일/).fill("19830815");
  // These forms are sent by the console's script, which puts the answer in the page's place.
  await child.getByRole("button", { name: "신분증 일치", exact: true }).click();
  const serial = child.getByLabel(/ICCID/);
  await serial.waitFor();
  await serial.fill("8982051234567890123");
  await child.getByRole("button", { name: "교체 완료" }).click();
  await desk.getByRole("alert").waitFor();
  await serial.fill(ICCID);
  await child.getByRole("button", { name: "교체 완료" }).click();
  await child.getByText(/건네고 통신사에|카드가 개통되었습니다/).waitFor();
  // A card that goes live ends the sessions of its line, so who comes next signs in after it.
  await reloadUntil(desk, "카드가 개통되었습니다");
  expect(await stockAtDesk()).toEqual([left, kept - 1, used + 1]);
});

it("shows the person the new card, protection on, and a certificate of it", async () => {
  // The sessions from before the swap are over, and the link is a new one.
  await signIn("/usim-swap");
  await reloadUntil(phone, "새 유심으로 바뀌었습니다");
  await checkScreen(phone, "usim-swap, done");
  await link("유심보호서비스 확인하기");
  await reloadUntil(phone, "켜져 있습니다");
  await phone.goto(`${demo.url}/certificates`);
  await press(phone.locator('button[name="kind"][value="swap"]'));
  expect(await said(phone)).toContain("유심 교체 확인서");
  await phone.goto(`${demo.url}/requests`);
  expect(await said(phone)).toContain("새 유심으로 바뀌었습니다");
});
