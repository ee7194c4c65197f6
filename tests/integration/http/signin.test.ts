import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { localPath } from "#app/http/signin.server.ts";
import { formatDay } from "#app/locales/format.ts";
import { after, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startSigninSite, type SigninSite } from "#tests/setup/signin-site.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, startSite } from "#tests/setup/web-server.ts";

type Line = Awaited<ReturnType<typeof aLinkedLine>>;

let t: TestContext;
let site: SigninSite;
let mother: Line;
let daughter: Line;
let unexposed: Line;
let vietnamese: Line;
let first: Awaited<ReturnType<typeof aSubscriber>>;
let second: typeof first;
let othersChild: typeof first;
let inHerName: typeof first;
let child: Awaited<ReturnType<typeof aSubscriber>>;
const stranger = { msisdn: "01099990000", holderRef: "H-not-in-the-list" };

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  mother = await aLinkedLine(t, { birthDate: "19560203" });
  daughter = await aLinkedLine(t);
  unexposed = await aLinkedLine(t);
  vietnamese = await aLinkedLine(t, { language: "vi" });
  child = await aSubscriber(t.ctx, {
    guardianMsisdn: mother.line.personalData.msisdn,
    birthDate: "20150101",
  });
  // The guardian's number was the mother's once, and is no more.
  const ended = await aSubscriber(t.ctx, { holderRef: mother.line.holderRef, lineStatus: "ended" });
  othersChild = await aSubscriber(t.ctx, {
    guardianMsisdn: ended.personalData.msisdn,
    birthDate: "20160101",
  });
  // A child's line in the mother's own name.
  inHerName = await aSubscriber(t.ctx, {
    holderRef: mother.line.holderRef,
    guardianMsisdn: mother.line.personalData.msisdn,
    birthDate: "20170101",
  });
  // One holder of two lines, the later of them exposed.
  first = await aSubscriber(t.ctx, { holderRef: "H-two", accountRef: "A-two" });
  second = await aSubscriber(t.ctx, { holderRef: "H-two", accountRef: "A-two" });
  const pays = {
    line: mother.line,
    at: new Date("2025-09-02T01:12:00+09:00"),
    pg: "PG Danal",
    item: "gift card",
  };
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [
      {
        line: mother.line,
        verdict: "payments",
        days: { IMSI: ["2025-09-03", "2025-09-01"] },
        confirmedCount: 1,
        confirmedKrw: 330_000,
      },
      { line: daughter.line },
      { line: child },
      { line: second },
    ],
    signals: [
      { line: mother.line, eci: "1001", at: "2025-09-01T23:50:00+09:00" },
      { line: mother.line, eci: "1002", at: "2025-09-03T02:00:00+09:00" },
      { line: daughter.line, eci: "1001", at: "2025-09-01T23:50:00+09:00" },
    ],
    payments: [
      {
        ...pays,
        paymentId: "P1",
        merchant: "Giftmall",
        amountKrw: 330_000,
        authMethod: "ARS",
        status: "confirmed",
      },
    ],
  });
  site = await startSigninSite(t, [
    ...[mother, daughter, unexposed, vietnamese].map(({ line }) => ({
      msisdn: line.personalData.msisdn,
      holderRef: line.holderRef,
    })),
    { msisdn: first.personalData.msisdn, holderRef: "H-two" },
    stranger,
  ]);
});
beforeEach(async () => {
  await t.ctx.db.session.deleteMany();
  t.carrier.authenticators.clear();
  t.carrier.simHistories.clear();
  t.carrier.down = false;
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const numberOf = ({ line }: Line) => line.personalData.msisdn;
/** There is one browser a test, but for where the session before was another's to end. */
const newestSession = async () => {
  const sessions = await t.ctx.db.session.findMany();
  expect(sessions).toHaveLength(1);
  return sessions[0] ?? expect.fail();
};

describe("who comes without a link", () => {
  it("finds the way from /, signs in, and reads areas and payment lines, which a link never shows", async () => {
    const { open, press } = site.visit();
    expect((await open("/")).body).toContain('href="/signin/carrier"');
    const app = await open("/signin/carrier");
    expect(app.url.hostname).toBe("localhost");
    const answer = await press({ msisdn: numberOf(mother), method: "device" });
    expect([answer.path, answer.status]).toEqual(["/result", 200]);
    for (const shown of [
      "Gwangmyeong (ko)",
      "지역은 공개되지 않음",
      "Giftmall",
      "PG Danal",
      "330,000원",
      "ARS",
    ])
      expect(answer.body).toContain(shown);

    const linked = await site.send("POST", `/v/${mother.token}`, { form: { birthDate: "19560203" } });
    const byLink = await site.send("GET", "/result", { cookie: cookiesOf(linked) });
    expect(byLink.status).toBe(200);
    expect(byLink.body.toString()).not.toMatch(/Gwangmyeong|Giftmall|Danal|ARS/);
    expect(byLink.body.toString()).toContain('href="/signin/carrier?to=/result"');
  });

  it("and was not exposed reads that, and who is in no list reads that, without a session", async () => {
    const answer = await site.visit().signInAs(numberOf(unexposed));
    expect(answer.path).toBe("/result");
    expect(answer.body).toContain("이 회선에서 확인된 유출이 없습니다");

    const before = await t.ctx.db.session.count();
    const none = await site.visit().signInAs(stranger.msisdn);
    expect(none.path).toContain("/signin/refused?why=no-line");
    expect(none.body).toContain("고객님 회선은 명단에 없습니다");
    expect(await t.ctx.db.session.count()).toBe(before);
  });
});

it("who pressed a button too late signs in without the link and is back at its page", async () => {
  const { open, press } = site.visit();
  await open("/usim-swap/wait");
  await open("/signin/carrier");
  const back = await press({ msisdn: numberOf(mother), method: "device" });
  expect([back.path, back.status]).toEqual(["/usim-swap/wait", 200]);
  await t.ctx.db.session.deleteMany();
  await open("/signin/carrier");
  expect((await press({ msisdn: numberOf(mother), method: "device" })).path).toBe("/result");
});

describe("the language", () => {
  it("is the line's, where none was chosen", async () => {
    const answer = await site.visit().signInAs(numberOf(vietnamese));
    expect([answer.path, /<html lang="(..)"/.exec(answer.body)?.[1]]).toEqual(["/result", "vi"]);
  });

  it("stays as it was chosen", async () => {
    const { open, signInAs } = site.visit();
    await open("/?lang=zh");
    expect((await signInAs(numberOf(vietnamese))).body).toContain('<html lang="zh"');
  });
});

describe("a session raised by signing in", () => {
  it("ends the one before, and keeps its line where that is the holder's", async () => {
    const { open, press, signInAs } = site.visit();
    await open(`/v/${mother.token}`);
    expect((await press({ birthDate: "19560203" })).path).toBe("/result");
    const before = await newestSession();
    const answer = await signInAs(numberOf(mother));
    expect(answer.body).toContain("Giftmall");
    const raised = await newestSession();
    expect(raised).toMatchObject({
      level: "L2",
      subscriberId: mother.line.id,
      holderId: mother.line.holderId,
    });
    expect(await t.ctx.db.session.findUnique({ where: { id: before.id } })).toBeNull();
  });

  it("shows the holder's own answer to who held another's link", async () => {
    const { open, press, signInAs } = site.visit();
    await open(`/v/${mother.token}`);
    await press({ birthDate: "19560203" });
    const answer = await signInAs(numberOf(daughter));
    expect(answer.body).not.toContain("Giftmall");
    expect((await newestSession()).subscriberId).toBe(daughter.line.id);
  });

  it("loses L3 with a change of the line it was reached for", async () => {
    const { signInAs, press } = site.visit();
    expect((await signInAs(numberOf(mother), { to: "/lines", level: "L3" })).path).toBe("/lines");
    expect((await newestSession()).raisedFor).toBe("/lines");
    await press({ line: String(child.id) });
    expect(await newestSession()).toMatchObject({
      subscriberId: child.id,
      raisedFor: null,
      raisedUntil: null,
    });
  });

  it("begins with the line that was exposed, of a holder's several", async () => {
    const { signInAs, open } = site.visit();
    const answer = await signInAs(first.personalData.msisdn);
    expect((await newestSession()).subscriberId).toBe(second.id);
    expect(answer.body).toContain('href="/lines"');
    expect((await open("/lines")).body).toContain(`value="${first.id}"`);
  });

  it("reads the lines of minors in care, and no other", async () => {
    const { open, press, signInAs } = site.visit();
    await signInAs(numberOf(mother));
    const lines = await open("/lines");
    for (const { id } of [child, inHerName]) expect(lines.body.split(`value="${id}"`)).toHaveLength(2);
    for (const { id } of [daughter.line, othersChild]) expect(lines.body).not.toContain(`value="${id}"`);
    expect((await press({ line: String(child.id) })).path).toBe("/result");
    expect((await newestSession()).subscriberId).toBe(child.id);

    await open("/lines");
    for (const [line, status] of [
      [String(daughter.line.id), 403],
      ["999999999", 403],
      ["x", 400],
      ["", 400],
    ] as const)
      expect((await press({ line })).status, line).toBe(status);
    expect((await newestSession()).subscriberId).toBe(child.id);
  });
});

it("a holder is told of the first sign-in, by text and e-mail, and of no other", async () => {
  const letters = () => t.ctx.db.notice.findMany({ where: { kind: "signed_in" }, include: { outbox: true } });
  await t.ctx.db.outboxMessage.deleteMany();
  await t.ctx.db.notice.deleteMany();
  await t.ctx.db.holder.updateMany({ data: { firstSignInAt: null } });
  await t.ctx.db.subscriber.update({ where: { id: mother.line.id }, data: { hasEmail: true } });
  await site.visit().signInAs(numberOf(mother));
  await t.ctx.db.session.deleteMany();
  await site.visit().signInAs(numberOf(mother));
  const told = await letters();
  const lines = await t.ctx.db.subscriber.findMany({ where: { holderId: mother.line.holderId } });
  expect(told.map(({ subscriberId }) => subscriberId)).toEqual(lines.map(({ id }) => id));
  expect(told[0]?.outbox.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
    "mail pending",
    "sms pending",
  ]);
});

describe("who is not let in", () => {
  it.each([
    ["a code by text", { msisdn: "", method: "sms" }, "weak"],
    ["turning back", { cancel: "yes" }, "cancelled"],
  ])("%s: nothing is written, and the page says what to do", async (_, form, why) => {
    const before = await sumTables(t.ctx.pool);
    const { open, press } = site.visit();
    await open("/signin/carrier");
    const refused = await press("msisdn" in form ? { ...form, msisdn: numberOf(mother) } : form);
    expect(refused.path).toBe(`/signin/refused?why=${why}&by=carrier`);
    expect(refused.body).toContain('href="/signin/carrier"');
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it("a callback that this browser didn't set out for, an old one, a forged one, one used twice", async () => {
    const victim = site.visit();
    await victim.open("/signin/carrier");
    const attacker = site.visit();
    const before = await sumTables(t.ctx.pool);
    expect((await attacker.open("/signin/carrier/callback?code=x&state=y")).path).toContain("why=expired");
    await attacker.open("/signin/carrier");
    expect((await attacker.open("/signin/carrier/callback?code=x&state=y")).path).toContain(
      "why=provider-failed",
    );
    for (const cookie of ["signin-carrier=", "signin-carrier=a.b", `signin-carrier=${"A".repeat(60)}.AAAA`]) {
      const reply = await site.send("GET", "/signin/carrier/callback?code=x&state=y", { cookie });
      expect(reply.headers.location).toBe("/signin/refused?why=expired&by=carrier");
    }
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it("who took longer than ten minutes in the app", async () => {
    const { open, press } = site.visit();
    const start = t.ctx.now();
    await open("/signin/carrier");
    t.setNow(after(start, minutes(10)));
    const late = await press({ msisdn: numberOf(mother), method: "device" });
    t.setNow(start);
    expect(late.path).toBe("/signin/refused?why=expired&by=carrier");
    expect(await t.ctx.db.session.count()).toBe(0);
  });

  it("whom another host of the same domain sent with a cookie of its making", async () => {
    const secure = await startSite(t, { publicUrl: "https://ansim.example", signin: site.signin });
    const reply = await secure.send("GET", "/signin/carrier");
    expect(String(reply.headers["set-cookie"])).toMatch(
      /^__Host-signin-carrier=[^;]+; Path=\/; HttpOnly; .*Secure/,
    );
    const sealed = cookiesOf(reply).replace("__Host-", "");
    const tossed = await secure.send("GET", "/signin/carrier/callback?code=x&state=y", { cookie: sealed });
    expect(tossed.headers.location).toContain("why=expired");
    await secure.close();
  });

  it("nobody while the provider is down, and everyone is told", async () => {
    const alone = await startSite(t);
    const reply = await alone.send("GET", "/signin/carrier");
    expect([reply.status, reply.headers.location]).toEqual([
      303,
      "/signin/refused?why=provider-failed&by=carrier",
    ]);
    await alone.close();
  });
});

describe("L3, for one path", () => {
  const raise = (line: Line) => site.visit().signInAs(numberOf(line), { to: "/figures?x=1", level: "L3" });

  it("is reached by a fresh sign-in with an authenticator older than the exposure, for five minutes", async () => {
    expect((await raise(mother)).path).toBe("/figures?x=1");
    const session = await newestSession();
    expect(session.raisedFor).toBe("/figures");
    expect(session.raisedUntil?.getTime()).toBe(t.ctx.now().getTime() + 5 * 60_000);
  });

  it.each([
    ["on the first day of the exposure", "2025-09-01T00:00:00+09:00", false, "authenticator-young"],
    ["the instant before it", "2025-08-31T23:59:59.999+09:00", false, null],
    ["later, but in a store", "2025-09-10T00:00:00+09:00", true, null],
  ])("with an authenticator enrolled %s", async (_, since, boundInStore, why) => {
    t.carrier.authenticators.set(mother.line.holderRef, { since: new Date(since), boundInStore });
    const arrived = await raise(mother);
    expect(arrived.path).toBe(why ? `/signin/refused?why=${why}&by=carrier` : "/figures?x=1");
    expect((await newestSession()).raisedFor).toBe(why ? null : "/figures");
  });

  it("before any exposure is known, counts from the incident's first day", async () => {
    t.carrier.authenticators.set(unexposed.line.holderRef, {
      since: new Date("2025-08-01T00:00:00+09:00"),
      boundInStore: false,
    });
    expect((await raise(unexposed)).path).toContain("why=authenticator-young");
  });

  it.each([
    [
      "a SIM change",
      { simChangedAt: "2025-09-12T00:00:00+09:00", portedInAt: null },
      "2025-09-19T00:00:00+09:00",
    ],
    [
      "a porting",
      { simChangedAt: null, portedInAt: "2025-09-18T10:00:00+09:00" },
      "2025-09-25T10:00:00+09:00",
    ],
    ["changes long ago", { simChangedAt: "2025-09-11T20:00:00+09:00", portedInAt: null }, null],
  ])("after %s", async (_, { simChangedAt, portedInAt }, until) => {
    t.carrier.simHistories.set(numberOf(mother), {
      simChangedAt: simChangedAt ? new Date(simChangedAt) : null,
      portedInAt: portedInAt ? new Date(portedInAt) : null,
    });
    const { path, body } = await raise(mother);
    expect(path).toBe(
      until
        ? `/signin/refused?why=sim-changed&by=carrier&until=${encodeURIComponent(until)}`
        : "/figures?x=1",
    );
    if (until) expect(body).toContain(`${formatDay(until.slice(0, 10), "ko")} ${until.slice(11, 16)}부터`);
  });

  it("is not reached while the carrier says nothing of SIM changes", async () => {
    const { findSimHistory } = t.ctx.carrier;
    for (const silent of [() => Promise.reject(new Error("no answer")), () => Promise.resolve(null)]) {
      t.ctx.carrier.findSimHistory = silent;
      expect((await raise(mother)).path).toBe("/signin/refused?why=carrier-silent&by=carrier");
      expect((await newestSession()).raisedFor).toBeNull();
      await t.ctx.db.session.deleteMany();
    }
    t.ctx.carrier.findSimHistory = findSimHistory;
  });

  it("is not reached while the carrier is silent, though L2 is, to read", async () => {
    t.carrier.down = true;
    expect((await raise(mother)).path).toContain("why=authenticator-young");
    const session = await newestSession();
    expect(session).toMatchObject({ level: "L2", authenticatorSince: null, raisedFor: null });
    const answer = await site.visit().signInAs(numberOf(mother));
    expect(answer.body).toContain("이 로그인으로 바꿀 수 있는 것은");
    expect(answer.body).toContain("Giftmall");
  });
});

it.each(["constructor", "__proto__", "%00", ""])(
  "a reason %j that is none is answered in general",
  async (why) => {
    const { status, body } = await site.visit().open(`/signin/refused?why=${why}&by=carrier`);
    expect(status).toBe(200);
    expect(body).toContain("지금은 통신사 앱·PASS 로그인을 사용할 수 없습니다");
  },
);

describe("the way back", () => {
  it.each([
    ["/result?x=1", "/result?x=1"],
    ["/../result", "/result"],
    ["//evil.example", "no"],
    ["/\\evil.example", "no"],
    ["/\t/evil.example", "no"],
    ["https://evil.example", "no"],
    ["javascript:alert(1)", "no"],
    ["", "no"],
    [null, "no"],
    ["/.//evil.example", "no"],
  ])("%j leads to %s", (asked, expected) => {
    expect(localPath(asked, "no")).toBe(expected);
  });
});
