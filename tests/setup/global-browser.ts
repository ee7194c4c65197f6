import { unpackBrowser } from "#tests/setup/browser.ts";

/** Once for all test files: two would unpack the same two hundred megabytes side by side. */
export async function setup(): Promise<void> {
  await unpackBrowser();
}
