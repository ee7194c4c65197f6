import type { Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** Where a text is pasted to learn whether it is ours. */
export class MessageCheckPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open() {
    return this.page.goto(`${this.url}/message-check`);
  }

  async check(text: string, sender = "") {
    await this.page.locator("#text").fill(text);
    await this.page.locator("#sender").fill(sender);
    await press(this.page.locator("main form button"));
  }

  answer() {
    return this.page.locator("h1").innerText();
  }

  /** Why, beside the answer. */
  why() {
    return this.page.locator(".verdict").innerText();
  }

  problem() {
    return this.page.getByRole("alert").innerText();
  }

  pasted() {
    return this.page.locator("#text").inputValue();
  }
}
