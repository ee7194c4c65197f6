import type { Page } from "playwright-core";
import { press } from "#tests/pages/press.ts";

/** Getting money back, as whoever was charged does it. */
export class CompensationPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open(path = "") {
    return this.page.goto(`${this.url}/compensation${path}`);
  }

  said() {
    return this.page.locator("main").innerText();
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  /** From the answer: the one link of the step. */
  follow() {
    return press(this.page.getByRole("link", { name: "돌려받을 금액 보기" }));
  }

  take() {
    return press(this.page.getByRole("button", { name: /^[\d,]+원을 요금에서 돌려받기$/ }));
  }

  /** "This wasn't me", of the payment of that sum. */
  async dispute(amount: string) {
    const payment = this.page.locator("li", {
      has: this.page.getByRole("heading", { name: `${amount}원`, exact: true }),
    });
    await press(payment.getByRole("button", { name: "내가 하지 않았습니다" }));
  }

  async addByHand(typed: { day: string; time: string; amountKrw: string; merchant: string }) {
    for (const [field, value] of Object.entries(typed)) await this.page.locator(`#${field}`).fill(value);
    await press(this.page.getByRole("button", { name: "신청서에 넣기" }));
  }

  async addDocument(file: { name: string; mimeType: string; buffer: Buffer }) {
    await this.page.locator('input[type="file"]').setInputFiles(file);
    await press(this.page.getByRole("button", { name: "이 파일 보내기" }));
  }

  async send(note: string) {
    await this.page.locator("#note").fill(note);
    await press(this.page.getByRole("button", { name: /신청서 보내기$/ }));
  }

  /** What is said of the payment of that sum. */
  item(amount: string) {
    return this.page
      .locator("li", { has: this.page.getByRole("heading", { name: `${amount}원`, exact: true }) })
      .innerText();
  }
}
