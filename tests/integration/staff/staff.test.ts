import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { findStaffSession } from "#app/domain/staff/find-staff-session.server.ts";
import { listMembers } from "#app/domain/staff/list-members.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { setMemberAccess } from "#app/domain/staff/set-member-access.server.ts";
import { signInStaff } from "#app/domain/staff/sign-in-staff.server.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import { after, hours, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aStaffMember, aStaffSession, staffActor } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
});
afterAll(() => t.close());

const secretOf = (cookie: string) => cookie.replace("staff=", "");
const claims = { sub: "kim", name: "김상담", roles: ["agent"], amr: ["pwd", "otp", "mfa"] };
const signIn = (given: Record<string, unknown> = {}, from: string | null = null) =>
  signInStaff(t.as({ type: "public" }), { claims: { ...claims, ...given }, from, address: "192.0.2.5" });

async function signedIn(given: Record<string, unknown> = {}, from: string | null = null) {
  const result = await signIn(given, from);
  if (!result.ok) throw new Error(result.refusal);
  return result.value.sessionSecret;
}

describe("signing in", () => {
  it("takes name, roles and store from the provider, anew each time, and is recorded with its address", async () => {
    const first = await signedIn({ sub: "lee", roles: ["agent", "somebody"] });
    expect(await findStaffSession(t.ctx, first)).toMatchObject({
      name: "김상담",
      roles: ["agent"],
      storeRef: null,
    });
    const second = await signedIn({ sub: "lee", name: "이상담", roles: ["store"], store_ref: "ST-9" }, first);
    expect(await findStaffSession(t.ctx, second)).toMatchObject({
      name: "이상담",
      roles: ["store"],
      storeRef: "ST-9",
    });
    expect(await findStaffSession(t.ctx, first), "the session before").toBeNull();
    const member = await t.ctx.db.staffMember.findUniqueOrThrow({ where: { subject: "lee" } });
    expect(member.holderRef).toBeNull();
    // Who they are as a customer is what the provider says now, too.
    const again = { sub: "lee", name: "이상담", roles: ["store"], store_ref: "ST-9" };
    for (const holderRef of ["H-7", null]) {
      await signIn({ ...again, sub: "lee-2", holder_ref: holderRef });
      const row = await t.ctx.db.staffMember.findUniqueOrThrow({ where: { subject: "lee-2" } });
      expect(row.holderRef).toBe(holderRef);
    }
    const events = await t.ctx.db.auditEvent.findMany({
      where: { action: "staff.signin", subjectId: String(member.id) },
    });
    expect(events.map(({ detail, actorId, address }) => [detail, actorId, address])).toEqual([
      [{ roles: ["agent"] }, String(member.id), "192.0.2.5"],
      [{ roles: ["store"] }, String(member.id), "192.0.2.5"],
    ]);
  });

  it.each([
    ["without a second factor", { amr: ["pwd"] }, "no-second-factor"],
    ["without saying how", { amr: undefined }, "no-second-factor"],
    ["with a key that resists phishing", { amr: ["hwk"], acr: "phr" }, null],
    ["with no role of ours", { roles: ["janitor"] }, "not-staff"],
    ["with no role", { roles: undefined }, "not-staff"],
    ["of a store, without the store", { roles: ["store"] }, "not-staff"],
    ["with roles that are no list", { roles: "operator" }, "provider-failed"],
    ["without a name", { name: undefined }, "provider-failed"],
  ])("%s", async (_, given, refusal) => {
    const sessions = await t.ctx.db.staffSession.count();
    const result = await signIn({ sub: `someone-${String(refusal)}`, ...given });
    expect(result.ok ? null : result.refusal).toBe(refusal);
    expect(await t.ctx.db.staffSession.count()).toBe(sessions + (refusal ? 0 : 1));
    if (refusal && refusal !== "provider-failed")
      expect(
        await t.ctx.db.auditEvent.count({
          where: { action: "staff.signin-refused", subjectId: `someone-${refusal}` },
        }),
      ).toBeGreaterThan(0);
  });
});

it("a member without any role left is out with all their sessions", async () => {
  const secret = await signedIn({ sub: "moved-on" });
  expect(await signIn({ sub: "moved-on", roles: [] })).toEqual({ ok: false, refusal: "not-staff" });
  expect(await findStaffSession(t.ctx, secret)).toBeNull();
});

describe("a session", () => {
  it("ends after ten minutes without use, and eight hours in all", async () => {
    t.setNow(start);
    const secret = await signedIn({ sub: "idle" });
    t.setNow(after(start, minutes(10)));
    expect(await findStaffSession(t.ctx, secret)).toBeNull();

    t.setNow(start);
    const used = await signedIn({ sub: "busy" });
    for (let at = minutes(9); at < hours(8); at += minutes(9)) {
      t.setNow(after(start, at));
      expect(await findStaffSession(t.ctx, used), `${at / minutes(1)} minutes`).not.toBeNull();
    }
    t.setNow(after(start, hours(8)));
    expect(await findStaffSession(t.ctx, used)).toBeNull();
    t.setNow(start);
    expect(await findStaffSession(t.ctx, "nonsense")).toBeNull();
  });
});

describe("an operator", () => {
  it("disables a member, who is out at the next request and can't come back until let in", async () => {
    const operator = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["operator"] })));
    const secret = await signedIn({ sub: "curious" });
    const member = await t.ctx.db.staffMember.findUniqueOrThrow({ where: { subject: "curious" } });
    const set = (disabled: boolean, reason = "looked up a neighbour") =>
      setMemberAccess(operator, { memberId: member.id, disabled, reason });

    expect(await set(true, "   too    ")).toEqual({ ok: false, refusal: "no-reason" });
    expect(await findStaffSession(t.ctx, secret)).not.toBeNull();
    expect((await set(true)).ok).toBe(true);
    expect((await set(true)).ok).toBe(true);
    expect(await findStaffSession(t.ctx, secret)).toBeNull();
    expect(await signIn({ sub: "curious" })).toEqual({ ok: false, refusal: "disabled" });
    expect((await set(false)).ok).toBe(true);
    expect(await findStaffSession(t.ctx, secret), "a session from before").toBeNull();
    expect((await signIn({ sub: "curious" })).ok).toBe(true);
    const events = await t.ctx.db.auditEvent.findMany({
      where: { subjectId: String(member.id), action: { in: ["staff.disable", "staff.enable"] } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action, reason, actorRole }) => [action, reason, actorRole])).toEqual([
      ["staff.disable", "looked up a neighbour", "operator"],
      ["staff.enable", "looked up a neighbour", "operator"],
    ]);
  });

  it("is out, too, with a session that outlived the disabling in another way", async () => {
    const member = await aStaffMember(t.ctx, { roles: ["operator"] });
    const secret = secretOf(await aStaffSession(t.ctx, member));
    expect(await findStaffSession(t.ctx, secret)).not.toBeNull();
    await t.ctx.db.staffMember.update({ where: { id: member.id }, data: { disabledAt: t.ctx.now() } });
    expect(await findStaffSession(t.ctx, secret)).toBeNull();
  });

  it("can't disable themself, or who isn't there; nobody else can anybody", async () => {
    const self = await aStaffMember(t.ctx, { roles: ["operator"] });
    const asked = { memberId: self.id, disabled: true, reason: "a reason long enough" };
    expect(await setMemberAccess(t.as(staffActor(self)), asked)).toEqual({ ok: false, refusal: "oneself" });
    await expect(setMemberAccess(t.as(staffActor(self)), { ...asked, memberId: 999_999n })).rejects.toThrow(
      NotFound,
    );
    for (const role of ["agent", "store", "reviewer", "auditor"] as const) {
      const other = t.as(staffActor(await aStaffMember(t.ctx, { roles: [role] })));
      await expect(setMemberAccess(other, asked)).rejects.toThrow(Forbidden);
      await expect(listMembers(other)).rejects.toThrow(Forbidden);
    }
    for (const actor of [{ type: "public" }, { type: "operator", id: "kim" }] as const)
      await expect(setMemberAccess(t.as(actor), asked)).rejects.toThrow(Forbidden);
    expect((await t.ctx.db.staffMember.findUniqueOrThrow({ where: { id: self.id } })).disabledAt).toBeNull();
  });
});

describe("a quota", () => {
  const { most, withinMs } = quotas["line.unmask"];
  const unmask = (ctx: typeof t.ctx) =>
    ctx.db.$transaction((tx) =>
      recordAccess(ctx, tx, {
        action: "line.unmask",
        subject: { type: "subscriber", id: "1" },
        reason: "because it has to be",
      }),
    );

  it("is held even by requests at once, each access being written down, and the refusals too", async () => {
    const member = await aStaffMember(t.ctx);
    const ctx = t.as(staffActor(member));
    const results = await Promise.all(Array.from({ length: most + 5 }, () => unmask(ctx)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(most);
    const count = (action: string) =>
      t.ctx.db.auditEvent.count({ where: { actorId: String(member.id), action } });
    expect([await count("line.unmask"), await count("quota.exceeded")]).toEqual([most, 5]);

    const other = t.as(staffActor(await aStaffMember(t.ctx)));
    expect((await unmask(other)).ok).toBe(true);
    t.setNow(after(start, withinMs));
    expect((await unmask(ctx)).ok).toBe(true);
    t.setNow(start);
  });

  it("is nobody's who isn't staff", async () => {
    await expect(unmask(t.as({ type: "subscriber", id: "1", level: "L2" }))).rejects.toThrow(Forbidden);
  });
});
