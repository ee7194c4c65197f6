import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { z } from "zod";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startDemo } from "#tests/setup/demo-process.ts";

// `npm run pictures [-- --url URL] [-- --folder DIR]`: the pictures of the README, of a demo that it starts, or of one that runs.

const { values } = parseArgs({ options: { url: { type: "string" }, folder: { type: "string" } } });
const folder = values.folder ?? path.join("docs", "pictures");
const peopleSchema = z.array(z.object({ name: z.string(), birthDate: z.string(), link: z.url() }));

const demo = values.url ? { url: values.url, stop: () => Promise.resolve() } : await startDemo();
const browser = await launchBrowser();
try {
  await mkdir(folder, { recursive: true });
  const take = async (page: Page, name: string) => {
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
    process.stdout.write(`${path.join(folder, `${name}.png`)}\n`);
  };
  const page = await newPhonePage(browser);
  for (const [name, address] of [
    ["landing", "/"],
    ["figures", "/figures"],
    ["demo", "/demo"],
    ["inbox", "/demo/inbox?to=01000000001"],
  ] as const) {
    await page.goto(demo.url + address);
    await take(page, name);
  }

  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  for (const [index, person] of people.entries()) {
    const phone = await newPhonePage(browser);
    await phone.goto(person.link);
    if (index === 0) await take(phone, "link");
    await phone.fill("#birthDate", index === 0 ? "19000101" : person.birthDate);
    await phone.click("main button");
    if (index === 0) {
      await take(phone, "link-wrong");
      await phone.fill("#birthDate", person.birthDate);
      await phone.click("main button");
    }
    await take(phone, `result-${String(index + 1).padStart(2, "0")}`);
    await phone.context().close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
