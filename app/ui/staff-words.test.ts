import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { moneyActs } from "#app/locales/own-record-money.ts";
import { actionNames } from "#app/ui/staff-words.ts";

const acts =
  /["'`]((?:compensation|claim|paper|evidence|account|payout|fee|fee-policy|offer|case)\.(?!server|rules|policy|schema|ts)[a-z-]+)["'`]/g;

/** The audit's words for what is done about money, as the code says them. */
const written = new Set(
  ["compensation", "fee-waiver", "reconciliation", "carrier-orders"].flatMap((folder) =>
    readdirSync(`app/domain/${folder}`)
      .filter((file) => !file.endsWith(".test.ts"))
      .flatMap((file) =>
        [...readFileSync(`app/domain/${folder}/${file}`, "utf8").matchAll(acts)].map(([, act = ""]) => act),
      ),
  ),
);

it("every act about money is told in plain words, in the access record and to whom it is about", () => {
  expect(written.size).toBeGreaterThan(20);
  for (const act of written) expect(Object.keys(actionNames)).toContain(act);
  // A policy is about nobody's line.
  written.delete("fee-policy.publish");
  expect(Object.keys(moneyActs).toSorted()).toEqual([...written].toSorted());
});
