import type { Locator, Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** The page behind the link in a text. */
export class VerifyPage {
  readonly problem: Locator;
  constructor(readonly page: Page) {
    this.problem = page.getByRole("alert");
  }

  open(link: string) {
    return this.page.goto(link);
  }

  async answer(birthDate: string) {
    await this.page.locator("#birthDate").fill(birthDate);
    await press(this.page.locator("main form button"));
  }
}
