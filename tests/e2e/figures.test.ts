import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { demoFileSchema } from "#app/processes/cli/connect.ts";
import { FiguresPage } from "#tests/pages/figures-page.ts";
import { press } from "#tests/pages/press.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo, type RunningDemo } from "#tests/setup/demo-process.ts";

// What is published is told the same everywhere: on the page, on the command line, and by whoever counts the rows themselves.

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
