import { expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { purgeIncidents } from "#app/domain/subscribers/purge-incidents.server.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();

it("erases what is personal after the purge day, not before, and only of that incident", async () => {
  const { ctx, setNow, close } = testContext({ databaseUrl: url });
  await anIncident(ctx, {
    id: "early",
    purge: { after: "2025-10-01", rule: { ko: "a", en: "a", zh: "a", vi: "a" } },
  });
  await anIncident(ctx, {
    id: "late",
    purge: { after: "2026-10-01", rule: { ko: "a", en: "a", zh: "a", vi: "a" } },
  });
  const gone = await aSubscriber(ctx, { incidentId: "early", subscriberRef: "S-1", msisdn: "01012340001" });
  const kept = await aSubscriber(ctx, { incidentId: "late", subscriberRef: "S-1", msisdn: "01012340001" });
  const linkOf = (subscriberId: bigint) =>
    ctx.db.link.create({
      data: {
        subscriberId,
        version: 1,
        tokenHash: Buffer.from(String(subscriberId)),
        issuedAt: ctx.now(),
        expiresAt: ctx.now(),
      },
    });
  await linkOf(gone.id);

  setNow(new Date("2025-10-01T23:59:59+09:00"));
  expect(await purgeIncidents(ctx)).toEqual({ purged: [] });
  setNow(new Date("2025-10-02T00:00:00+09:00"));
  expect(await purgeIncidents(ctx)).toEqual({ purged: ["early"] });
  expect(await purgeIncidents(ctx)).toEqual({ purged: [] });

  const after = await ctx.db.subscriber.findUniqueOrThrow({
    where: { id: gone.id },
    include: { holder: true, account: true, links: true },
  });
  expect(after).toMatchObject({ envelope: null, keyId: null, msisdnIndex: null, rowDigest: null });
  const text = JSON.stringify(after, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  for (const reference of ["S-1", gone.holderRef]) expect(text).not.toContain(`"${reference}"`);
  expect(after.links[0]?.revokedFor).toBe("purged");

  const untouched = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: kept.id } });
  expect(openPersonalData(ctx, untouched).msisdn).toBe("01012340001");
  expect((await listBrokenInvariants(ctx)).broken).toEqual([]);
  await close();
});
