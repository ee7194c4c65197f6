import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { z } from "zod";
import { CallCenterPage } from "#tests/pages/call-center-page.ts";
import { press } from "#tests/pages/press.ts";
import { launchBrowser, newPhonePage } from "#tests/setup/browser.ts";
import { startEmptyDemo } from "#tests/setup/run-demo.ts";

// `npm run pictures`: the pictures of the README, of a demo that it starts. `-- --all FOLDER` takes every
// page and every person's answer instead, in full, to be looked at; `-- --url URL` takes them of a demo that
// runs already.

const { values } = parseArgs({ options: { url: { type: "string" }, all: { type: "string" } } });
const folder = values.all ?? path.join("docs", "pictures");
const peopleSchema = z.array(z.object({ msisdn: z.string(), birthDate: z.string(), link: z.url() }));

/** 강수진, who was charged by ARS, SMS and PASS. */
const VICTIM = "01000000006";

const demo = values.url ? { url: values.url, stop: () => Promise.resolve() } : await startEmptyDemo();
const browser = await launchBrowser();
try {
  await mkdir(folder, { recursive: true });
  const people = peopleSchema.parse(await (await fetch(`${demo.url}/demo/people.json`)).json());
  await (values.all ? takeAll(people) : takeForReadme(people));
} finally {
  await browser.close();
  await demo.stop();
}

async function take(page: Page, name: string) {
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: Boolean(values.all) });
  process.stdout.write(`${file}\n`);
}

async function takeForReadme(people: z.infer<typeof peopleSchema>) {
  const [first] = people;
  const page = await newPhonePage(browser, { locale: "en-GB" });
  await page.goto(`${demo.url}/figures?lang=en`);
  await page.evaluate(() => {
    document.querySelector("section")?.scrollIntoView();
  });
  await take(page, "figures");
  if (!first) return;
  await page.goto(`${first.link}?lang=en`);
  await take(page, "link");
  await page.fill("#birthDate", first.birthDate);
  await press(page.locator("main button").first());
  await take(page, "answer");
  await takeCall(page, first.msisdn);
  await takeMoneyBack();
}

/** What a victim gets back by one press; then two payments that they dispute, as the claims desk reads them. */
async function takeMoneyBack() {
  const phone = await newPhonePage(browser, { locale: "en-GB" });
  const signIn = (to: string) => phone.goto(`${demo.url}/demo/signin?as=${VICTIM}&level=L2&to=${to}`);
  await signIn("/compensation");
  await phone.goto(`${demo.url}/compensation?lang=en`);
  await take(phone, "compensation");
  await phone.goto(`${demo.url}/compensation/payments`);
  for (let count = 0; count < 2; count += 1) await press(phone.locator("button[value=not-me]").first());
  await phone.goto(`${demo.url}/compensation/claim`);
  await phone.check("#bill_credit");
  await press(phone.locator("button[value=file]"));
  await phone.context().close();

  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko-KR" });
  const desk = await context.newPage();
  await desk.goto(`${demo.url}/demo/signin?role=reviewer&to=/claims-desk`);
  await desk.locator("main a[href*='/claims-desk/claims/']").first().click();
  await desk.waitForURL(/\/claims\/B-/);
  await take(desk, "claims-desk");
  await context.close();
}

/** The console in a call whose caller was checked by the code that their phone shows. */
async function takeCall(phone: Page, msisdn: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ko-KR" });
  const desk = new CallCenterPage(await context.newPage(), demo.url);
  await desk.signIn("agent");
  await desk.page.keyboard.press("/");
  await desk.type(msisdn);
  await desk.press("Enter");
  await phone.goto(`${demo.url}/call-code`);
  await press(phone.locator("main > form button"));
  await desk.page.keyboard.press("c");
  await desk.type(await phone.locator("h1").innerText());
  await take(desk.page, "call-center");
  await context.close();
}

async function takeAll(people: z.infer<typeof peopleSchema>) {
  const page = await newPhonePage(browser);
  for (const [name, address] of [
    ["landing", "/"],
    ["figures", "/figures"],
    ["demo", "/demo"],
    ["inbox", "/demo/inbox"],
    ["verify", "/verify"],
    ["sign-out", "/signout"],
    ["not-found", "/no-such-page"],
  ] as const) {
    await page.goto(demo.url + address);
    await take(page, name);
  }
  for (const [index, { link, birthDate }] of people.entries()) {
    const phone = await newPhonePage(browser);
    await phone.goto(link);
    if (index === 0) {
      await take(phone, "link");
      await phone.fill("#birthDate", "19000101");
      await phone.click("main button");
      await take(phone, "link-wrong");
    }
    await phone.fill("#birthDate", birthDate);
    await phone.click("main button");
    await take(phone, `answer-${String(index + 1).padStart(2, "0")}`);
    await phone.context().close();
  }
}
