import type { Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** The answer, as someone reads it. */
export class ResultPage {
  constructor(readonly page: Page) {}

  path() {
    return new URL(this.page.url()).pathname;
  }

  verdict() {
    return this.page.locator("h1").innerText();
  }

  text() {
    return this.page.locator("main").innerText();
  }

  /** The section under that heading. */
  section(heading: string) {
    return this.page.locator("section", { has: this.page.getByRole("heading", { name: heading, level: 2 }) });
  }

  /** What is said of one kind of data. */
  item(name: string) {
    return this.page.locator("article", { has: this.page.getByRole("heading", { name, level: 3 }) });
  }

  async closesAt() {
    return /\d{2}:\d{2}/.exec(await this.page.locator(".session p").innerText())?.[0] ?? "";
  }

  extend() {
    return press(this.page.locator('form[action="/extend"] button'));
  }

  signOut() {
    return press(this.page.locator('form[action="/signout"] button'));
  }

  chooseLanguage(name: string) {
    return press(this.page.getByRole("navigation").getByRole("link", { name, exact: true }));
  }
}
