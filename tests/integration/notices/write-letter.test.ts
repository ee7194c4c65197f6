import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { NotFound } from "#app/domain/context.server.ts";
import { letterKinds, placeOf } from "#app/domain/notices/letter-text.rules.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { after, days, hours } from "#app/shared/time.ts";
import { aCase } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aLetter, lettersOf } from "#tests/factories/notice.ts";
import { aStore } from "#tests/factories/store.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, setNow } = context;
afterAll(() => context.close());

const start = new Date("2025-09-18T20:00:00+09:00");
beforeEach(() => setNow(start));

describe("writeLetter", () => {
  it("writes one of each kind in the line's language, due at once on each channel", async () => {
    const { line } = await aCase(context);
    const reader = await line({ language: "zh", email: "reader@example.com" });
    for (const kind of letterKinds) expect(await aLetter(ctx, reader, kind), kind).toBe("written");
    const messages = await ctx.db.outboxMessage.findMany({
      where: { notice: { subscriberId: reader.id } },
      include: { notice: { include: { link: true } } },
    });
    for (const kind of letterKinds) {
      const own = messages.filter(({ notice }) => notice.kind === kind);
      expect(own.map(({ channel }) => channel).toSorted(), kind).toEqual(["mail", "sms"]);
      expect(new Set(own.map(({ noticeId }) => noticeId)).size).toBe(1);
      for (const message of own)
        expect(message).toMatchObject({
          state: "pending",
          notBefore: start,
          notice: { language: "zh", writtenAt: start },
        });
      const { link = null, storeId, momentAt } = own[0]?.notice ?? {};
      if (kind === "link_again" || kind === "swapped")
        expect(link).toMatchObject({ subscriberId: reader.id, tokenHash: null });
      else expect(link, kind).toBeNull();
      const place = placeOf(kind);
      expect(storeId === null, kind).toBe(place === "none");
      expect(momentAt, kind).toEqual(place === "store and moment" ? after(start, days(2)) : null);
    }
  });

  it("takes a store and a moment only for a kind that says them", async () => {
    const { line, incident } = await aCase(context);
    const [reader, store] = [await line(), await aStore(ctx, incident)];
    const [storeId, momentAt] = [store.id, start];
    const says = {
      none: [{ storeId }, { momentAt }, { storeId, momentAt }],
      store: [{}, { momentAt }, { storeId, momentAt }],
      "store and moment": [{}, { momentAt }, { storeId }],
    };
    for (const kind of letterKinds) {
      for (const place of says[placeOf(kind)])
        await expect(
          ctx.db.$transaction((tx) => writeLetter(ctx, tx, { subscriberId: reader.id, kind, ...place })),
          kind,
        ).rejects.toThrow("says");
    }
    expect(await ctx.db.notice.count({ where: { subscriberId: reader.id } })).toBe(0);
  });

  it("refuses a link to who can have none, and tells them all else", async () => {
    const { line } = await aCase(context);
    const company = await line({ holderType: "company", email: "office@example.com" });
    const undated = await line({ birthDate: null });
    const purged = await line();
    await ctx.db.subscriber.update({ where: { id: purged.id }, data: { envelope: null, keyId: null } });
    for (const one of [company, undated, purged]) {
      const before = await sumTables(ctx.pool);
      expect(await aLetter(ctx, one, "link_again")).toBe("no-link");
      expect(await sumTables(ctx.pool)).toEqual(before);
      expect(await aLetter(ctx, one, "acted")).toBe("written");
      // Whose card was swapped hears of it in any case.
      expect(await aLetter(ctx, one, "swapped")).toBe("written");
      expect(await lettersOf(ctx, one, "swapped")).toMatchObject([{ notice: { linkId: null } }]);
    }
  });

  it("refuses a fourth link in 24 hours, of the same line alone, and no other letter", async () => {
    const { line } = await aCase(context);
    const [flooded, other] = [await line(), await line()];
    for (const hour of [0, 1, 2]) {
      setNow(after(start, hours(hour)));
      expect(await aLetter(ctx, flooded, "link_again")).toBe("written");
    }
    const before = await sumTables(ctx.pool);
    expect(await aLetter(ctx, flooded, "link_again")).toBe("too-many");
    expect(await sumTables(ctx.pool)).toEqual(before);
    expect(await aLetter(ctx, other, "link_again")).toBe("written");
    for (const kind of ["signed_in", "acted", "answered", "enrolled", "swapped", "at_store"] as const)
      for (let count = 0; count < 4; count += 1) expect(await aLetter(ctx, flooded, kind)).toBe("written");

    setNow(new Date(after(start, hours(24)).getTime() - 1));
    expect(await aLetter(ctx, flooded, "link_again")).toBe("too-many");
    setNow(after(start, hours(24)));
    expect(await aLetter(ctx, flooded, "link_again")).toBe("written");
    expect(await aLetter(ctx, flooded, "link_again")).toBe("too-many");
  });

  it("asked for by many at the same moment: three, and three links", async () => {
    const { line } = await aCase(context);
    const reader = await line();
    const asked = await Promise.all([1, 2, 3, 4, 5, 6].map(() => aLetter(ctx, reader, "link_again")));
    expect(asked.toSorted()).toEqual(["too-many", "too-many", "too-many", "written", "written", "written"]);
    expect(await ctx.db.link.count({ where: { subscriberId: reader.id } })).toBe(3);
  });

  it("doesn't stand in the way of a campaign that is planned at the same moment", async () => {
    const { line, finding } = await aCase(context);
    const reader = await line();
    const { key } = await finding("18", [{ line: reader }]);
    await ctx.db.$transaction(async (tx) => {
      await writeLetter(ctx, tx, { subscriberId: reader.id, kind: "link_again" });
      // The plan doesn't see the letter's link yet, and takes the version that it thinks is next.
      expect(await planCampaign(ctx, key)).toMatchObject({ ok: true, value: { recipients: 1 } });
    });
    const links = await ctx.db.link.findMany({ where: { subscriberId: reader.id } });
    expect(links.map(({ version }) => version).toSorted()).toEqual([1, 2]);
  });

  it("is undone with what it tells", async () => {
    const { line } = await aCase(context);
    const reader = await line();
    const before = await sumTables(ctx.pool);
    const undone = ctx.db.$transaction(async (tx) => {
      await writeLetter(ctx, tx, { subscriberId: reader.id, kind: "link_again" });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await sumTables(ctx.pool)).toEqual(before);
  });

  it("throws for a line that isn't there", async () => {
    for (const kind of letterKinds) await expect(aLetter(ctx, { id: 0n }, kind)).rejects.toThrow(NotFound);
  });
});

describe("ansim check", () => {
  const aRule = /^(a letter is in|nobody gets more than three letters)/;
  const broken = async () =>
    (await listBrokenInvariants(ctx)).broken
      .filter(({ name }) => aRule.test(name))
      .flatMap(({ rows }) => rows);

  it.each([
    ["a link in a letter that is about something else", "update notices set kind = 'acted' where id = $1"],
    ["a letter about the link without one", "update notices set link_id = null where id = $1"],
    [
      "a letter in a finding's campaign",
      "update notices set campaign_id = (select min(id) from campaigns where finding_id is not null) where id = $1",
    ],
    [
      "a store in a letter that names none",
      "update notices set store_id = (select min(id) from stores) where id = $1",
    ],
    [
      "a letter about a visit without its store",
      "update notices set kind = 'at_store', link_id = null where id = $1",
    ],
    [
      "another line's link",
      `update links set subscriber_id = (select max(id) from subscribers), version = 99
       where id = (select link_id from notices where id = $1)`,
    ],
    [
      "a fourth link in 24 hours",
      `insert into notices (campaign_id, subscriber_id, kind, language, written_at)
       select campaign_id, subscriber_id, kind, language, written_at from notices cross join generate_series(1, 3) where id = $1`,
    ],
  ])("finds %s", async (_, sabotage) => {
    const { line } = await aCase(context);
    const reader = await line();
    await aLetter(ctx, await line(), "at_store");
    await aLetter(ctx, reader, "link_again");
    const [letter] = await lettersOf(ctx, reader, "link_again");
    expect(await broken()).toEqual([]);
    await ctx.pool.query(sabotage, [letter?.noticeId]);
    expect(await broken()).not.toEqual([]);
    await ctx.pool.query(
      "delete from outbox where notice_id in (select id from notices where written_at is not null)",
    );
    await ctx.pool.query("delete from notices where written_at is not null");
  });
});
