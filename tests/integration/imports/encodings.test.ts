import { readFileSync } from "node:fs";
import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importClearances } from "#app/domain/exposure/import-clearances.server.ts";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importPeople } from "#app/domain/exposure/import-people.server.ts";
import { importSignals } from "#app/domain/exposure/import-signals.server.ts";
import type { Encoding } from "#app/domain/imports/encoding.ts";
import type { ImportOptions } from "#app/domain/imports/import-file.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { aFile, listed, subscriberRow, subscribersHeader } from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let incidentId = "";
let finding = { id: 0, key: "" };
let count = 0;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
beforeEach(() => freshDraft());
afterAll(() => t.close());

async function freshDraft() {
  count += 1;
  const incident = await anIncident(t.ctx, { id: `incident-${count}` });
  incidentId = incident.id;
  finding = await aFinding(t.ctx, incident, { id: `finding-${count}`, cells: ["1001"] });
  for (const [subscriberRef, network] of [
    ["회선-뷁", "LTE"],
    ["회선-똠", "NR"],
  ] as const)
    await aSubscriber(t.ctx, { incidentId, subscriberRef, network });
}

const AT = "2025-09-05T03:12:44+09:00";
const inIncident = (options: ImportOptions) => importSubscribers(t.ctx, incidentId, options);
const inFinding = (use: typeof importSignals) => (options: ImportOptions) => use(t.ctx, finding.key, options);
const subscriberRef = { select: { subscriberRef: true } };
const ofFinding = <const Column extends string>(column: Column) => ({
  where: { findingId: finding.id },
  orderBy: { [column]: "desc" } as Record<Column, "desc">,
});

/** For each kind a file full of Korean, and what the database holds of it afterwards. */
const kinds = {
  subscribers: {
    import: inIncident,
    lines: [
      `${subscribersHeader},비고`,
      `${subscriberRow({ subscriber_ref: "가", name: "똠방각하", mvno_brand: "알뜰폰" })},메모`,
      `${subscriberRow({ subscriber_ref: "나", msisdn: "01022220002", holder_ref: "명의-뷁", name: '"뷁 길동\n(주)펲시"' })},`,
    ],
    held: async () => {
      const rows = await t.ctx.db.subscriber.findMany({
        where: { incidentId, subscriberRef: { in: ["가", "나"] } },
        orderBy: { subscriberRef: "asc" },
        include: { holder: true },
      });
      return rows.map((row) => [
        row.subscriberRef,
        row.holder.holderRef,
        row.mvnoBrand,
        openPersonalData(t.ctx, row).name,
      ]);
    },
    expected: [
      ["가", "H1", "알뜰폰", "똠방각하"],
      ["나", "명의-뷁", null, "뷁 길동 (주)펲시"],
    ],
  },
  signals: {
    import: inFinding(importSignals),
    lines: [
      "비고,subscriber_ref,cell_id,at,exposed",
      `메모,회선-뷁,1001,${AT},GUTI`,
      `,회선-똠,1001,${AT},IMSI`,
    ],
    held: async () => {
      const rows = await t.ctx.db.signal.findMany({
        ...ofFinding("subscriberId"),
        include: { subscriber: subscriberRef },
      });
      return rows.map(({ subscriber, exposed }) => [subscriber.subscriberRef, ...exposed]).toSorted();
    },
    expected: [
      ["회선-똠", "IMSI"],
      ["회선-뷁", "GUTI"],
    ],
  },
  payments: {
    import: inFinding(importPayments),
    lines: [
      "payment_id,subscriber_ref,at,merchant,pg,item,amount_krw,auth_method,cell_id,status",
      `결제-1,회선-뷁,${AT},"믜리내, 상점",하나결제,"""뷁"" 상품권\n5만원",50000,ARS,1001,confirmed`,
    ],
    held: async () => {
      const rows = await t.ctx.db.payment.findMany({
        ...ofFinding("paymentId"),
        include: { subscriber: subscriberRef },
      });
      return rows.map((row) => [row.paymentId, row.subscriber.subscriberRef, row.merchant, row.pg, row.item]);
    },
    expected: [["결제-1", "회선-뷁", "믜리내, 상점", "하나결제", '"뷁" 상품권 5만원']],
  },
  people: {
    import: inFinding(importPeople),
    lines: ["subscriber_ref,categories,비고", "회선-뷁,IMSI|IMEI,메모", "회선-똠,IMEI,"],
    held: async () => {
      const rows = await t.ctx.db.person.findMany({
        ...ofFinding("subscriberId"),
        include: { subscriber: subscriberRef },
      });
      return rows.map(({ subscriber, categories }) => [subscriber.subscriberRef, ...categories]).toSorted();
    },
    expected: [
      ["회선-똠", "IMEI"],
      ["회선-뷁", "IMSI", "IMEI"],
    ],
  },
  clearances: {
    import: inFinding(importClearances),
    lines: ["subscriber_ref,reason", '회선-뷁,"기지국을 잘못\n읽었습니다, 뷁"'],
    held: async () => {
      const rows = await t.ctx.db.clearance.findMany({
        ...ofFinding("subscriberId"),
        include: { subscriber: subscriberRef },
      });
      return rows.map(({ subscriber, reason }) => [subscriber.subscriberRef, reason]);
    },
    expected: [["회선-뷁", "기지국을 잘못 읽었습니다, 뷁"]],
  },
};

const bytesOf = (encoding: Encoding, lines: string[]) => iconv.encode(`${lines.join("\r\n")}\r\n`, encoding);
const marked = (lines: string[]) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytesOf("utf-8", lines)]);

async function imported(options: ImportOptions, use = inIncident) {
  const result = await use(options);
  if (!result.ok) throw new Error(result.reasons.join());
  return result.value;
}
async function refusal(options: ImportOptions, use = inIncident) {
  const result = await use(options);
  return result.ok ? "taken" : result.reasons.join();
}
async function rejectsOf(bytes: Buffer, encoding?: Encoding) {
  const rejects = aFile("", "rejects.csv");
  const { kept } = await imported({ file: aFile(bytes), encoding, rejects });
  expect(isUtf8(readFileSync(rejects))).toBe(true);
  return { kept, rejects: listed(rejects).map((line) => line.replaceAll('"', "")) };
}
const subscriberLine = (index: number, name: string) =>
  subscriberRow({ subscriber_ref: `S${index}`, msisdn: `0102222000${index}`, name });
const names = async () => {
  const rows = await t.ctx.db.subscriber.findMany({
    where: { incidentId, subscriberRef: { startsWith: "S" } },
    orderBy: { subscriberRef: "asc" },
  });
  return rows.map((row) => openPersonalData(t.ctx, row).name);
};

describe("a file of each kind", () => {
  it("is written by these tests as Korean Excel does", () => {
    expect(bytesOf("euc-kr", ["뷁똠방각하"]).toString("hex")).toBe("94ee8c63b9e6b0a2c7cf0d0a");
  });

  it.each(Object.entries(kinds))(
    "gives the same %s in UTF-8, with its mark or without, and in EUC-KR, found or named",
    async (name, { import: use, lines, held, expected }) => {
      const variants: [Buffer, Encoding, Encoding | undefined][] = [
        [bytesOf("utf-8", lines), "utf-8", undefined],
        [bytesOf("utf-8", lines), "utf-8", "utf-8"],
        [marked(lines), "utf-8", undefined],
        [marked(lines), "utf-8", "utf-8"],
        [bytesOf("euc-kr", lines), "euc-kr", undefined],
        [bytesOf("euc-kr", lines), "euc-kr", "euc-kr"],
      ];
      for (const [bytes, encoding, named] of variants) {
        await freshDraft();
        const value = await imported({ file: aFile(bytes), encoding: named }, use);
        expect(value).toMatchObject({ encoding, kept: expected.length, rejected: 0 });
        expect(await held()).toEqual(expected);
        const audit = await t.ctx.db.auditEvent.findFirstOrThrow({
          where: { action: `import.${name}`, subjectId: { in: [incidentId, finding.key] } },
        });
        expect(audit.detail).toMatchObject({ encoding });
      }
    },
  );

  it.each(Object.entries(kinds))("is refused whole in UTF-16, whatever it is named: %s", async (_, kind) => {
    const utf16 = Buffer.from(`\uFEFF${kind.lines.join("\r\n")}`, "utf16le");
    for (const bytes of [utf16, Buffer.from(utf16).swap16()])
      for (const encoding of [undefined, "utf-8", "euc-kr"] as const)
        expect(await refusal({ file: aFile(bytes), encoding }, kind.import)).toContain(
          "the file is in UTF-16: save it as CSV in UTF-8 instead",
        );
    expect(await kind.held()).toEqual([]);
  });
});

describe("an encoding that is found", () => {
  it("is that of the last line, when no other has a Korean letter", async () => {
    const latin = Array.from({ length: 5_000 }, (_, index) =>
      subscriberRow({ subscriber_ref: `L${index}`, msisdn: `010${String(33_000_000 + index)}` }),
    );
    const bytes = bytesOf("euc-kr", [subscribersHeader, ...latin, subscriberLine(1, "뷁")]);
    const unended = bytes.subarray(0, -2);
    expect(await imported({ file: aFile(unended) })).toMatchObject({ encoding: "euc-kr", kept: 5_001 });
    expect(await names()).toEqual(["뷁"]);
  });

  it("is that of most lines, and each line of the other is rejected with its number", async () => {
    const reasons = {
      "utf-8": "is in EUC-KR, the rest of the file in UTF-8",
      "euc-kr": "is in UTF-8, the rest of the file in EUC-KR",
    };
    for (const [most, other] of [
      ["utf-8", "euc-kr"],
      ["euc-kr", "utf-8"],
    ] as const) {
      await freshDraft();
      const twoLines = '"홍길동\n뷁"';
      const bytes = Buffer.concat([
        bytesOf(most, [subscribersHeader, subscriberLine(1, "김영희")]),
        bytesOf(other, [subscriberLine(2, "홍길동")]),
        bytesOf(most, [
          subscriberLine(3, '"박\n철수"'),
          subscriberLine(4, "Kim"),
          subscriberLine(5, "이민호"),
        ]),
        bytesOf(other, [subscriberLine(6, twoLines)]),
        bytesOf(most, [subscriberLine(7, "최뷁")]),
      ]);
      const { kept, rejects } = await rejectsOf(bytes);
      expect(rejects.map((line) => line.slice(0, line.indexOf(",S")))).toEqual([
        `3,,${reasons[most]}`,
        `8,,${reasons[most]}`,
      ]);
      expect(kept).toBe(5);
      expect(await names()).toEqual(["김영희", "박 철수", "Kim", "이민호", "최뷁"]);
    }
  });

  it("is UTF-8 for a file with its mark, whatever most lines are in", async () => {
    const eucKr = bytesOf(
      "euc-kr",
      ["김영희", "홍길동", "이민호"].map((name, index) => subscriberLine(index, name)),
    );
    const bytes = Buffer.concat([
      marked([subscribersHeader]),
      eucKr,
      bytesOf("utf-8", [subscriberLine(4, "뷁")]),
    ]);
    expect((await rejectsOf(bytes)).rejects).toEqual([
      expect.stringMatching(/^2,,is in EUC-KR, the rest of the file in UTF-8/),
      expect.stringMatching(/^3,,is in EUC-KR, the rest of the file in UTF-8/),
      expect.stringMatching(/^4,,is in EUC-KR, the rest of the file in UTF-8/),
    ]);
    expect(await names()).toEqual(["뷁"]);
  });

  it("leaves a line that may be in either out of a file of EUC-KR that holds both", async () => {
    const most = [subscribersHeader, ...[1, 2, 3].map((index) => subscriberLine(index, "김영희"))];
    const vietnamese = bytesOf("utf-8", [subscriberLine(4, "Nguyễn")]);
    const bytes = Buffer.concat([bytesOf("euc-kr", most), bytesOf("utf-8", [subscriberLine(5, "홍길동")])]);
    expect((await rejectsOf(Buffer.concat([bytes, vietnamese]))).rejects).toEqual([
      expect.stringMatching(/^5,,is in UTF-8, the rest of the file in EUC-KR/),
      expect.stringMatching(/^6,,may be in UTF-8 or in EUC-KR, and the file holds both/),
    ]);
    // Whoever names the encoding is believed.
    expect((await rejectsOf(Buffer.concat([bytes, vietnamese]), "euc-kr")).rejects).toEqual([
      expect.stringMatching(/^5,,is not EUC-KR/),
    ]);
  });

  it("isn't lost to a broken last byte, which costs its own line", async () => {
    const whole = bytesOf("euc-kr", [subscribersHeader, subscriberLine(1, "뷁")]);
    const last = iconv.encode("S2,H2,A2,person,01022220002,홍길동", "euc-kr").subarray(0, -1);
    const { kept, rejects } = await rejectsOf(Buffer.concat([whole, last]));
    expect(rejects).toEqual([expect.stringMatching(/^3,,is neither UTF-8 nor EUC-KR,S2,H2,A2/)]);
    expect(kept).toBe(1);
    expect(await names()).toEqual(["뷁"]);
  });

  it("is in the way of a header that is in the other one", async () => {
    const header = bytesOf("euc-kr", [`${subscribersHeader},비고란`]);
    const rows = [1, 2].map((index) => `${subscriberLine(index, "김영희")},`);
    expect(await refusal({ file: aFile(Buffer.concat([header, bytesOf("utf-8", rows)])) })).toBe(
      "this is no CSV file of subscribers: line 1: is in EUC-KR, the rest of the file in UTF-8",
    );
  });
});

describe("an encoding that is named wrongly", () => {
  it("costs each line that isn't in it, and no other", async () => {
    const lines = [subscribersHeader, subscriberLine(1, "홍길동"), subscriberLine(2, "Kim")];
    expect((await rejectsOf(bytesOf("utf-8", lines), "euc-kr")).rejects).toEqual([
      expect.stringMatching(/^2,,is not EUC-KR,S1/),
    ]);
    expect((await rejectsOf(bytesOf("euc-kr", lines), "utf-8")).rejects).toEqual([
      expect.stringMatching(/^2,,is not UTF-8,S1/),
    ]);
    expect(await names()).toEqual(["Kim"]);
  });

  it("refuses the file whose header isn't in it, or whose mark says otherwise", async () => {
    const lines = [`${subscribersHeader},비고란`, `${subscriberLine(1, "홍길동")},`];
    expect(await refusal({ file: aFile(bytesOf("euc-kr", lines)), encoding: "utf-8" })).toBe(
      "this is no CSV file of subscribers: line 1: is not UTF-8",
    );
    expect(await refusal({ file: aFile(marked(lines)), encoding: "euc-kr" })).toBe(
      "the file isn't in EUC-KR: it starts with the mark of UTF-8",
    );
  });
});

describe("the lists of a file in EUC-KR", () => {
  it("are in UTF-8, each with the start of its row as people read it", async () => {
    const bytes = bytesOf("euc-kr", [subscribersHeader, subscriberRow({ name: "똠방각하", language: "xx" })]);
    expect((await rejectsOf(bytes)).rejects).toEqual([expect.stringMatching(/^2,language,.*똠방각하/)]);

    const warnings = aFile("", "warnings.csv");
    const { kept } = await imported(
      { file: aFile(bytesOf("euc-kr", kinds.signals.lines)), warnings },
      kinds.signals.import,
    );
    expect(kept).toBe(2);
    expect(listed(warnings)).toEqual([expect.stringMatching(/^3,exposed,.*회선-똠/)]);
  });
});
