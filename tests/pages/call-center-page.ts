import type { Page } from "playwright-core";

/** The call center's console, worked by its keys. */
export class CallCenterPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  signIn(role: string) {
    return this.page.goto(`${this.url}/demo/signin?role=${role}&to=/call-center`);
  }

  /** Presses keys that lead to another page, and waits until it is there. */
  async press(...keys: string[]) {
    const loaded = this.page.waitForEvent("load");
    for (const key of keys) await this.page.keyboard.press(key);
    await loaded;
  }

  async type(text: string) {
    await this.page.keyboard.insertText(text);
    await this.press("Enter");
  }

  focused() {
    return this.page.evaluate(() => document.activeElement?.id ?? "");
  }

  path() {
    const { pathname, hash } = new URL(this.page.url());
    return pathname + hash;
  }

  text() {
    return this.page.locator("main").innerText();
  }

  said() {
    return this.page.getByRole("status").innerText();
  }

  problem() {
    return this.page.getByRole("alert").innerText();
  }

  caller() {
    return this.page.locator("section", { has: this.page.getByRole("heading", { name: "전화하신 분" }) });
  }

  /** What the caller reads at their own page. */
  callerPage() {
    return this.page.locator(".caller-page");
  }

  agentCode() {
    return this.page.locator("strong.code").innerText();
  }
}
