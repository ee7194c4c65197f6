import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { demoFileSchema } from "#app/processes/cli/connect.ts";
import { languages } from "#app/locales/language.ts";
import { FiguresPage } from "#tests/pages/figures-page.ts";
import { press } from "#tests/pages/press.ts";
import { axeViolations, launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// What is published is told the same everywhere: on the page, on the command line, and by whoever counts the
// rows themselves.

const published = {
  "2025-09-11T16:00": {
    cells: 2,
    signalled: 19_000,
    exposed: { GUTI: 19_000, IMSI: 5_561 },
    victims: 278,
    lossKrw: 170_000_000,
  },
  "2025-09-18T16:00": {
    cells: 4,
    signalled: 20_060,
    exposed: { GUTI: 20_060, IMSI: 20_030, IMEI: 20_030, MSISDN: 20_030 },
    victims: 362,
    lossKrw: 240_000_000,
  },
};

const cliSchema = z.object({
  incident: z.literal("femtocell-2025"),
  at: z.string(),
  findings: z.array(
    z.object({
      id: z.string(),
      announcedAt: z.string(),
      cells: z.number(),
      signalled: z.number(),
      exposed: z.record(z.string(), z.number()),
      victims: z.number(),
      lossKrw: z.number(),
    }),
  ),
});

let demo: RunningDemo;
let browser: Browser;
let pool: pg.Pool;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  const found = await readFile(path.join(demo.dataDir, "demo.json"), "utf8");
  pool = new pg.Pool({ connectionString: demoFileSchema.parse(JSON.parse(found)).databaseUrl });
});
afterAll(async () => {
  await pool.end();
  await browser.close();
  await demo.stop();
});

async function onCommandLine(at: string) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["build/processes/cli.js", "figures", "--json", "--at", at],
    { env: { PATH: process.env.PATH, NODE_ENV: "production", DATA_DIR: demo.dataDir } },
  );
  return cliSchema.parse(JSON.parse(stdout));
}

/** Counted from the rows of the findings themselves, past everything that the product computes from them. */
async function bySql(at: string) {
  const moment = new Date(`${at}:00+09:00`);
  const signals = await pool.query<{ signalled: number; category: string; people: number }>(
    `with newest as (
       select distinct on (s.subscriber_id, s.cell_id, s.at) s.subscriber_id, s.exposed
       from signals s join findings f on f.id = s.finding_id
       where f.status = 'published' and f.announced_at <= $1
       order by s.subscriber_id, s.cell_id, s.at, f.announced_at desc)
     select (select count(distinct subscriber_id)::int from newest) as signalled, category,
       count(distinct subscriber_id)::int as people
     from newest, unnest(exposed) as category group by category order by category`,
    [moment],
  );
  const payments = await pool.query<{ victims: number; loss: string }>(
    `with newest as (
       select distinct on (p.payment_id) p.* from payments p join findings f on f.id = p.finding_id
       where f.status = 'published' and f.announced_at <= $1 order by p.payment_id, f.announced_at desc)
     select count(distinct subscriber_id)::int as victims, sum(amount_krw) as loss from newest where status = 'confirmed'`,
    [moment],
  );
  const cells = await pool.query<{ cells: number }>(
    `select count(*)::int as cells from finding_cells where finding_id =
       (select id from findings where status = 'published' and announced_at <= $1 order by announced_at desc limit 1)`,
    [moment],
  );
  return {
    cells: cells.rows[0]?.cells,
    signalled: signals.rows[0]?.signalled,
    exposed: Object.fromEntries(signals.rows.map(({ category, people }) => [category, people] as const)),
    victims: payments.rows[0]?.victims,
    lossKrw: Number(payments.rows[0]?.loss),
  };
}

async function onThePage(at: string) {
  const page = await newPhonePage(browser);
  const figures = new FiguresPage(page, demo.url);
  await figures.open(at);
  const table = (await figures.tables()).at(-1) ?? {};
  const read = (label: RegExp) => {
    const found = Object.entries(table).find(([name]) => label.test(name))?.[1];
    return found === undefined ? undefined : Number(found.replaceAll(",", ""));
  };
  const exposed = {
    GUTI: read(/\(GUTI\) exposed/),
    IMSI: read(/\(IMSI\) exposed/),
    IMEI: read(/\(IMEI\) exposed/),
    MSISDN: read(/^phone number exposed/i),
  };
  await page.context().close();
  return {
    cells: read(/^Illegal cells/),
    signalled: read(/^Lines reached/),
    exposed: Object.fromEntries(Object.entries(exposed).filter(([, people]) => people !== undefined)),
    victims: read(/^Lines with unauthorized/),
    lossKrw: read(/^Loss/),
  };
}

describe.each(Object.entries(published))("at %s", (at, figures) => {
  it("the page, the command line and the rows agree on what was published", async () => {
    const cli = (await onCommandLine(at)).findings.at(-1);
    expect(cli).toMatchObject(figures);
    expect(cli?.exposed).toEqual(figures.exposed);
    expect(await bySql(at)).toEqual(figures);
    expect(await onThePage(at)).toEqual(figures);
  });
});

describe("the series", () => {
  it("has what was announced, dated, and no more", async () => {
    expect((await onCommandLine("2025-09-10T12:00")).findings).toEqual([]);
    const { findings } = await onCommandLine("2025-09-18T16:00");
    expect(findings.map(({ id, announcedAt }) => [id, announcedAt])).toEqual([
      ["femtocell-2025-09-11", "2025-09-11T15:00:00+09:00"],
      ["femtocell-2025-09-18", "2025-09-18T15:00:00+09:00"],
    ]);
  });

  it("doesn't show the public what is published but not announced: that of 19 September", async () => {
    const page = await newPhonePage(browser);
    const figures = new FiguresPage(page, demo.url);
    for (const at of [undefined, "2025-09-19T12:00", "2030-01-01T00:00"]) {
      await figures.open(at);
      expect(await figures.tables()).toHaveLength(2);
      expect(await page.content()).not.toContain("19 September");
    }
    await page.context().close();
  });

  it("is asked as of a past moment by the form on the page", async () => {
    const page = await newPhonePage(browser);
    const figures = new FiguresPage(page, demo.url);
    await figures.open();
    await page.locator("#at").fill("2025-09-12T09:00");
    await press(page.locator("main form button"));
    expect(new URL(page.url()).searchParams.get("at")).toBe("2025-09-12T09:00");
    expect(await figures.tables()).toHaveLength(1);
    await page.context().close();
  });
});

/** Boxes of what is drawn in each picture, and the place that it has. */
const drawnIn = (page: Page) =>
  page.locator(".chart svg").evaluateAll((pictures) =>
    pictures.map((picture) => ({
      place: picture.getBoundingClientRect().toJSON() as DOMRect,
      texts: [...picture.querySelectorAll("text")].map(
        (text) => text.getBoundingClientRect().toJSON() as DOMRect,
      ),
      bars: [...picture.querySelectorAll("rect")].map(
        (bar) => bar.getBoundingClientRect().toJSON() as DOMRect,
      ),
      counts: [...picture.querySelectorAll("text:not(.quiet)")].map((text) =>
        Number(text.textContent.replaceAll(",", "")),
      ),
      fontSize: Math.min(
        ...[...picture.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize)),
      ),
    })),
  );

/** WCAG's contrast of two colours as the browser computes them. */
function contrast(one: string, other: string) {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? [])
      .map((part) => Number(part) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const coloursOf = (page: Page) =>
  page.locator(".chart text, .chart rect").evaluateAll((marks) =>
    marks.map((mark) => {
      const { fill, stroke } = getComputedStyle(mark);
      const ground = getComputedStyle(mark.closest(".card") ?? document.body).backgroundColor;
      return { mark: mark.tagName, colour: mark.tagName === "text" ? fill : stroke, ground };
    }),
  );

describe("the pictures", () => {
  it("say what the tables and the command line say, in every language", async () => {
    const { findings } = await onCommandLine("2025-09-18T16:00");
    const digits = (count: number) => count.toLocaleString("en-US");
    const announced = [
      findings.map(({ signalled }) => digits(signalled)),
      ...["IMSI", "IMEI", "MSISDN"].map((key) =>
        findings.flatMap(({ exposed: { [key]: lines } }) => (lines === undefined ? [] : digits(lines))),
      ),
      findings.map(({ victims }) => digits(victims)),
      findings.map(({ lossKrw }) => digits(lossKrw)),
    ];
    const page = await newPhonePage(browser);
    const figures = new FiguresPage(page, demo.url);
    for (const language of languages) {
      await figures.open("2025-09-18T16:00", language);
      const pictures = await figures.pictures();
      expect(pictures.map(({ points }) => points.map(([, count]) => count))).toEqual(announced);
      for (const { name, title, description, points } of pictures) {
        for (const [day, count] of points) expect((await figures.tableOf(day))[name], name).toBe(count);
        const [newestDay = "", newestCount = ""] = points.at(-1) ?? [];
        for (const words of [name, newestDay, newestCount]) expect(title).toContain(words);
        for (const [day, count] of points.slice(0, -1))
          expect(description).toMatch(new RegExp(`${day}.*${count}|${count}.*${day}`));
      }
    }
    await page.context().close();
  });

  it("of the landing page sets the newest finding against the one before", async () => {
    const page = await newPhonePage(browser);
    await page.goto(demo.url);
    const pictures = await new FiguresPage(page, demo.url).pictures();
    expect(pictures.map(({ points }) => points.map(([, count]) => count))).toEqual([["5,561", "20,030"]]);
    await page.context().close();
  });

  describe.each(languages)("in %s", (language) => {
    it.each([
      [320, "100%"],
      [320, "200%"],
      [390, "200%"],
    ])("fit and can be read at %i px, text of %s", async (width, fontSize) => {
      const context = await browser.newContext({
        viewport: { width, height: 844 },
        javaScriptEnabled: false,
      });
      const page = await context.newPage();
      for (const path of ["/", "/figures"]) {
        await page.goto(`${demo.url}${path}?lang=${language}`);
        await page.evaluate((size) => {
          document.documentElement.style.fontSize = size;
        }, fontSize);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const pictures = await drawnIn(page);
        expect(pictures.length).toBe(path === "/" ? 1 : 6);
        for (const { place, texts, bars, counts, fontSize: smallest } of pictures) {
          expect(smallest).toBeGreaterThanOrEqual(12);
          const boxes = [...texts, ...bars].sort((one, other) => one.top - other.top);
          for (const [index, box] of boxes.entries()) {
            expect(box.left).toBeGreaterThanOrEqual(place.left - 1);
            expect(box.right).toBeLessThanOrEqual(place.right + 1);
            // Fonts reserve room above and below their letters.
            expect(box.top).toBeGreaterThanOrEqual((boxes[index - 1]?.bottom ?? place.top) - 0.25 * smallest);
            expect(box.bottom).toBeLessThanOrEqual(place.bottom);
          }
          const perCount = (bars[0]?.width ?? 0) / (counts[0] ?? 1);
          for (const [index, bar] of bars.entries())
            expect(Math.abs(bar.width - perCount * (counts[index] ?? 0))).toBeLessThan(0.5);
        }
      }
      await context.close();
    });
  });

  it.each(["light", "dark"] as const)(
    "can be told from their ground, and break no rule of axe, in %s",
    async (colorScheme) => {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      for (const path of ["/", "/figures"]) {
        await page.goto(`${demo.url}${path}?lang=en`);
        for (const { mark, colour, ground } of await coloursOf(page))
          expect(contrast(colour, ground), `${mark} ${colour} on ${ground}`).toBeGreaterThanOrEqual(
            mark === "text" ? 4.5 : 3,
          );
        expect(await axeViolations(page, { colorSchemes: [colorScheme] })).toEqual([]);
      }
      await context.close();
    },
  );

  it("are, in the reader's own colours (forced), drawn in the colour of text", async () => {
    const context = await browser.newContext({ forcedColors: "active" });
    const page = await context.newPage();
    await page.goto(`${demo.url}/figures`);
    const text = await page.locator("body").evaluate((body) => getComputedStyle(body).color);
    expect(new Set((await coloursOf(page)).map(({ colour }) => colour))).toEqual(new Set([text]));
    await context.close();
  });
});
