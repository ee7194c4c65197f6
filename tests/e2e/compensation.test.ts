import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { CompensationPage } from "#tests/pages/compensation-page.ts";
import { press } from "#tests/pages/press.ts";
import { VerifyPage } from "#tests/pages/verify-page.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { checkScreen, checkWidths } from "#tests/setup/check-screen.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// A victim of 18 September gets the confirmed sum back, disputes the rest on two phones with scripts off, and
// reads what a reviewer decided.

const peopleSchema = z.array(
  z.object({ name: z.string(), msisdn: z.string(), birthDate: z.string(), link: z.url().nullable() }),
);
let demo: RunningDemo;
let browser: Browser;
let phone: CompensationPage;
let claimNumber = "";
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  phone = new CompensationPage(await newPhonePage(browser), demo.url);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const signIn = (page: Page, to: string) =>
  page.goto(`${demo.url}/demo/signin?as=01000000006&level=L2&to=${to}`);

/** The carrier's word arrives in its own time; the page shows it when it is asked for again. */
const reloadUntil = (words: RegExp) =>
  expect
    .poll(
      async () => {
        await phone.page.reload();
        return phone.said();
      },
      { timeout: 30_000 },
    )
    .toMatch(words);

it("takes the confirmed sum by a link and a press, with the link in the text alone", async () => {
  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  const person = people.find(({ name }) => name === "강수진");
  if (!person?.link) throw new Error("강수진 has no link");
  const verify = new VerifyPage(phone.page);
  await verify.open(person.link);
  await verify.answer(person.birthDate);

  await phone.follow();
  const page = await phone.said();
  for (const words of ["확인된 금액: 750,000원", "결제 3건", "서류는 필요 없습니다", "1건, 모두 50,000원"])
    expect(page).toContain(words);
  expect(page).not.toMatch(/상품권|교통카드|2:08/);
  await checkScreen(phone.page, "compensation");
  await phone.take();
  expect(await phone.said()).toContain("750,000원을 돌려드립니다");
  await checkScreen(phone.page, "compensation, taken");
  await reloadUntil(/통신사가 750,000원을 처리했습니다/);
});

it("disputes two more, adds one by hand with a photo, stops, and goes on on another phone", async () => {
  await signIn(phone.page, "/compensation/payments");
  const list = await phone.said();
  for (const words of [
    "ARS (전화로 1번 누르기)",
    "문자 인증번호",
    "PASS 앱",
    "이 회선의 신호를 받고 있었습니다",
  ])
    expect(list).toContain(words);
  await phone.dispute("50,000");
  await phone.dispute("30,000");
  expect(await phone.said()).toContain("지금까지 2건, 모두 80,000원");
  await checkScreen(phone.page, "compensation, payments");

  await press(phone.page.getByRole("link", { name: "목록에 없는 결제 적기" }));
  await checkScreen(phone.page, "compensation, by hand");
  await phone.addByHand({
    day: "2025-09-03",
    time: "03:30",
    amountKrw: "99,000",
    merchant: "<script>alert(1)</script>",
  });
  await phone.open("/claim");
  await press(phone.page.getByRole("link", { name: "사진이나 서류 넣기" }));
  const buffer = await sharp({ create: { width: 600, height: 800, channels: 3, background: "#fff" } })
    .jpeg()
    .toBuffer();
  await phone.addDocument({ name: "청구서.jpg", mimeType: "image/jpeg", buffer });
  expect(await phone.said()).toContain("청구서.jpg");
  await phone.page.context().close();

  phone = new CompensationPage(await newPhonePage(browser), demo.url);
  await signIn(phone.page, "/compensation");
  expect(await phone.said()).toContain("쓰시던 신청서가 있습니다");
  await phone.open("/claim");
  const draft = await phone.said();
  for (const words of ["3건, 모두 179,000원", "<script>alert(1)</script>"]) expect(draft).toContain(words);
  await checkScreen(phone.page, "compensation, claim");
  for (const language of ["en", "zh", "vi"])
    for (const path of ["", "/payments", "/by-hand", "/claim"]) {
      await phone.open(`${path}?lang=${language}`);
      await checkWidths(phone.page, `compensation${path} in ${language}`);
    }
  await phone.open("/claim?lang=ko");
  await phone.send("그 시간에는 자고 있었습니다.");
  claimNumber = /B-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(phone.page.url())?.[0] ?? "";
  expect(await phone.said()).toContain("신청서를 보냈습니다");
  await checkScreen(phone.page, "compensation, sent");
});

it("reads what a reviewer decided of each, and why, and what the carrier did with it", async () => {
  const desk = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: "ko-KR" });
  await desk.goto(`${demo.url}/demo/signin?role=reviewer-1&to=/claims-desk`);
  await press(desk.getByRole("link", { name: claimNumber }));
  // These forms are sent by the console's script, which puts the answer in the page's place.
  await desk.getByRole("button", { name: /내가 맡기/ }).click();
  for (const [won, reason] of [
    ["99,000", "documents_show"],
    ["50,000", "cell_served"],
    ["30,000", "known_merchant"],
  ] as const) {
    const item = desk
      .locator("section.card", { hasText: `${won}원` })
      .filter({ has: desk.locator("select") });
    await item.locator('select[name="reason"]').selectOption(reason);
    await item.getByRole("button", { name: /번 정하기/ }).click();
    await item.getByText("이번:").waitFor();
  }
  await desk.getByRole("button", { name: /149,000원으로 결정하기/ }).click();
  await desk.getByText(/1차 .*149,000원/).waitFor();
  await desk.close();

  await reloadUntil(/통신사가 149,000원을 처리했습니다/);
  expect(await phone.item("99,000")).toContain("99,000원 돌려드림");
  expect(await phone.item("50,000")).toContain("50,000원 돌려드림");
  expect(await phone.item("30,000")).toContain("돌려드리지 않음");
  for (const amount of ["99,000", "50,000", "30,000"]) expect(await phone.item(amount)).toContain("이유");
  // What the carrier's stand-in answered of each: paid in September, they aren't billed yet.
  const paid = /(\d+,000)원: 아직 청구 전이어서 청구하지 않습니다/g;
  expect([...(await phone.said()).matchAll(paid)].map(([, amount]) => amount)).toEqual(["99,000", "50,000"]);
  expect(await phone.said()).toMatch(/10월 18일까지 이의를 내실 수 있습니다/);
  await checkScreen(phone.page, "compensation, decided");
});
