import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { endBankAccount } from "#app/domain/compensation/end-bank-account.server.ts";
import { enterBankAccount } from "#app/domain/compensation/enter-bank-account.server.ts";
import { getBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { Forbidden, type Actor } from "#app/domain/context.server.ts";
import { bankAccount } from "#app/locales/bank-account.ts";
import { say } from "#app/locales/say.ts";
import { after, days, hours, minutes } from "#app/shared/time.ts";
import { anAgentInCall, anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, aStaffSession, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-24T20:00:00+09:00");
const number = "11012345678901";

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
  t.carrier.down = false;
});
afterAll(async () => {
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken).toEqual([]);
  await site.close();
  await t.close();
});

async function aHolder(name = "강수진") {
  const line = await aSubscriber(t.ctx, { name, email: "kang@example.com" });
  t.carrier.accountHolders.set(`004 ${number}`, name);
  return { line, ...(await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH })) };
}
const form = (given: object = {}) => ({ key: randomUUID(), bank: "004" as const, number, ...given });
const accountsOf = (line: { id: bigint }) =>
  t.ctx.db.bankAccount.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } });

describe("entering an account", () => {
  it("keeps it sealed, shows the last four, holds it for a day, and tells the line on every channel", async () => {
    const { line, as, session } = await aHolder();
    const entered = await enterBankAccount(as, session, form());
    const holdUntil = after(start, hours(24));
    expect(entered).toEqual({ ok: true, value: { holdUntil, isNew: true } });
    expect(await getBankAccount(as, line.id)).toEqual({
      shown: { bank: "004", lastFour: "8901", holdUntil },
    });

    const { rows } = await t.ctx.pool.query<{ dump: string }>(
      "select (select string_agg(a::text, ' ') from bank_accounts a) || (select string_agg(e::text, ' ') from audit_events e) as dump",
    );
    expect(rows[0]?.dump).not.toContain(number);
    const letters = await t.ctx.db.notice.findMany({
      where: { subscriberId: line.id },
      include: { outbox: true },
    });
    expect(letters.map(({ kind, outbox }) => [kind, outbox.map(({ channel }) => channel).sort()])).toEqual([
      ["account_entered", ["mail", "sms"]],
    ]);
  });

  it("is one account, however often the form is sent, and no other with it", async () => {
    const { line, as, session } = await aHolder();
    const same = form();
    const both = await Promise.all([
      enterBankAccount(as, session, same),
      enterBankAccount(as, session, same),
    ]);
    expect(both.map((entered) => entered.ok && entered.value.isNew).sort()).toEqual([false, true]);
    expect(await enterBankAccount(as, session, same)).toMatchObject({ value: { isNew: false } });
    expect(await enterBankAccount(as, session, { ...same, number: "99912345678901" })).toEqual({
      ok: false,
      refusal: "form-used",
    });
    expect(await accountsOf(line)).toHaveLength(1);

    const other = await aHolder("박민준");
    expect(await enterBankAccount(other.as, other.session, same)).toEqual({
      ok: false,
      refusal: "form-used",
    });
  });

  it.each([
    ["강 수진", "강수진", true],
    ["NGUYEN VAN AN", "Nguyen Van An", true],
    ["강수진".normalize("NFD"), "강수진", true],
    ["강수지", "강수진", false],
    ["강수진(가족)", "강수진", false],
    ["강수진 외 1명", "강수진", false],
  ])("asks the bank whose it is: %s for %s", async (atBank, name, isTheirs) => {
    const { line, as, session } = await aHolder(name);
    t.carrier.accountHolders.set(`004 ${number}`, atBank);
    const entered = await enterBankAccount(as, session, form());
    expect(entered.ok || entered.refusal).toBe(isTheirs || "name-differs");
    expect(await accountsOf(line)).toHaveLength(isTheirs ? 1 : 0);
    expect(await t.ctx.db.notice.count({ where: { subscriberId: line.id } })).toBe(isTheirs ? 1 : 0);
  });

  it("is refused where the bank has none, and where nobody can be asked", async () => {
    const { line, as, session } = await aHolder();
    expect(await enterBankAccount(as, session, form({ bank: "088" }))).toEqual({
      ok: false,
      refusal: "no-such-account",
    });
    t.carrier.down = true;
    expect(await enterBankAccount(as, session, form())).toEqual({ ok: false, refusal: "carrier-silent" });
    expect(await accountsOf(line)).toEqual([]);
  });

  it("can be tried five times in 24 hours, also all at once", async () => {
    const { line, as, session } = await aHolder();
    const wrong = Array.from({ length: 9 }, (_, index) => form({ number: `9000000000${index}` }));
    const tried = await Promise.all(wrong.map((one) => enterBankAccount(as, session, one)));
    const refusals = tried.map((one) => !one.ok && one.refusal);
    expect(refusals.filter((refusal) => refusal === "no-such-account")).toHaveLength(5);
    expect(await enterBankAccount(as, session, form())).toEqual({ ok: false, refusal: "too-many" });
    t.setNow(after(start, days(1)));
    const again = await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH });
    expect(await enterBankAccount(again.as, again.session, form())).toMatchObject({ ok: true });
  });

  it("takes the place of the one before", async () => {
    const { line, as, session } = await aHolder();
    await enterBankAccount(as, session, form());
    t.setNow(after(start, minutes(2)));
    t.carrier.accountHolders.set("088 99912340000", "강수진");
    await enterBankAccount(as, session, form({ bank: "088", number: "99912340000" }));
    expect((await accountsOf(line)).map(({ lastFour, endedFor }) => [lastFour, endedFor])).toEqual([
      ["8901", "replaced"],
      ["0000", null],
    ]);
  });

  it("is for the line's own session at L3, raised for that very page, and for no member of staff, who is written down", async () => {
    const { line, session } = await aHolder();
    const other = await aHolder("박민준");
    const forbidden: [Actor, typeof session][] = [
      [{ type: "subscriber", id: String(line.id), level: "L2" }, (await aSignedInSession(t, line)).session],
      [
        { type: "subscriber", id: String(line.id), level: "L2" },
        (await aSignedInSession(t, line, { raisedFor: "/protection/off" })).session,
      ],
      [other.as.actor, session],
      [{ type: "system", id: "worker" }, session],
    ];
    for (const role of ["agent", "store", "reviewer", "operator", "auditor"] as const)
      forbidden.push([staffActor(await aStaffMember(t.ctx, { roles: [role] })), session]);
    for (const [actor, held] of forbidden)
      await expect(enterBankAccount(t.as(actor), held, form()), JSON.stringify(actor)).rejects.toThrow(
        Forbidden,
      );
    expect(await accountsOf(line)).toEqual([]);
    const refused = await t.ctx.db.auditEvent.findMany({
      where: { action: "access.refused", subjectId: String(line.id) },
    });
    expect(refused.map(({ actorRole }) => actorRole).sort()).toEqual(
      ["agent", "auditor", "operator", "reviewer", "store"].sort(),
    );
  });
});

describe("shown", () => {
  const html = ({ body }: { body: Buffer }) => body.toString();

  it("at L1, and to an agent who checked the caller, is only that there is one", async () => {
    const { line, as, session } = await aHolder();
    await enterBankAccount(as, session, form());
    const atL1 = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    const agent = await anAgentInCheckedCall(t, line);
    for (const ctx of [atL1, agent.as]) expect(await getBankAccount(ctx, line.id)).toEqual({ shown: null });

    const { cookie } = await aSubscriberSession(t, line);
    for (const path of ["/compensation", `${ACCOUNT_PATH}/end`]) {
      const page = html(await site.send("GET", path, { cookie: `${cookie}; lang=ko` }));
      expect(page, path).toContain(say(bankAccount.is_set, "ko"));
      expect(page, path).not.toMatch(/8901|KB국민은행/);
    }
    const desk = await site.send("GET", "/call-center/call", {
      cookie: await aStaffSession(t.ctx, agent.member),
    });
    expect(html(desk)).toContain("어느 계좌인지는 보이지 않습니다");
    expect(html(desk)).toContain("‘소액결제 피해 보상’ 화면에서 ‘계좌로 받지 않기’를 직접");
    expect(html(desk)).not.toMatch(/8901|KB국민은행/);
  });
});

describe("ending it", () => {
  it("is one press at L1, told, and done once", async () => {
    const { line, as, session } = await aHolder();
    await enterBankAccount(as, session, form());
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    expect(await endBankAccount(own, { subscriberId: line.id })).toMatchObject({ ok: true });
    expect(await endBankAccount(own, { subscriberId: line.id })).toEqual({
      ok: false,
      refusal: "no-account",
    });
    expect(await getBankAccount(own, line.id)).toBeNull();
    expect(
      (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
        ({ kind }) => kind,
      ),
    ).toEqual(["account_entered", "account_ended"]);
  });

  it("is nobody else's, an agent's least of all, whoever is calling", async () => {
    const { line, as, session } = await aHolder();
    await enterBankAccount(as, session, form());
    const agent = await aStaffMember(t.ctx);
    const stranger = t.as({ type: "subscriber", id: "999999", level: "L2" });
    for (const ctx of [stranger, t.as(staffActor(agent))]) {
      await expect(endBankAccount(ctx, { subscriberId: line.id })).rejects.toThrow(Forbidden);
      await expect(getBankAccount(ctx, line.id)).rejects.toThrow(Forbidden);
    }
    const checked = await anAgentInCheckedCall(t, line);
    await expect(endBankAccount(checked.as, { subscriberId: line.id })).rejects.toThrow(Forbidden);
    for (const { member, callId } of [await anAgentInCall(t, { line }), checked]) {
      const cookie = await aStaffSession(t.ctx, member);
      for (const act of ["bank-account", "account-end"]) {
        const answer = await site.send("POST", "/call-center/call", {
          cookie,
          form: { act, call: String(callId), key: randomUUID(), bank: "004", number },
        });
        expect(answer.status, act).toBe(409);
        expect(String(answer.body)).toContain("계좌를 넣거나 뺄 수 없습니다");
      }
      const written = await t.ctx.db.auditEvent.findMany({
        where: { action: "access.refused", actorId: String(member.id), subjectId: String(line.id) },
        orderBy: { id: "asc" },
      });
      expect(written).toMatchObject([
        { detail: { act: "bank-account" } },
        { detail: { act: "account-end" } },
      ]);
    }
    expect(await getBankAccount(checked.as, line.id)).toEqual({ shown: null });
  });
});

describe("the page", () => {
  const path = ACCOUNT_PATH;
  const html = ({ body }: { body: Buffer }) => body.toString();
  const enter = (cookie: string, given: object = {}) =>
    site.send("POST", path, { cookie, form: { key: randomUUID(), bank: "004", number, ...given } });

  it("takes a number as a passbook prints it, and says until when nothing is paid there", async () => {
    const { line, cookie } = await aHolder();
    const entered = await enter(cookie, { number: "110-1234-5678901" });
    expect([entered.status, entered.headers.location]).toEqual([303, `${path}?entered`]);
    const body = html(await site.send("GET", `${path}?entered`, { cookie }));
    expect(body).toContain(say(bankAccount.now, "ko", { bank: "KB국민은행", lastFour: "8901" }));
    expect(body).toContain("2025년 9월 25일 20:00");
    expect(body).not.toContain(number);
    expect(site.logged()).not.toContain(number);

    const own = await site.send("POST", `${path}/end`, { cookie, form: {} });
    expect([own.status, own.headers.location]).toEqual([303, "/compensation"]);
    expect(await accountsOf(line)).toMatchObject([{ endedFor: "ended" }]);
    expect((await site.send("POST", `${path}/end`, { cookie, form: {} })).status).toBe(409);
  });

  it.each([
    [{ number: "12345" }, 422, bankAccount.unreadable],
    [{ bank: "999" }, 422, bankAccount.unreadable],
    [{ number: "1101234567890x" }, 422, bankAccount.unreadable],
    [{ number: "99912345678901" }, 409, bankAccount.no_such_account],
  ])("says what is wrong with %j, and gives back what was typed", async (given, status, message) => {
    const { cookie, line } = await aHolder();
    const answered = await enter(cookie, given);
    expect(answered.status).toBe(status);
    expect(html(answered)).toContain(say(message, "ko"));
    if ("number" in given) expect(html(answered)).toContain(`value="${given.number}"`);
    expect(await accountsOf(line)).toEqual([]);
  });

  it("leads whoever isn't raised for it to signing in", async () => {
    const { line } = await aHolder();
    const { cookie } = await aSignedInSession(t, line);
    for (const method of ["GET", "POST"] as const) {
      const led = await site.send(method, path, { cookie, ...(method === "POST" && { form: form() }) });
      expect([led.status, led.headers.location]).toEqual([303, expect.stringContaining("/signin/")]);
    }
    expect(await accountsOf(line)).toEqual([]);
  });
});
