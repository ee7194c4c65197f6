import type { Page } from "playwright-core";
import type { Language } from "#app/locales/language.ts";

export type Picture = {
  name: string;
  title: string;
  description: string;
  points: [day: string, count: string][];
};

/** The dated series of findings. */
export class FiguresPage {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  open(at?: string, language: Language = "en") {
    return this.page.goto(`${this.url}/figures?lang=${language}${at ? `&at=${encodeURIComponent(at)}` : ""}`);
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

  /** What the table of that day's finding says, by label. */
  async tableOf(day: string) {
    const section = this.page.locator("section", {
      has: this.page.getByRole("heading", { name: day, exact: true }),
    });
    return section
      .locator("tbody tr")
      .evaluateAll(
        (rows) =>
          Object.fromEntries(
            rows.map((row) => [row.querySelector("th")?.textContent, row.querySelector("td")?.textContent]),
          ) as Record<string, string | undefined>,
      );
  }

  /** What the pictures of this page, or of the landing page, say: to the eye, and in words. */
  pictures(): Promise<Picture[]> {
    return this.page.locator("figure.chart").evaluateAll((figures) =>
      figures.map((figure) => {
        const text = (selector: string) => figure.querySelector(selector)?.textContent ?? "";
        const rows = [...figure.querySelectorAll("g")].map((row) => [...row.querySelectorAll("text")]);
        return {
          name: text("figcaption"),
          title: text("title"),
          description: text("desc"),
          points: rows.map(([day, count]): [string, string] => [
            day?.textContent ?? "",
            count?.textContent ?? "",
          ]),
        };
      }),
    );
  }
}
