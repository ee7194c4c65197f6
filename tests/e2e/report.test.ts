import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DemoPage } from "#tests/pages/demo-page.ts";
import { press } from "#tests/pages/press.ts";
import { ReportPage } from "#tests/pages/report-page.ts";
import { VerifyPage } from "#tests/pages/verify-page.ts";
import { axeViolations, launchBrowser } from "#tests/setup/browser.ts";
import { checkScreen, checkWidths } from "#tests/setup/check-screen.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// Somebody reports what happened, on a phone of 390 px with scripts off; an agent answers at a desk of 1280
// px; the one who reported reads it.

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

/** Without the phone's own zooming-out, which would hide what is too wide. */
async function onAPhone(work: (page: Page, report: ReportPage) => Promise<void>, locale = "ko-KR") {
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ viewport, locale, javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    await work(page, new ReportPage(page, demo.url));
  } finally {
    await context.close();
  }
}

async function signIn(page: Page, name: string) {
  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  const person = people.find((other) => other.name === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  const verify = new VerifyPage(page);
  await verify.open(person.link);
  await verify.answer(person.birthDate);
}

describe.each([
  ["ko-KR", "접수되었습니다", "무슨 일이 있었는지 적어 주세요", "24시간 안에", "김영수"],
  ["en-GB", "Your report is filed", "Write what happened", "within 24 hours", "Grace Davies"],
  ["zh-CN", "报告已提交", "请写下发生了什么", "24小时内", "王芳"],
  ["vi-VN", "Đã nhận báo cáo", "Xin viết chuyện gì đã xảy ra", "trong 24 giờ", "Nguyễn Thị Mai"],
])("in %s", (locale, filed, problem, within, name) => {
  const check = locale === "ko-KR" ? checkScreen : checkWidths;
  it("anybody reports, is told what is missing, and gets a number", async () => {
    await onAPhone(async (page, report) => {
      await report.open();
      await checkScreen(page, "the form");
      expect(await page.locator("#amount").isVisible()).toBe(false);
      await report.choose("unlisted_payment");
      await page.locator("#amount").fill("49,500");
      await check(page, "the form, a payment");
      await report.tell(" ");
      await report.send();
      expect(await report.problem()).toContain(problem);
      expect(await page.locator("#amount").inputValue()).toBe("49,500");
      await check(page, "what is missing");

      await report.tell("49,500");
      await report.send();
      expect(await report.heading()).toBe(filed);
      expect(await report.caseNumber()).toMatch(/^R-\w{4}-\w{4}$/);
      expect(await page.locator("main").innerText()).toContain(within);
      await check(page, "the number");
    }, locale);
  });

  it("a subscriber follows it under their requests", async () => {
    await onAPhone(async (page, report) => {
      await signIn(page, name);
      await page.goto(`${demo.url}/requests`);
      await check(page, "no requests yet");
      await press(page.locator("main a[href='/report']"));
      await check(page, "the form with a session");
      await report.choose("logged_out");
      await report.tell("KakaoTalk");
      await report.send();
      const caseNumber = await report.caseNumber();
      await press(page.locator("main a[href='/requests']"));
      expect(await page.locator("main").innerText()).toContain(caseNumber);
      await check(page, "requests");
    }, locale);
  });
});

describe("an agent", () => {
  it("takes a report by keys, answers it, and the subscriber reads the answer and who was at it", async () => {
    let caseNumber = "";
    const markup = `"><script>document.title = "run"</script><img src="/favicon.svg" onload="document.title = 'run'">`;
    await onAPhone(async (page, report) => {
      await signIn(page, "정태호");
      await report.open();
      await report.choose("suspicious_call");
      await report.tell(`경찰이라며 돈을 보내라고 했습니다. ${markup}`);
      await report.send();
      caseNumber = await report.caseNumber();
    });

    const desk = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "ko-KR" });
    await desk.goto(`${demo.url}/demo/signin?role=agent&to=/call-center/reports`);
    expect(new URL(desk.url()).pathname).toBe("/call-center/reports");
    expect(await axeViolations(desk)).toEqual([]);
    await press(desk.getByRole("link", { name: caseNumber }));
    expect(await desk.locator(".message").first().innerText()).toContain("<script>");
    expect(await desk.title()).not.toBe("run");
    expect(await axeViolations(desk)).toEqual([]);
    await Promise.all([desk.waitForEvent("load"), desk.keyboard.press("KeyT")]);
    await desk.keyboard.press("KeyR");
    await desk.keyboard.type("Do not pay.");
    expect(await desk.locator("#answer").inputValue()).toBe("Do not pay.");
    expect(await axeViolations(desk)).toEqual([]);
    await press(desk.getByRole("button", { name: "답변하기" }));
    await Promise.all([desk.waitForEvent("load"), desk.keyboard.press("KeyX")]);
    expect(await desk.locator("main").innerText()).toContain("종결된 사건입니다");
    await desk.context().close();

    await onAPhone(async (page) => {
      await signIn(page, "정태호");
      await press(page.locator("main a[href='/requests']").first());
      const text = await page.locator("main").innerText();
      for (const words of ["Do not pay.", "끝난 건입니다", "신고에 답함", "신고 내용을 봄", "상담원"])
        expect(text).toContain(words);
      await checkScreen(page, "an answer");
    });
  });
});

// Last, since the clock moves forward only.
it("what was written while the session ended is given back to the same line after signing in again", async () => {
  await onAPhone(async (page, report) => {
    await signIn(page, "김영수");
    await report.open();
    await report.choose("suspicious_message");
    await report.tell("천천히 적은 긴 이야기");
    const other = await page.context().newPage();
    await new DemoPage(other, demo.url).moveClock("2025-09-18T23:00");
    await report.send();
    expect(new URL(page.url()).pathname).toBe("/verify");
    expect(await page.locator("main").innerText()).toContain("30분 동안 안전하게 보관합니다");
    await signIn(page, "김영수");
    expect(new URL(page.url()).pathname).toBe("/report");
    expect(await page.locator("main").innerText()).toContain("쓰신 글은 보관했습니다");
    expect(await page.locator("#what").inputValue()).toBe("천천히 적은 긴 이야기");
    await checkScreen(page, "what was kept");
    await report.send();
    expect(await report.heading()).toBe("접수되었습니다");
  });
});
