import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DemoPage } from "#tests/pages/demo-page.ts";
import { InboxPage } from "#tests/pages/inbox-page.ts";
import { MessageCheckPage } from "#tests/pages/message-check-page.ts";
import { ResultPage } from "#tests/pages/result-page.ts";
import { VerifyPage } from "#tests/pages/verify-page.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { checkScreen } from "#tests/setup/check-screen.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// Every kind of page, for people who see little, zoom much, or hear the page: axe, narrow phones, text twice
// as large, dark mode.

const peopleSchema = z.array(z.object({ name: z.string(), birthDate: z.string(), link: z.url() }));

let demo: RunningDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function signIn(page: Page, name: string) {
  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  const person = people.find((other) => other.name === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  const verify = new VerifyPage(page);
  await verify.open(person.link);
  await verify.answer(person.birthDate);
  expect(new ResultPage(page).path()).toBe("/result");
}

const go = (path: string) => (page: Page) => page.goto(`${demo.url}${path}`);
const result = (name: string) => (page: Page) => signIn(page, name);

/** How to come to each kind of page, and words that show that one is there. */
const pages: Record<string, [open: (page: Page) => Promise<unknown>, words: string]> = {
  landing: [go("/"), "2025년 불법 초소형 기지국 사고"],
  "not signed in": [go("/signin/refused?why=weak&by=carrier"), "문자 인증번호만으로는"],
  "in no list": [go("/signin/refused?why=no-line&by=carrier"), "명단에 없습니다"],
  "not here": [go("/signin/refused?why=authenticator-young&by=carrier"), "여기서는 할 수 없습니다"],
  "answer with payments, signed in": [
    go("/demo/signin?as=01000000006&level=L2&to=/result"),
    "확인된 결제와 확인 중인 결제",
  ],
  "answer of a young authenticator": [
    go("/demo/signin?as=01000000003&level=L2&to=/result"),
    "이 로그인으로 바꿀 수 있는 것은",
  ],
  "choice of a line": [go("/demo/signin?as=01000000014&level=L2&to=/lines"), "회선 고르기"],
  figures: [go("/figures"), "발표된 숫자와 달라진 점"],
  "figures, date unreadable": [go("/figures?at=yesterday"), "날짜를 알아볼 수 없어"],
  "message check": [go("/message-check"), "받은 문자 전체"],
  "message check, too little (422)": [paste(() => "K7Q2-M4XD"), "이것만으로는 알 수 없습니다"],
  "message check, sender unreadable (422)": [paste((text) => text, "엄마"), "알아볼 수 없습니다"],
  "message check: ours": [paste((text) => text), "저희가 보낸 문자입니다"],
  "message check: our link, other words": [
    paste((text) => text.replace("080-722-0100", "010-1234-5678")),
    "링크는 저희 것이지만",
  ],
  "message check: other link": [
    paste((text) => text.replace("/v/", "/w/")),
    "글은 저희 것과 같지만 링크가 다릅니다",
  ],
  "message check: other sender": [paste((text) => text, "010-1234-5678"), "저희가 쓰는 것이 아닙니다"],
  "message check: changed words": [
    paste((text) => text.replace("/v/", "/w/").replace("080-722-0100", "010-1234-5678")),
    "저희 문자를 본뜬 것으로 보이지만",
  ],
  "message check: unknown": [
    paste(() => "고객님의 유심이 곧 정지됩니다. 지금 바로 앱을 설치하세요. https://evil.example"),
    "저희가 보낸 사고 안내 문자 중에는 없습니다",
  ],
  link: [go("/v/any"), "내 정보 확인"],
  "link, wrong answer (422)": [(page) => answerWrongly(page, "wrong-once", 1), "확인되지 않았습니다"],
  "link, too many (429)": [(page) => answerWrongly(page, "wrong-often", 6), "잠시 멈췄습니다"],
  "answer: payments": [result("정태호"), "무단 소액결제가 있었습니다"],
  "answer: exposed": [result("김영수"), "정보가 유출되었습니다"],
  "answer: signal only": [result("최은영"), "유출은 확인되지 않았습니다"],
  "answer: not exposed": [openUntouched, "확인된 유출이 없습니다"],
  "answer: a minor's": [result("김하린"), "자녀가 쓰는 회선"],
  "link again": [go("/verify"), "문자의 링크를 다시 열어 주세요"],
  "sign out": [go("/signout"), "다른 사람과 함께 쓰는 휴대폰이라면"],
  "signed out": [
    async (page) => {
      await signIn(page, "최은영");
      await new ResultPage(page).signOut();
    },
    "나갔습니다",
  ],
  "no such page": [go("/nowhere"), "없는 화면입니다"],
  demo: [go("/demo"), "People to try"],
  "demo, clock refused": [go("/demo?clock=refused"), "forward only"],
  inbox: [go("/demo/inbox?to=01000000001"), "개인정보 침해사고 안내"],
  "empty inbox": [go("/demo/inbox?to=01000000011"), "No text yet"],
};

/** A text of the demo as someone forged it, checked. */
function paste(forge: (text: string) => string, sender = "") {
  return async (page: Page) => {
    const inbox = new InboxPage(page, demo.url);
    await inbox.open("01000000001");
    const [text = ""] = await inbox.texts();
    const messageCheck = new MessageCheckPage(page, demo.url);
    await messageCheck.open();
    await messageCheck.check(forge(text), sender);
  };
}

/** Nobody is texted about what isn't theirs; this line's link stands in for one sent on request. */
async function openUntouched(page: Page) {
  const { databaseUrl } = z
    .object({ databaseUrl: z.string() })
    .parse(JSON.parse(await readFile(path.join(demo.dataDir, "demo.json"), "utf8")));
  const database = new pg.Client(databaseUrl);
  await database.connect();
  await database.query(
    `insert into links (subscriber_id, version, token_hash, issued_at, expires_at)
     select id, 1, $1, '2025-09-18', '2025-10-18' from subscribers where subscriber_ref = 'S-000014'
     on conflict do nothing`,
    [createHash("sha256").update("untouched").digest()],
  );
  await database.end();
  const verify = new VerifyPage(page);
  await verify.open(`${demo.url}/v/untouched`);
  await verify.answer("19830815");
}

async function answerWrongly(page: Page, token: string, times: number) {
  const verify = new VerifyPage(page);
  await verify.open(`${demo.url}/v/${token}`);
  for (let time = 0; time < times; time += 1) {
    if ((await page.locator("#birthDate").count()) === 0) return;
    await verify.answer("19000101");
  }
}

/** A page without the phone's own zooming-out, which would hide what is too wide. */
async function newNarrowPage(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
    locale: "ko-KR",
  });
  return context.newPage();
}

async function checkPage(page: Page, words: string) {
  expect(await page.locator("body").innerText()).toContain(words);
  await checkScreen(page, words);
}

describe("every page can be read and used", () => {
  it.each(Object.entries(pages))("%s", async (_, [open, words]) => {
    const page = await newNarrowPage();
    await open(page);
    await checkPage(page, words);
    await page.context().close();
  });

  it.each([
    ["Grace Davies", "en", "Data of this line was leaked"],
    ["王芳", "zh", "此线路的信息已泄露"],
    ["Nguyễn Thị Mai", "vi", "Thông tin của thuê bao này đã bị lộ"],
  ])("the answer of %s, in %s", async (name, language, words) => {
    const page = await newNarrowPage();
    await signIn(page, name);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    await checkPage(page, words);
    await page.context().close();
  });

  it("is drawn in dark where the phone asks for that", async () => {
    const context = await browser.newContext({ colorScheme: "dark" });
    const page = await context.newPage();
    await page.goto(demo.url);
    const background = await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    expect(background).toBe("rgb(18, 24, 21)");
    await context.close();
  });

  it("asks no other site for anything", async () => {
    const page = await newPhonePage(browser, { javaScript: true });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const path of ["/", "/figures", "/message-check", "/v/any", "/verify", "/demo", "/demo/inbox"])
      await page.goto(demo.url + path);
    await signIn(page, "정태호");
    expect(asked.length).toBeGreaterThan(6);
    expect(asked.filter((url) => !url.startsWith(`${demo.url}/`))).toEqual([]);
    await page.context().close();
  });

  // Last, since the clock moves forward only.
  it("answer: cleared", async () => {
    const page = await newNarrowPage();
    await new DemoPage(page, demo.url).moveClock("2025-09-19T12:00");
    await new InboxPage(page, demo.url).waitForTexts("01000000012", 2);
    await signIn(page, "임창수");
    await checkPage(page, "잘못 포함되었습니다");
    await page.context().close();
  });
});
