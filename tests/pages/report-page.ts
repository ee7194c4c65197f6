import type { Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** Where somebody reports what happened to them, and the page that says that it is filed. */
export class ReportPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open() {
    return this.page.goto(`${this.url}/report`);
  }

  /** By touching its card, as a thumb does. */
  choose(kind: string) {
    return this.page.locator(`label[for="${kind}"]`).click();
  }

  tell(what: string) {
    return this.page.locator("#what").fill(what);
  }

  send() {
    return press(this.page.locator("main form button.wide"));
  }

  caseNumber() {
    return this.page.locator(".verdict strong").innerText();
  }

  heading() {
    return this.page.locator("h1").innerText();
  }

  problem() {
    return this.page.getByRole("alert").innerText();
  }
}
