import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { InboxPage } from "#tests/pages/inbox-page.ts";
import { MessageCheckPage } from "#tests/pages/message-check-page.ts";
import { press } from "#tests/pages/press.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// Someone frightened by a text asks whether it is ours, on a phone of 390 px with scripts off.

let demo: RunningDemo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function onAPhone(
  work: (page: Page, messageCheck: MessageCheckPage) => Promise<void>,
  locale = "ko-KR",
) {
  const page = await newPhonePage(browser, { locale });
  try {
    await work(page, new MessageCheckPage(page, demo.url));
  } finally {
    await page.context().close();
  }
}

/** The text as it is shown on the phone that it came to. */
async function textTo(page: Page, msisdn: string) {
  const inbox = new InboxPage(page, demo.url);
  await inbox.open(msisdn);
  const [text] = await inbox.texts();
  if (!text) throw new Error(`${msisdn} has no text`);
  return text;
}

const linkIn = (text: string) => /http\S+/.exec(text)?.[0] ?? "";

const korean = "01000000001";
const readers = [
  [korean, "ko-KR", "저희가 보낸 문자입니다", "저희가 보낸 문자가 아닙니다"],
  ["01000000008", "en-GB", "We sent this text", "We did not send this text"],
  ["01000000009", "zh-CN", "这是我们发送的短信", "这不是我们发送的短信"],
  ["01000000010", "vi-VN", "Đây là tin nhắn do chúng tôi gửi", "Tin nhắn này không phải do chúng tôi gửi"],
  // A guardian's, about a child.
  ["01000000014", "ko-KR", "저희가 보낸 문자입니다", "저희가 보낸 문자가 아닙니다"],
] as const;

describe.each(readers)("the text to %s, read in %s", (msisdn, locale, ours, notOurs) => {
  it("is ours, and what to expect of its link is said", async () => {
    await onAPhone(async (page, messageCheck) => {
      const text = await textTo(page, msisdn);
      await messageCheck.open();
      await messageCheck.check(text, "080-722-0100");
      expect(await messageCheck.answer()).toBe(ours);
      expect(await messageCheck.why()).toContain(`${demo.url}/`);
      expect(page.url()).toBe(`${demo.url}/message-check`);
      expect(await messageCheck.pasted()).toBe(text);
    }, locale);
  });

  it("with one changed character in its link is not, and where to call is said", async () => {
    await onAPhone(async (page, messageCheck) => {
      const text = await textTo(page, msisdn);
      const link = linkIn(text);
      await messageCheck.open();
      for (const at of [8, link.length - 22, link.length - 1]) {
        const other = link.charAt(at) === "7" ? "8" : "7";
        await messageCheck.check(text.replace(link, link.slice(0, at) + other + link.slice(at + 1)));
        expect(await messageCheck.answer(), `character ${at}`).toBe(notOurs);
      }
      for (const number of ["118", "0807220100"])
        expect(await page.locator(`main a[href="tel:${number}"]`).count()).toBe(1);
    }, locale);
  });
});

describe("what forgers do", () => {
  const words = "[안심텔레콤] 고객님의 유심이 곧 정지됩니다. 지금 바로 아래 주소에서 인증번호를 넣으세요.";

  it("a genuine link in forged words is called that", async () => {
    await onAPhone(async (page, messageCheck) => {
      const text = await textTo(page, korean);
      await messageCheck.open();
      await messageCheck.check(`${words}\n${linkIn(text)}`);
      expect(await messageCheck.answer()).toBe("링크는 저희 것이지만, 글은 저희가 보낸 것이 아닙니다");
      // One digit of a telephone number is enough.
      await messageCheck.check(text.replace("080-722-0100", "080-722-0190"));
      expect(await messageCheck.answer()).toBe("링크는 저희 것이지만, 글은 저희가 보낸 것이 아닙니다");
    });
  });

  it("a forged sender of a genuine text is found, and the right one is not", async () => {
    await onAPhone(async (page, messageCheck) => {
      const text = await textTo(page, korean);
      await messageCheck.open();
      await messageCheck.check(text, "010-1234-5678");
      expect(await messageCheck.answer()).toBe("저희가 보낸 문자가 아닙니다");
      expect(await messageCheck.why()).toContain("적어 주신 번호나 주소는 저희가 쓰는 것이 아닙니다");
      await messageCheck.check(text, "+82 80-722-0100");
      expect(await messageCheck.answer()).toBe("저희가 보낸 문자입니다");
    });
  });

  it("a genuine code is called genuine neither alone nor under other words", async () => {
    await onAPhone(async (page, messageCheck) => {
      const code = (await textTo(page, korean)).split("\n").at(-1) ?? "";
      expect(code).toMatch(/^문자 확인 번호 \w{4}-\w{4}$/);
      await messageCheck.open();
      for (const alone of [code, code.slice(-9)]) {
        await messageCheck.check(alone);
        expect(await messageCheck.problem()).toContain("이것만으로는 알 수 없습니다");
        expect(await messageCheck.pasted()).toBe(alone);
      }
      await messageCheck.check(`${words}\n${code}`);
      expect(await messageCheck.answer()).toBe("저희가 보낸 문자가 아닙니다");
      expect(await messageCheck.why()).toContain("저희 문자를 본뜬 것");
    });
  });
});

it("is found from the start page, and from the page behind a link, without going through it", async () => {
  await onAPhone(async (page, messageCheck) => {
    for (const path of ["/", "/v/any"]) {
      await page.goto(demo.url + path);
      await press(page.locator("main a[href='/message-check']"));
      expect(await messageCheck.answer()).toBe("받은 문자가 저희 것인지 확인");
    }
  });
});
