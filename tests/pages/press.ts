import type { Locator } from "playwright-core";

/**
 * Presses what leads to another page, and waits until that one is there: to the browser, a form that comes
 * back is the same address.
 */
export async function press(target: Locator): Promise<void> {
  const loaded = target.page().waitForEvent("load");
  await target.click();
  await loaded;
}
