import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { result } from "#app/locales/result.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { CallCenterPage } from "#tests/pages/call-center-page.ts";
import { InboxPage } from "#tests/pages/inbox-page.ts";
import { press } from "#tests/pages/press.ts";
import { ResultPage } from "#tests/pages/result-page.ts";
import { VerifyPage } from "#tests/pages/verify-page.ts";
import { axeViolations, launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// A whole call: the agent at 1280 px by keys alone, the caller beside them at 390 px with scripts off.

const peopleSchema = z.array(
  z.object({ name: z.string(), msisdn: z.string(), birthDate: z.string(), link: z.url().nullable() }),
);

let demo: RunningDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function personCalled(name: string) {
  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  const person = people.find((other) => other.name === name);
  if (!person?.link) throw new Error(`${name} has no link`);
  return { ...person, link: person.link };
}

const newDesk = (options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko-KR", ...options });

async function anAgent(role = "agent", options = {}) {
  const center = new CallCenterPage(await (await newDesk(options)).newPage(), demo.url);
  await center.signIn(role);
  return center;
}

/** By the newest link that the person was sent. */
async function signedInPhone(name: string, on?: Page) {
  const { link, birthDate } = await personCalled(name);
  const phone = on ?? (await newPhonePage(browser));
  const verify = new VerifyPage(phone);
  await verify.open(link);
  await verify.answer(birthDate);
  expect(new ResultPage(phone).path()).toBe("/result");
  return phone;
}

async function expectNoViolations(page: Page, name: string) {
  expect(await axeViolations(page, { colorSchemes: ["light", "dark"] }), name).toEqual([]);
}

describe("a call", () => {
  it("by keys alone: found, checked, explained, link sent, report filed, told, and the next caller", async () => {
    const center = await anAgent();
    const { msisdn, name, birthDate } = await personCalled("Nguyễn Thị Mai");
    await expectNoViolations(center.page, "start");

    await center.press("n");
    expect([center.path(), await center.focused()]).toEqual(["/call-center#number", "number"]);
    await center.type(msisdn);
    await expectNoViolations(center.page, "found");
    expect(await center.focused()).toBe("first");
    await center.press("Enter");
    expect(center.path()).toBe("/call-center/call");

    // Unchecked: masked, a script in the caller's language, and nothing of the answer.
    const unchecked = await center.text();
    expect(unchecked).toContain("N*** T*** M***");
    expect(unchecked).toContain("Cảm ơn quý khách đã gọi");
    expect(unchecked).toContain("전화 주셔서 감사합니다");
    for (const source of [unchecked, await center.page.content()])
      for (const words of [name, msisdn, birthDate, "IMSI", "GUTI", "đã bị lộ"])
        expect(source).not.toContain(words);
    await expectNoViolations(center.page, "unchecked");

    // The caller, beside it.
    const phone = await signedInPhone(name);
    await press(phone.locator('a[href="/call-code"]'));
    await expectNoViolations(phone, "before the code");
    await press(phone.locator("main > form button"));
    await expectNoViolations(phone, "the code");
    const code = await phone.locator("h1").innerText();
    expect(code).toMatch(/^\d{3} \d{3}$/);

    await center.page.keyboard.press("c");
    await center.type(code === "123 456" ? "654 321" : "123 456");
    expect(await center.problem()).toContain("맞지 않는 번호입니다");
    await expectNoViolations(center.page, "wrong code");
    await center.page.keyboard.press("c");
    await center.type(code);
    expect(await center.said()).toContain("본인이 확인되었습니다");
    expect(await center.caller().innerText()).toContain("본인 확인됨");
    await expectNoViolations(center.page, "checked");

    // What both read is the same, word for word.
    await phone.goto(`${demo.url}/result`);
    for (const heading of ["h1", "h2", "h3"]) {
      const theirs = await phone
        .locator(`main section:not(:has(a[href="/call-code"], a[href^="/signin"])) ${heading}`)
        .allInnerTexts();
      expect(await center.callerPage().locator(heading).allInnerTexts()).toEqual(theirs);
    }
    const steps = `section:has(> h2:text-is("${result.steps_title.vi}"))`;
    const words = await phone.locator(steps).innerText();
    expect(words).toContain(usimSwap.here.vi);
    expect(await center.callerPage().locator(steps).innerText()).toBe(words);
    expect(await center.callerPage().locator('a[href^="/"]').count()).toBe(0);
    expect(await center.callerPage().getAttribute("lang")).toBe("vi");

    // The caller makes sure of the agent.
    await center.press("g");
    const agentCode = await center.agentCode();
    await press(phone.locator('a[href="/agent-check"]'));
    await expectNoViolations(phone, "agent check");
    await phone.locator("#code").fill(agentCode);
    await press(phone.locator("form.card button"));
    expect(await phone.locator("h1").innerText()).toContain("Nhân viên của chúng tôi đang trong cuộc gọi");
    expect(await phone.locator("main").innerText()).toContain("có kẻ đang mạo danh quý khách");
    await expectNoViolations(phone, "ours");
    await phone.locator("#code").fill(agentCode === "000 000" ? "000001" : "000000");
    await press(phone.locator("form.card button"));
    expect(await phone.locator("h1").innerText()).toBe("Không, chúng tôi không xác nhận được");
    await expectNoViolations(phone, "not ours");

    // Acts: link, unmask, report.
    await center.press("l");
    expect(await center.said()).toContain("링크를 다시 보냈습니다");
    await center.page.keyboard.press("u");
    expect(await center.focused()).toBe("field");
    await center.page.locator("#field").selectOption("birth_date");
    await center.page.locator("#reason").fill("반송된 우편의 수취인을 확인하기 위해");
    await center.press("Enter");
    expect(await center.caller().innerText()).toContain(birthDate);
    expect(await center.caller().innerText()).not.toContain(name);
    await center.page.keyboard.press("p");
    await center.page.locator("#what").fill("통신사라며 앱 설치를 요구하는 전화를 받음");
    await press(center.page.getByRole("button", { name: "접수하기" }));
    const caseNumber = /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await center.said())?.[0] ?? "";
    await expectNoViolations(center.page, "report filed");

    // Wrapped up, and the next caller in one key.
    await center.page.keyboard.press("w");
    expect(await center.focused()).toBe("outcome");
    await center.page.locator("#outcome").selectOption("answered");
    await center.page.keyboard.press("Escape");
    await center.press("n");
    expect([center.path(), await center.focused()]).toEqual(["/call-center#number", "number"]);
    await center.page.keyboard.press("Escape");
    await center.page.keyboard.press("r");
    await center.type(caseNumber);
    expect(await center.text()).toContain("N*** T*** M***");

    // The new link closed what the old one had opened. The subscriber was told on their own phone, comes in by
    // the new one, and sees the case, who looked, and why.
    await phone.goto(`${demo.url}/result`);
    expect(new URL(phone.url()).pathname).toBe("/verify");
    await new InboxPage(phone, demo.url).waitForTexts(msisdn, 3);
    await (await signedInPhone(name, phone)).goto(`${demo.url}/requests`);
    const requests = await phone.locator("main").innerText();
    expect(requests).toContain(caseNumber);
    expect(requests).toContain("반송된 우편의 수취인을 확인하기 위해");
    await phone.context().close();
    await center.page.context().close();
  });

  it("is answered in the caller's language, chosen by links, with scripts off", async () => {
    const center = await anAgent("agent-2", { javaScriptEnabled: false });
    const { page } = center;
    await page.locator("#name").fill("王 芳");
    await page.locator("#birthDate").fill("1993-10-01");
    await press(page.locator("form", { has: page.locator("#name") }).getByRole("button"));
    await press(page.getByRole("button", { name: /열기/ }));
    expect(await center.text()).toContain("感谢您的来电");
    for (const [language, words] of [
      ["English", "Thank you for calling"],
      ["Tiếng Việt", "Cảm ơn quý khách đã gọi"],
      ["한국어", "전화 주셔서 감사합니다"],
    ] as const) {
      await press(page.getByRole("navigation", { name: "통화 언어" }).getByRole("link", { name: language }));
      expect(await center.text()).toContain(words);
      expect(await page.locator("html").getAttribute("lang")).toBe("ko");
    }
    await page.locator("#outcome").selectOption("not_checked");
    await press(page.getByRole("button", { name: "끝내기", exact: true }));
    expect(center.path()).toBe("/call-center");
    await page.context().close();
  });
});

describe("the carrier's app", () => {
  /** What the carrier asks that person now, answered. */
  async function answerInApp(name: string, answer: string) {
    const phone = await newPhonePage(browser);
    await phone.goto(`${demo.url}/demo`);
    const person = phone.locator("li", { has: phone.getByRole("heading", { name, exact: true }) });
    await press(person.getByRole("link", { name: /^Calls to confirm/ }));
    await press(phone.getByRole("button", { name: answer }));
    await phone.context().close();
  }

  it.each([
    ["이정희", "예, 통화 중입니다", "본인 확인됨 (통신사 앱"],
    ["강수진", "아니요", "본인 확인 전"],
  ])("asked about %s, who answers %s", async (name, answer, check) => {
    const center = await anAgent("agent-2");
    const { page } = center;
    await page.locator("#number").fill((await personCalled(name)).msisdn);
    await center.press("Enter");
    await center.press("Enter");
    await center.press("a");
    expect(await center.said()).toContain("질문을 보냈습니다");
    await center.press("r");
    expect(await center.problem()).toContain("아직 답이 없습니다");
    await answerInApp(name, answer);
    await center.press("r");
    expect(await center.caller().innerText()).toContain(check);
    expect(await center.callerPage().count()).toBe(answer === "아니요" ? 0 : 1);
    if (answer === "아니요") expect(await center.problem()).toContain("더 묻지 않습니다");
    await page.locator("#outcome").selectOption("other");
    await press(page.getByRole("button", { name: "끝내기", exact: true }));
    await page.context().close();
  });
});

describe("on a small phone", () => {
  it.each(["/call-code", "/agent-check"])("%s fits 320 px, and text of 200 %", async (path) => {
    const phone = await signedInPhone("홍순자");
    const context = await browser.newContext({
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
      storageState: await phone.context().storageState(),
    });
    const page = await context.newPage();
    const sticksOut = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.goto(demo.url + path);
    if (path === "/call-code") await press(page.locator("main > form button"));
    expect(await sticksOut()).toBe(0);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await sticksOut()).toBe(0);
    await context.close();
    await phone.context().close();
  });
});

describe("everyone else", () => {
  it.each(["auditor", "operator", "store", "reviewer"])("a %s gets no call", async (role) => {
    const context = await newDesk();
    const page = await context.newPage();
    const answer = await page.goto(`${demo.url}/demo/signin?role=${role}&to=/call-center`);
    expect(answer?.status()).toBe(403);
    await context.close();
  });
});
