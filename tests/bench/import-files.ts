import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inventName, mvnoBrands } from "#app/processes/demo/replay/names.ts";
import { createRandom } from "#app/processes/demo/replay/random.ts";
import { ALL_LEAKED, firstCells, laterCells, WITH_IMSI } from "#app/processes/demo/replay/replay-rows.ts";
import { csvLine } from "#app/shared/csv.ts";

const random = createRandom(20_250_827);
const numbered = (prefix: string, index: number) => `${prefix}-${String(index).padStart(8, "0")}`;

/** Korean mobile numbers that nobody has, none of them twice. */
const msisdn = (index: number) =>
  `010${Math.floor(index / 10_000_000)}${String(index % 10_000_000).padStart(7, "0")}`;

/** One line in ten belongs to the holder of the one before, one in thirty to a child of theirs, one in ten is 5G. */
function subscriber(index: number) {
  const language = random.chance(0.93) ? ("ko" as const) : random.pick(["en", "zh", "vi"] as const);
  const owner = index > 0 && random.chance(0.1) ? index - 1 : index;
  const born = `${random.whole(1930, 2019)}${String(random.whole(101, 112)).slice(1)}${String(random.whole(101, 128)).slice(1)}`;
  return csvLine(
    numbered("S", index),
    numbered("H", owner),
    numbered("A", owner),
    "person",
    msisdn(index),
    inventName(random, language),
    born,
    language,
    random.chance(0.3) ? `line${index}@example.com` : "",
    random.chance(0.1) ? "5G" : "LTE",
    "active",
    index > 0 && random.chance(0.03) ? msisdn(index - 1) : "",
    random.chance(0.07) ? random.pick(mvnoBrands) : "",
    born < "1956" ? "senior" : "",
    random.chance(0.9) ? "usim" : "esim",
  );
}

const cells = [...firstCells, ...laterCells] as const;
const from = Date.parse("2025-08-10T00:00:00Z");
const to = Date.parse("2025-09-10T00:00:00Z");

/** In the order of time, as a network logs: no two at the same instant, and the lines come as they come. */
const instant = (index: number, rows: number) =>
  new Date(from + Math.floor(((to - from) / rows) * index)).toISOString();

const signal = (index: number, rows: number) =>
  csvLine(
    numbered("S", random.whole(0, rows - 1)),
    random.pick(cells),
    instant(index, rows),
    random.chance(0.9) ? ALL_LEAKED : WITH_IMSI,
  );

const payment = (index: number, rows: number) =>
  csvLine(
    numbered("P", index),
    numbered("S", random.whole(0, rows - 1)),
    instant(index, rows),
    random.pick(["컬처상점", "게임아이템몰", "모바일상품권 주식회사", "교통카드 충전소"]),
    random.pick(["하나결제", "두리페이먼츠"]),
    random.pick(["상품권 50,000원", "상품권 100,000원", "교통카드 충전"]),
    random.whole(1, 100) * 1_000,
    random.pick(["ARS", "ARS", "SMS", "PASS"]),
    random.chance(0.8) ? random.pick(cells) : "",
    random.chance(0.9) ? "confirmed" : "suspected",
  );

const kinds = {
  subscribers: {
    header: [
      ...[
        "subscriber_ref",
        "holder_ref",
        "account_ref",
        "holder_type",
        "msisdn",
        "name",
        "birth_date",
        "language",
      ],
      ...["email", "network", "line_status", "guardian_msisdn", "mvno_brand", "priority", "card_type"],
    ],
    row: subscriber,
  },
  signals: { header: ["subscriber_ref", "cell_id", "at", "exposed"], row: signal },
  payments: {
    header: [
      ...[
        "payment_id",
        "subscriber_ref",
        "at",
        "merchant",
        "pg",
        "item",
        "amount_krw",
        "auth_method",
        "cell_id",
      ],
      "status",
    ],
    row: payment,
  },
};
export type ImportedKind = keyof typeof kinds;

/** Writes a file to import: so many good rows about so many lines, the same on every run. */
export async function writeImportFile(file: string, kind: ImportedKind, rows: number): Promise<void> {
  const { header, row } = kinds[kind];
  function* pieces() {
    yield csvLine(...header);
    let piece = "";
    for (let index = 0; index < rows; index++) {
      piece += row(index, rows);
      if (piece.length < 100_000) continue;
      yield piece;
      piece = "";
    }
    yield piece;
  }
  await pipeline(Readable.from(pieces()), createWriteStream(file));
}
