import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { days, promises, told, verdicts } from "#tests/e2e/people-told.ts";
import { DemoPage } from "#tests/pages/demo-page.ts";
import { InboxPage } from "#tests/pages/inbox-page.ts";
import { ResultPage } from "#tests/pages/result-page.ts";
import { VerifyPage } from "#tests/pages/verify-page.ts";
import { press } from "#tests/pages/press.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// A subscriber's whole way on a phone of 390 px with scripts off: text, link, birth date, answer, and away
// from a shared phone.

const peopleSchema = z.array(
  z.object({
    name: z.string(),
    msisdn: z.string(),
    birthDate: z.string(),
    story: z.string(),
    link: z.url().nullable(),
  }),
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

const listPeople = async () => peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());

async function personCalled(name: string) {
  const person = (await listPeople()).find((other) => other.name === name);
  if (!person?.link) throw new Error(`${name} has no link`);
  return { ...person, link: person.link };
}

async function onAPhone(work: (page: Page) => Promise<void>, locale = "ko-KR") {
  const page = await newPhonePage(browser, { locale });
  try {
    await work(page);
  } finally {
    await page.context().close();
  }
}

async function signIn(page: Page, name: string) {
  const { link, birthDate } = await personCalled(name);
  const verify = new VerifyPage(page);
  await verify.open(link);
  await verify.answer(birthDate);
  return new ResultPage(page);
}

describe("from the text to the answer, on 18 September", () => {
  it("lists the same people as people.json, each with a link", async () => {
    const people = await listPeople();
    expect(people.map(({ name }) => name).sort()).toEqual(Object.keys(told).sort());
    for (const { link, name } of people)
      expect(link, name).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v\/[\w-]{22}$/);
  });

  it.each(Object.entries(told))("%s", async (name, { msisdn, language, verdict, says }) => {
    const { birthDate, link } = await personCalled(name);
    await onAPhone(async (page) => {
      const demoPage = new DemoPage(page, demo.url);
      await demoPage.open();
      await demoPage.openTextsOf(name);
      expect(page.url()).toContain(msisdn);
      await press(page.locator(`article a[href="${link}"]`));

      const verify = new VerifyPage(page);
      // In the phone's language, which for the page behind the link is all that is known.
      expect(await page.locator("html").getAttribute("lang")).toBe("ko");
      await verify.answer(birthDate);

      const result = new ResultPage(page);
      expect(result.path()).toBe("/result");
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect(await result.verdict()).toBe(verdict);
      const text = await result.text();
      for (const words of says)
        if (typeof words === "string") expect(text).toContain(words);
        else expect(text).toMatch(words);
      for (const day of [days.first, days.second]) expect(text).toContain(day[language]);
      expect(text).toContain("080-722-0100");
      expect(text).not.toMatch(promises);
      // Nothing of the person's own is shown, and no one else's either.
      const html = await page.content();
      expect(html).not.toContain(name);
      for (const person of await listPeople()) expect(html).not.toContain(person.msisdn);
    });
  });

  it("sends a minor's text to the guardian, and none to the child", async () => {
    await onAPhone(async (page) => {
      const inbox = new InboxPage(page, demo.url);
      await inbox.open("01000000011");
      expect(await inbox.texts()).toEqual([]);
      await inbox.open("01000000014");
      expect((await inbox.texts())[0]).toContain("자녀 회선에 대한 안내입니다");
    });
  });

  it("opens to no other date than the line's own", async () => {
    await onAPhone(async (page) => {
      const { link } = await personCalled("윤지우");
      const verify = new VerifyPage(page);
      await verify.open(link);
      await verify.answer("19990910");
      expect(await verify.problem.innerText()).toContain("확인되지 않았습니다");
      expect(new URL(page.url()).pathname).toMatch(/^\/v\//);
      // Then the right one, as people write it.
      await verify.answer("1999. 9. 9.");
      expect(new ResultPage(page).path()).toBe("/result");
    });
  });
});

describe("what the answer says of the remedies", () => {
  it("a USIM swap replaces the IMSI and never the IMEI, and what stays is said", async () => {
    await onAPhone(async (page) => {
      const result = await signIn(page, "김영수");
      const [yes, no] = ["유심을 교체하면 새것으로 바뀝니다", "유심을 교체해도 바뀌지 않습니다"];
      expect(await result.item("가입자식별번호(IMSI)").innerText()).toContain(yes);
      const imei = await result.item("단말기식별번호(IMEI)").innerText();
      expect(imei).toContain(no);
      expect(imei).not.toContain(yes);
      expect(await result.item("휴대폰 번호").innerText()).toContain(no);

      const limits = await result.section("알아 두실 한계").innerText();
      expect(limits).toMatch(/단말기식별번호\(IMEI\), 휴대폰 번호: 위의 조치를 모두 해도 그대로 남습니다/);
      expect(limits).toContain("'이제 안전하다'고 말씀드릴 수 없습니다");
      expect(await result.section("유출되지 않은 것").innerText()).toContain("인증키(Ki)");
    });
  });

  it("links to no page that isn't there yet", async () => {
    await onAPhone(async (page) => {
      await signIn(page, "정태호");
      const targets = await page
        .locator("a[href]")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      for (const target of targets) {
        if (target?.startsWith("tel:") || target?.startsWith("#") || target?.startsWith("?")) continue;
        const answer = await fetch(`${demo.url}${target ?? ""}`, { redirect: "manual" });
        // What needs a session leads to where one begins.
        const to = answer.status === 303 ? (answer.headers.get("location") ?? "") : "";
        if (answer.status !== 303) expect(answer.status, String(target)).toBe(200);
        else
          expect(to, String(target)).toMatch(
            /^\/verify$|^\/signin\/carrier\?|^http:\/\/localhost:\d+\/auth\?/,
          );
      }
    });
  });
});

describe("a session", () => {
  it("says when it closes, and the button for more time stays on the answer", async () => {
    await onAPhone(async (page) => {
      const result = await signIn(page, "홍순자");
      const before = await result.closesAt();
      await result.extend();
      expect(result.path()).toBe("/result");
      expect(await result.verdict()).toBe(verdicts.ko.exposed);
      expect((await result.closesAt()) >= before).toBe(true);
    });
  });

  it("changes language without losing the answer, and remembers it", async () => {
    await onAPhone(async (page) => {
      const result = await signIn(page, "홍순자");
      await result.chooseLanguage("English");
      expect(await result.verdict()).toBe(verdicts.en.exposed);
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      await result.extend();
      expect(await result.verdict()).toBe(verdicts.en.exposed);
      await result.chooseLanguage("Tiếng Việt");
      expect(await result.verdict()).toBe(verdicts.vi.exposed);
      await page.goto(`${demo.url}/`);
      expect(await page.locator("html").getAttribute("lang")).toBe("vi");
    });
  });

  it("keeps a language that was chosen on the page of the link, against the line's own", async () => {
    await onAPhone(async (page) => {
      const { link, birthDate } = await personCalled("Grace Davies");
      const verify = new VerifyPage(page);
      await verify.open(`${link}?lang=zh`);
      await verify.answer(birthDate);
      expect(await new ResultPage(page).verdict()).toBe(verdicts.zh.exposed);
    });
  });

  it("leaves nothing on a shared phone: after signing out, Back shows nothing personal", async () => {
    await onAPhone(async (page) => {
      const result = await signIn(page, "정태호");
      expect(await result.text()).toContain("880,000");
      await result.signOut();
      expect(await page.locator("h1").innerText()).toBe("나갔습니다");
      expect(await page.context().cookies()).toEqual([]);
      for (let steps = 0; steps < 4; steps += 1) {
        await page.goBack({ timeout: 5_000 }).catch(() => null);
        expect(await page.content()).not.toMatch(/880,000|무단 소액결제가|유출되었습니다|IMSI/);
      }
      await page.goto(`${demo.url}/result`);
      expect(new URL(page.url()).pathname).toBe("/verify");
    });
  });
});

describe("when the clock moves to 19 September", () => {
  it("the cleared person gets a new text, reads that they were wrongly counted, and what was said before", async () => {
    await onAPhone(async (page) => {
      const inbox = new InboxPage(page, demo.url);
      const demoPage = new DemoPage(page, demo.url);
      const old = await personCalled("임창수");
      await inbox.open(old.msisdn);
      expect(await inbox.texts()).toHaveLength(1);

      await demoPage.moveClock("2025-09-19T12:00");
      expect(await demoPage.now()).toMatch(/^2025-09-19 12:0/);
      await inbox.waitForTexts(old.msisdn, 2);
      const [newest] = await inbox.texts();
      expect(newest).toContain("확인 결과가 달라져 다시 알려 드립니다");
      // The text itself doesn't say which: it may be read by others.
      expect(newest).not.toMatch(/잘못 포함|임창수/);

      const verify = new VerifyPage(page);
      await verify.open(old.link);
      await verify.answer(old.birthDate);
      expect(await verify.problem.innerText()).toContain("가장 최근에 받은 문자의 링크인지");

      await inbox.open(old.msisdn);
      await press(inbox.links().first());
      await verify.answer(old.birthDate);
      const result = new ResultPage(page);
      expect(await result.verdict()).toBe(verdicts.ko.cleared);
      const text = await result.text();
      expect(text).toContain("2025년 9월 19일에 이 회선이 유출 대상에서 빠졌습니다");
      expect(text).toContain("앞서 유출될 수 있다고 알려 드린 것은 잘못이었습니다");
      expect(text).not.toMatch(promises);
      const history = await result.section("언제 무엇을 알려 드렸나요").innerText();
      expect(history).toMatch(
        new RegExp(
          `9월 11일[^]*9월 18일[^]*${verdicts.ko.signal_only}[^]*9월 19일[^]*${verdicts.ko.cleared}`,
        ),
      );
      expect(history.match(/에 문자를 보냈습니다/g)).toHaveLength(2);
    });
  });

  it("moves forward only", async () => {
    await onAPhone(async (page) => {
      const demoPage = new DemoPage(page, demo.url);
      await demoPage.moveClock("2025-09-18T21:00");
      expect(await page.getByRole("alert").innerText()).toContain("forward only");
      expect(await demoPage.now()).toMatch(/^2025-09-19/);
    });
  });

  it("nobody else gets a text, since nothing is new for them", async () => {
    const people = await listPeople();
    expect(people).toHaveLength(13);
    await onAPhone(async (page) => {
      const inbox = new InboxPage(page, demo.url);
      for (const [name, texts] of [
        ["김영수", 2],
        ["최은영", 1],
        ["박민준", 1],
      ] as const) {
        await inbox.open((await personCalled(name)).msisdn);
        expect(await inbox.texts(), name).toHaveLength(texts);
      }
      const result = await signIn(page, "김영수");
      expect(await result.verdict()).toBe(verdicts.ko.exposed);
      expect(await result.section("달라진 점").innerText()).toContain(
        "2025년 9월 19일 발표로는 달라진 것이 없습니다",
      );
    });
  });
});
