import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Forbidden } from "#app/domain/context.server.ts";
import { changePace } from "#app/domain/notices/change-pace.server.ts";
import { findPace } from "#app/domain/notices/find-pace.server.ts";
import { testContext } from "#tests/factories/context.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const { ctx, as, close } = testContext({ databaseUrl: url });
afterAll(() => close());
beforeEach(() => ctx.db.channelPace.deleteMany());

describe("the pace", () => {
  test("is set for a channel, changed, and given back to the workers' settings, each time on record", async () => {
    expect(await findPace(ctx, "sms")).toBeNull();
    for (const perSecond of [20, 0.5, null]) {
      expect(await changePace(ctx, "sms", perSecond)).toEqual({ ok: true, value: undefined });
      expect(await findPace(ctx, "sms")).toBe(perSecond);
    }
    expect(await findPace(ctx, "mail")).toBeNull();
    const audit = await ctx.db.auditEvent.findMany({
      where: { action: "campaign.pace" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ subjectId, detail }) => [subjectId, detail])).toEqual([
      ["sms", { perSecond: 20 }],
      ["sms", { perSecond: 0.5 }],
      ["sms", { perSecond: null }],
    ]);
  });

  test.each([0, -1, 10_001, Number.NaN, Infinity])("%d a second is refused", async (perSecond) => {
    expect(await changePace(ctx, "sms", perSecond)).toEqual({ ok: false, refusal: "out-of-range" });
    expect(await findPace(ctx, "sms")).toBeNull();
  });

  test("is the operator's to change", async () => {
    await expect(changePace(as({ type: "public" }), "sms", 1)).rejects.toThrow(Forbidden);
  });
});
