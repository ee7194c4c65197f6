import type { Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** The waiver of the termination fee, and its offers, on one person's phone. */
export class FeeWaiverPage {
  constructor(
    readonly page: Page,
    readonly url: string,
    readonly msisdn: string,
  ) {}

  /** Signed in anew: the demo's clock outlives sessions. */
  open(path = "/fee-waiver") {
    return this.page.goto(
      `${this.url}/demo/signin?as=${this.msisdn}&level=L2&to=${encodeURIComponent(path)}`,
    );
  }

  text() {
    return this.page.locator("main").innerText();
  }

  heading() {
    return this.page.locator("main section h2").first().innerText();
  }

  /** The won of a table's last rows: what need not be paid, and what is given back; of an offer, what is lost. */
  async sums() {
    const said = await this.page.locator("main table tfoot strong").allInnerTexts();
    return said.map((won) => Number(won.replace(/\D/g, "")));
  }

  register() {
    return press(this.page.locator('button[value="register"]'));
  }
}
