import { afterAll, beforeAll, expect, it } from "vitest";
import { findLines } from "#app/domain/calls/find-lines.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { findRecipient } from "#app/domain/subscribers/find-recipient.server.ts";
import { findGuardianLine } from "#app/domain/usim-swap/find-guardian-line.server.ts";
import { findStoreLine } from "#app/domain/usim-swap/find-store-line.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";
import type { Holder, Subscriber } from "#app/infra/db/generated/client.ts";
import { anAgentInCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile, subscriberRow, subscribersHeader } from "#tests/factories/csv-file.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const number = "01022220001";

let t: TestContext;
let former: Subscriber & { holder: Holder };
let present: Subscriber & { holder: Holder };
let minor: Subscriber;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  // The former contract is imported first and stands first in every order by id.
  for (const rows of [
    [subscriberRow({ name: "Kim" })],
    [
      subscriberRow({ name: "Kim", line_status: "ended" }),
      subscriberRow({ subscriber_ref: "S2", holder_ref: "H2", account_ref: "A2", name: "Lee" }),
      subscriberRow({
        subscriber_ref: "S3",
        holder_ref: "H3",
        msisdn: "01022220003",
        name: "Min",
        birth_date: "20120301",
        guardian_msisdn: number,
      }),
    ],
  ]) {
    const file = aCsvFile(subscribersHeader, ...rows);
    expect(await importSubscribers(t.ctx, incident.id, { file })).toMatchObject({ value: { rejected: 0 } });
  }
  const lineOf = (subscriberRef: string) =>
    t.ctx.db.subscriber.findFirstOrThrow({ where: { subscriberRef }, include: { holder: true } });
  [former, present, minor] = await Promise.all([lineOf("S1"), lineOf("S2"), lineOf("S3")]);
  t.carrier.owners.set(number, { status: "active", holderRef: "H2" });
});
afterAll(() => t.close());

it("each holder reads their own contract, and the minor's only who has the number now", async () => {
  expect(await listHolderLines(t.ctx, former.holderId)).toMatchObject([{ id: former.id, minor: false }]);
  expect(await listHolderLines(t.ctx, present.holderId)).toMatchObject([
    { id: present.id, minor: false },
    { id: minor.id, minor: true },
  ]);
  expect(await findGuardianLine(t.ctx.db, minor)).toMatchObject({ id: present.id });
});

it("nothing about the former contract is texted to the number, and what is about the new one is", async () => {
  expect(await findRecipient(t.ctx, former)).toEqual({ ok: false, refusal: "owner-changed" });
  expect(await findRecipient(t.ctx, present)).toEqual({ ok: true, value: { msisdn: number } });
  expect(await findRecipient(t.ctx, { ...minor, holder: present.holder })).toMatchObject({ ok: true });
});

it("an agent finds both, the active one first; a store the active one", async () => {
  const { callId, as } = await anAgentInCall(t);
  expect(await findLines(as, { callId, search: { by: "number", number } })).toMatchObject({
    value: [
      { name: "L***", status: "active", minor: false },
      { name: "M***", status: "active", minor: true },
      { name: "K***", status: "ended", minor: false },
    ],
  });
  const store = await aStore(t.ctx, { id: former.incidentId });
  const clerk = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["store"], storeRef: store.storeRef })));
  const details = { ...store, incidentId: former.incidentId };
  expect(await findStoreLine(clerk, "form", { number, store: details })).toMatchObject({
    value: { id: present.id },
  });
});
