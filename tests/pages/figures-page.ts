import type { Page } from "playwright-core";

/** The dated series of findings. */
export class FiguresPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open(at?: string) {
    return this.page.goto(`${this.url}/figures?lang=en${at ? `&at=${encodeURIComponent(at)}` : ""}`);
  }

  /** Each finding's rows, by their label. */
  async tables(): Promise<Record<string, string>[]> {
    const tables: Record<string, string>[] = [];
    for (const table of await this.page.locator("table").all()) {
      const rows: Record<string, string> = {};
      for (const row of await table.locator("tbody tr").all())
        rows[await row.locator("th").innerText()] = await row.locator("td").first().innerText();
      tables.push(rows);
    }
    return tables;
  }
}
