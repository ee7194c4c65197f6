import type { Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** The people to try, and the clock. */
export class DemoPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open() {
    return this.page.goto(`${this.url}/demo`);
  }

  private person(name: string) {
    return this.page.locator("li", { has: this.page.getByRole("heading", { name, exact: true }) });
  }

  openTextsOf(name: string) {
    return press(this.person(name).getByRole("link", { name: /^Texts to/ }));
  }

  now() {
    return this.page.locator("main p strong", { hasText: /^2025-/ }).innerText();
  }

  async moveClock(to: string) {
    await this.open();
    await this.page.locator("input#to").fill(to);
    await press(this.page.getByRole("button", { name: "Move the clock" }));
  }
}
