import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { moneyActs } from "#app/locales/own-record-money.ts";
import { actionNames } from "#app/ui/staff-words.ts";

const source = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
    .join("\n");

const all = ["app/domain", "app/http", "app/routes", "app/processes"].map(source).join("\n");

/** Of what an entry's `action` is where it stands there, and of what has words: an act may be chosen elsewhere. */
const given = [...all.matchAll(/\baction: [^,}]*/g)].map(([text]) => text).join("\n");
const kinds = new Set([
  ...[...given.matchAll(/"([a-z-]+)\.[a-z-]+"/g)].map(([, kind = ""]) => kind),
  ...Object.keys(actionNames).map((act) => act.split(".")[0]),
]);

/** Every word of these kinds that stands anywhere, in SQL too, but for names of files and parts of queries. */
const literal = /["'`]([a-z-]+)\.(?!(?:server|rules|policy|schema|json|ts|tsx)\b)([a-z-]+)["'`]/g;
const literals = [...all.matchAll(literal)].flatMap(([, kind = "", act = ""]) =>
  kinds.has(kind) ? [`${kind}.${act}`] : [],
);

/** What the acts end in that are put together. */
const endings: Record<string, string[]> = {
  carrier: ["done", "failed"],
  import: readdirSync("app/domain", { recursive: true, encoding: "utf8" }).flatMap((file) => {
    const kind = /\/import-([a-z-]+)\.server\.ts$/.exec(file)?.[1];
    return kind && kind !== "file" ? [kind] : [];
  }),
  micropayments: ["on", "off", "raise", "lower"],
  protection: ["on", "off", "paused"],
  report: ["note", "answer"],
  swap: ["active", "refused"],
};
const composed = Object.entries(endings).flatMap(([kind, acts]) => acts.map((act) => `${kind}.${act}`));

describe("the access record's words", () => {
  it("are there for every act that the code can write down, and for no other", () => {
    expect(literals.length).toBeGreaterThan(100);
    const written = new Set([...literals, ...composed]);
    expect(Object.keys(actionNames).toSorted()).toEqual([...written].toSorted());
  });

  it("take in every act that is put together", () => {
    const parts = [...all.matchAll(/(?:action: |return )`([a-z-]+)\.\$\{[^`]*\}`/g)].map(
      ([, kind = ""]) => kind,
    );
    expect([...new Set(parts)].toSorted()).toEqual(Object.keys(endings).toSorted());
  });
});

const money =
  /^(?:compensation|claim|paper|evidence|account|payout|order|changed-payment|fee|fee-policy|offer|case)\./;

it("every act about money is told in plain words to whom it is about", () => {
  const written = new Set(literals.filter((act) => money.test(act)));
  expect(written.size).toBeGreaterThan(20);
  // A policy is about nobody's line.
  written.delete("fee-policy.publish");
  expect(Object.keys(moneyActs).toSorted()).toEqual([...written].toSorted());
});
