import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axeViolations } from "#tests/setup/browser.ts";

/**
 * For people who see little or zoom much: nothing for axe, light or dark, and nothing over the edge at 320 px
 * or with text twice as large.
 */
export async function checkScreen(page: Page, name: string): Promise<void> {
  expect(await axeViolations(page, { colorSchemes: ["light", "dark"] }), `${name}, axe`).toEqual([]);
  await checkWidths(page, name);
}

/**
 * The part of it that words alone may break: for a screen in another language, once the screen itself has
 * been checked.
 */
export async function checkWidths(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 390, height: 844 };
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sticksOut(page), `${name} at 320 px`).toEqual([]);
  await page.setViewportSize(size);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  expect(await sticksOut(page), `${name} with text of 200 %`).toEqual([]);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "";
  });
}

const sticksOut = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
