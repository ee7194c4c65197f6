import type { Page } from "playwright-core";

/** The texts that the demo "sent", newest first. */
export class InboxPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open(msisdn: string) {
    return this.page.goto(`${this.url}/demo/inbox?to=${msisdn}`);
  }

  texts() {
    return this.page.locator("article .message").allInnerTexts();
  }

  links() {
    return this.page.locator('article a[href*="/v/"]');
  }

  /** Until that many have come, loading the page again as a person would. */
  async waitForTexts(msisdn: string, count: number) {
    do await this.open(msisdn);
    while ((await this.texts()).length < count);
  }
}
