import { expect, it } from "vitest";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import { resealPersonalData } from "#app/domain/subscribers/reseal-personal-data.server.ts";
import { newKeyRing, openVault } from "#app/infra/keys/key-ring.server.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const bytes = (base64: string) => Buffer.from(base64, "base64");

it("after a rotation every row opens with the new key alone, and is still found by number and by person", async () => {
  const { ctx: testCtx, close } = testContext({ databaseUrl: url });
  const [old, fresh] = [newKeyRing(), newKeyRing()];
  const blindIndexKey = bytes(old.blindIndexKey);
  const keys = { k1: bytes(old.keys.k1), k2: bytes(fresh.keys.k1) };
  const before = { ...testCtx, vault: openVault({ current: "k1", keys: { k1: keys.k1 }, blindIndexKey }) };
  await anIncident(before);
  const line = await aSubscriber(before, { msisdn: "01012340002" });

  const rotated = { ...before, vault: openVault({ current: "k2", keys, blindIndexKey }) };
  expect(await resealPersonalData(rotated)).toEqual({ resealed: 1 });
  expect(await resealPersonalData(rotated)).toEqual({ resealed: 0 });

  const after = { ...before, vault: openVault({ current: "k2", keys: { k2: keys.k2 }, blindIndexKey }) };
  const row = await after.db.subscriber.findFirstOrThrow({
    where: { msisdnIndex: after.vault.blindIndex("msisdn", "01012340002") },
  });
  expect(openPersonalData(after, row)).toEqual(line.personalData);
  const key = personKey(line.personalData.name, "19800115");
  expect(
    await after.db.subscriber.count({ where: { personIndex: after.vault.blindIndex("person", key) } }),
  ).toBe(1);
  // The envelope is bound to its row: copied to another, it doesn't open.
  expect(() => openPersonalData(after, { ...row, subscriberRef: "S-other" })).toThrow();
  await close();
});
