import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NotFound } from "#app/domain/context.server.ts";
import type { Imported } from "#app/domain/imports/import-file.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import {
  aCsvFile,
  aFile,
  listed,
  subscriberRow as row,
  subscribersHeader,
} from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let incidentId = "";
let count = 0;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
beforeEach(async () => {
  count += 1;
  incidentId = (await anIncident(t.ctx, { id: `incident-${count}` })).id;
});
afterAll(() => t.close());

async function imported(
  file: string,
  options: { dryRun?: boolean; rejects?: string } = {},
): Promise<Imported> {
  const result = await importSubscribers(t.ctx, incidentId, { file, ...options });
  if (!result.ok) throw new Error(result.reasons.join());
  return result.value;
}
const csv = (...rows: string[]) => aCsvFile(subscribersHeader, ...rows);
const lines = () =>
  t.ctx.db.subscriber.findMany({
    where: { incidentId },
    orderBy: { subscriberRef: "asc" },
    include: { holder: true, account: true },
  });
const reasons = async (...rows: string[]) => {
  const rejects = aFile("", "rejects.csv");
  await imported(csv(...rows), { rejects });
  return listed(rejects).map((line) => line.split(",").slice(0, 3).join(","));
};

describe("importSubscribers", () => {
  it("keeps a line with its holder and account, its personal data only in the envelope", async () => {
    const personal = { name: "Nguyễn Thị", msisdn: "010-2222-0001", guardian_msisdn: "+82 10 2222 0009" };
    const more = {
      email: "a@example.com",
      birth_date: "1980-01-15",
      priority: "senior",
      mvno_brand: "Brand",
    };
    expect(await imported(csv(row({ ...personal, ...more })))).toMatchObject({
      read: 1,
      kept: 1,
      changed: 1,
    });
    const [line] = await lines();
    if (!line) throw new Error("no line");
    expect(line).toMatchObject({ language: "ko", network: "LTE", priority: "senior", mvnoBrand: "Brand" });
    expect(line.holder.holderRef).toBe("H1");
    expect(openPersonalData(t.ctx, line)).toEqual({
      name: "Nguyễn Thị",
      birthDate: "19800115",
      msisdn: "01022220001",
      email: "a@example.com",
      guardianMsisdn: "01022220009",
    });
    expect(Buffer.from(line.msisdnIndex ?? [])).toEqual(
      Buffer.from(t.ctx.vault.blindIndex("msisdn", "01022220001")),
    );
    const stored = JSON.stringify(line, (_, value: unknown) =>
      typeof value === "bigint"
        ? String(value)
        : value instanceof Uint8Array
          ? Buffer.from(value).toString("latin1")
          : value,
    );
    expect(stored).not.toMatch(/01022220001|19800115|example\.com|Nguy/);
  });

  it("lets a line be found by name and birth date together, and nobody without a birth date", async () => {
    const company = { holder_ref: "H2", holder_type: "company", msisdn: "01022220002", birth_date: "" };
    await imported(csv(row({ name: "Nguyễn  Thị-Mai" }), row({ subscriber_ref: "S2", ...company })));
    const found = (name: string, born: string) =>
      t.ctx.db.subscriber.findMany({
        where: { incidentId, personIndex: t.ctx.vault.blindIndex("person", personKey(name, born)) },
      });
    expect(await found("NGUYỄN THỊ MAI", "19800115")).toMatchObject([{ subscriberRef: "S1" }]);
    expect(await found("NGUYEN THI MAI", "19800115")).toEqual([]);
    expect(await found("NGUYỄN THỊ MAI", "19800116")).toEqual([]);
    expect((await lines())[1]).toMatchObject({ subscriberRef: "S2", personIndex: null });
    // Changed with the row, and gone with the date.
    await imported(csv(row({ name: "Kim Mai" })));
    expect(await found("Kim Mai", "19800115")).toHaveLength(1);
    expect(await found("NGUYỄN THỊ MAI", "19800115")).toEqual([]);
    await imported(csv(row({ name: "Kim Mai", birth_date: "" })));
    expect(await found("Kim Mai", "19800115")).toEqual([]);
  });

  it("takes any column order, unknown columns, BOM, CRLF and quotes", async () => {
    const columns = subscribersHeader.split(",");
    const cells = row({ name: '"Kim, ""K"""' }).split(/,(?! )/);
    const header = ["memo", ...columns.toReversed()].join(",");
    const file = aFile(`\uFEFF${header}\r\n"two\r\nlines",${cells.toReversed().join(",")}\r\n`);
    expect(await imported(file)).toMatchObject({ read: 1, kept: 1 });
    const [line] = await lines();
    expect(line && openPersonalData(t.ctx, line).name).toBe('Kim, "K"');
  });

  it("changes nothing the second time, and only what differs the third", async () => {
    const file = csv(row({}), row({ subscriber_ref: "S2", msisdn: "01022220002" }));
    expect(await imported(file)).toMatchObject({ changed: 2 });
    const before = await lines();
    expect(await imported(file)).toMatchObject({ read: 2, kept: 2, changed: 0 });
    expect(await lines()).toEqual(before);

    const moved = row({ subscriber_ref: "S2", msisdn: "01022220002", account_ref: "A2" });
    expect(await imported(csv(row({}), moved))).toMatchObject({ kept: 2, changed: 1 });
    const [first, second] = await lines();
    expect(first).toEqual(before[0]);
    expect(second?.account.accountRef).toBe("A2");
    expect(second?.id).toBe(before[1]?.id);
  });

  it("rejects a line handed to another holder, and takes the new contract in beside the one that ended", async () => {
    const theirs = { holder_ref: "H2", account_ref: "A2", name: "Lee" };
    await imported(csv(row({})));
    const rejects = await reasons(row(theirs), row({ subscriber_ref: "S2", msisdn: "01022220002" }));
    expect(rejects).toEqual([
      expect.stringMatching(/^2,holder_ref,"is not the holder of this subscriber_ref/),
    ]);
    expect(await lines()).toMatchObject([
      { subscriberRef: "S1", lineStatus: "active", holder: { holderRef: "H1" } },
      { subscriberRef: "S2" },
    ]);
    // The number that the rejected row would have freed isn't free.
    expect(
      await reasons(row({ ...theirs, msisdn: "01022220009" }), row({ ...theirs, subscriber_ref: "S3" })),
    ).toHaveLength(2);

    const both = csv(row({ line_status: "ended" }), row({ ...theirs, subscriber_ref: "S3" }));
    expect(await imported(both)).toMatchObject({ kept: 2, rejected: 0 });
    expect(await lines()).toMatchObject([
      { subscriberRef: "S1", lineStatus: "ended", holder: { holderRef: "H1" } },
      { subscriberRef: "S2" },
      { subscriberRef: "S3", lineStatus: "active", holder: { holderRef: "H2" } },
    ]);
  });

  it("writes nothing in a dry run, and counts the same", async () => {
    const file = csv(row({}), row({ subscriber_ref: "S2", msisdn: "x" }));
    const audit = await t.ctx.db.auditEvent.count();
    const dry = await imported(file, { dryRun: true });
    expect(await lines()).toEqual([]);
    expect(await t.ctx.db.auditEvent.count()).toBe(audit);
    expect(await imported(file)).toEqual(dry);
    expect(await t.ctx.db.auditEvent.count()).toBe(audit + 1);
  });

  it("gives each bad row its line, column and reason, and keeps the others", async () => {
    const bad: [Parameters<typeof row>[0], string][] = [
      [{ subscriber_ref: "=1+1" }, "subscriber_ref,starts like a formula"],
      [{ subscriber_ref: "@x" }, "subscriber_ref,starts like a formula"],
      [{ subscriber_ref: "x".repeat(65) }, "subscriber_ref,is longer than 64 characters"],
      [{ subscriber_ref: "" }, "subscriber_ref,is empty"],
      [{ holder_ref: "H\u0007" }, "holder_ref,holds a control character"],
      [{ holder_type: "ghost" }, "holder_type,must be one of person"],
      [{ msisdn: "0212345678" }, "msisdn,is no Korean mobile number"],
      [{ name: " " }, "name,is empty"],
      [{ birth_date: "19800230" }, "birth_date,is no real date"],
      [{ birth_date: "20250919" }, "birth_date,lies in the future"],
      [{ birth_date: "18991231" }, "birth_date,lies before the year 1900"],
      [{ birth_date: "1980/1/1" }, "birth_date,is not written YYYYMMDD or YYYY-MM-DD"],
      [{ language: "fr" }, "language,must be one of ko"],
      [{ email: "nobody" }, "email,is no e-mail address"],
      [{ network: "6G" }, "network,must be one of LTE"],
    ];
    const rows = bad.map(([cells]) => row(cells));
    const got = await reasons(...rows, row({}));
    expect(got.map((line) => line.replaceAll('"', ""))).toEqual(
      bad.map(([, reason], index) => `${index + 2},${reason}`),
    );
    expect(await lines()).toHaveLength(1);
  });

  it("rejects rows with too few or too many cells", async () => {
    expect(await reasons("S1,H1", `${row({})},more`, row({}))).toEqual([
      expect.stringMatching(/^2,,"has 2 cells/),
      expect.stringMatching(/^3,,"has 16 cells/),
    ]);
  });

  it("rejects repeats: the line, another type for a holder, a number of two active lines", async () => {
    expect(
      await reasons(
        row({}),
        row({ msisdn: "01022220002" }),
        row({ subscriber_ref: "S2", msisdn: "01022220003", holder_type: "company" }),
        row({ subscriber_ref: "S3" }),
        row({ subscriber_ref: "S4", line_status: "ended" }),
      ),
    ).toEqual([
      "3,subscriber_ref,has the subscriber_ref of an earlier line",
      "4,holder_type,is another than an earlier line's for the same holder_ref",
      "5,msisdn,has the number of an earlier line",
    ]);
    expect(await reasons(row({ subscriber_ref: "S5" }))).toEqual([
      "2,msisdn,is the number of another active line of this incident",
    ]);
  });

  it("lets lines swap numbers and take over one that ended, but not one whose own row was rejected", async () => {
    const two = { subscriber_ref: "S2", msisdn: "01022220002" };
    await imported(csv(row({}), row(two)));
    const swapped = csv(row({ msisdn: two.msisdn }), row({ ...two, msisdn: "01022220001" }));
    expect(await imported(swapped)).toMatchObject({ kept: 2, changed: 2 });
    const taken = csv(
      row({ subscriber_ref: "S3", msisdn: two.msisdn }),
      row({ msisdn: two.msisdn, line_status: "ended" }),
    );
    expect(await imported(taken)).toMatchObject({ kept: 2, changed: 2 });
    expect(
      await reasons(
        row({ subscriber_ref: "S4", msisdn: two.msisdn }),
        row({ subscriber_ref: "S3", msisdn: two.msisdn, line_status: "ended", language: "xx" }),
      ),
    ).toHaveLength(2);
  });

  it("rejects a line whose number only would be free if a rejected row had freed it", async () => {
    await imported(
      csv(
        row({}),
        row({ subscriber_ref: "S2", msisdn: "01022220002" }),
        row({ subscriber_ref: "S9", msisdn: "01022220009" }),
      ),
    );
    const before = await lines();
    expect(await reasons(row({ subscriber_ref: "S2" }), row({ msisdn: "01022220009" }))).toHaveLength(2);
    expect(await lines()).toEqual(before);
  });

  it("keeps hostile text out of its list of rejects", async () => {
    const rejects = aFile("", "rejects.csv");
    await imported(csv(`=cmd|' /C calc'!A1,\u001b[31m"`, `-1,${"y".repeat(500)}`), { rejects });
    const text = readFileSync(rejects, "utf8");
    expect(text.split("\n")[1]).toContain(`,"'=cmd|' /C calc'!A1, [31m"""`);
    expect(text).not.toMatch(/\p{Cc}(?<!\n)/u);
    expect(text.split("\n")[2]).toHaveLength(`3,,"has 2 cells, the header has 15","'`.length + 200 + 1);
  });

  it("refuses what is none of these files, whole", async () => {
    const refusals = async (file: string) => {
      const result = await importSubscribers(t.ctx, incidentId, { file });
      return result.ok ? "taken" : result.reasons.join();
    };
    expect(await refusals("/nowhere.csv")).toContain("there is no such file");
    expect(await refusals("/tmp")).toContain("a directory");
    expect(await refusals(aFile(""))).toBe("the file is empty");
    expect(await refusals(aFile("\uFEFF"))).toBe("the file is empty");
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]);
    expect(await refusals(aFile(png))).toContain("no CSV file of subscribers");
    expect(await refusals(aFile(Buffer.alloc(200_000)))).toContain("no CSV file of subscribers");
    expect(await refusals(aFile("subscriber_ref,name\nS1,x\n"))).toContain("the header lacks holder_ref");
    expect(await refusals(aFile(`${subscribersHeader},name\n`))).toBe("the header names name twice");
    const file = csv(row({}));
    expect(await importSubscribers(t.ctx, incidentId, { file, rejects: file })).toMatchObject({ ok: false });
    expect(readFileSync(file, "utf8")).toContain("S1");
    expect(await importSubscribers(t.ctx, incidentId, { file, rejects: "/nowhere/x.csv" })).toMatchObject({
      ok: false,
    });
    expect(await lines()).toEqual([]);
    // And the connection is as good as new after a file that was broken off.
    expect(await imported(file)).toMatchObject({ kept: 1 });
  });

  it("refuses an incident that isn't there or was purged", async () => {
    const file = csv(row({}));
    await expect(importSubscribers(t.ctx, "nowhere", { file })).rejects.toThrow(NotFound);
    await t.ctx.db.incident.update({ where: { id: incidentId }, data: { purgedAt: t.ctx.now() } });
    expect(await importSubscribers(t.ctx, incidentId, { file })).toMatchObject({
      reasons: [`the personal data of ${incidentId} has been erased`],
    });
  });
});
