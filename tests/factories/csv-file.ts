import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Writes a file to import into a temporary folder and returns its path. */
export function aFile(content: string | Uint8Array, name = "file.csv"): string {
  const path = join(mkdtempSync(join(tmpdir(), "ansim-files-")), name);
  writeFileSync(path, content);
  return path;
}

export const aCsvFile = (header: string, ...rows: string[]) => aFile(`${[header, ...rows].join("\n")}\n`);

/** The lines of a list that an import wrote, without its header. */
export const listed = (path: string) => readFileSync(path, "utf8").split("\n").slice(1, -1);

const subscriberColumns = {
  subscriber_ref: "S1",
  holder_ref: "H1",
  account_ref: "A1",
  holder_type: "person",
  msisdn: "01022220001",
  name: "Kim",
  birth_date: "19800115",
  language: "ko",
  email: "",
  network: "LTE",
  line_status: "active",
  guardian_msisdn: "",
  mvno_brand: "",
  priority: "",
  card_type: "usim",
};

export const subscribersHeader = Object.keys(subscriberColumns).join(",");

export const subscriberRow = (cells: Partial<typeof subscriberColumns>) =>
  Object.values({ ...subscriberColumns, ...cells }).join(",");
