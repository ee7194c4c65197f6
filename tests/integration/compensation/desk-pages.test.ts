import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listDifferingOrders } from "#app/domain/carrier-orders/list-differing-orders.server.ts";
import { listFailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";
import { aFeePolicy, anApprovedFee, decided, underReview } from "#tests/factories/fee-policy.ts";
import {
  aDecidedClaim,
  aFiledClaim,
  aHeldPayment,
  aVictim,
  byHand,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile } from "#tests/factories/csv-file.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession, staffActor } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let site: TestSite;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(() => t.setNow(new Date("2025-09-18T20:00:00+09:00")));
afterAll(async () => {
  await site.close();
  await t.close();
});

async function aMember(role: StaffRole = "reviewer") {
  const member = await aStaffMember(t.ctx, { roles: [role] });
  return { member, cookie: await aStaffSession(t.ctx, member) };
}

const pathOf = ({ claimNumber }: Pick<Claim, "claimNumber">) => `/claims-desk/claims/${claimNumber}`;

async function read(path: string, cookie: string) {
  const reply = await site.send("GET", path, { cookie });
  return { status: reply.status, html: reply.body.toString().replaceAll("<!-- -->", "") };
}

async function send(path: string, cookie: string, form: Record<string, string>) {
  const reply = await site.send("POST", path, { cookie, form });
  return { status: reply.status, location: reply.headers.location, html: reply.body.toString() };
}

/** Every item approved or refused, by the forms of the page. */
async function judge(claim: Claim, cookie: string, reasons: string[]) {
  const items = await t.ctx.db.claimItem.findMany({ where: { claimId: claim.id }, orderBy: { at: "asc" } });
  for (const [index, item] of items.entries()) {
    const reply = await send(pathOf(claim), cookie, {
      act: "verdict",
      item: String(item.id),
      won: String(item.amountKrw),
      reason: reasons[index] ?? "same_pattern",
    });
    expect(reply).toMatchObject({ status: 303, location: `${pathOf(claim)}#item-${item.id}` });
  }
}

const decision = (claim: Claim) =>
  t.ctx.db.claimDecision.findFirstOrThrow({ where: { claimId: claim.id }, orderBy: { round: "desc" } });

describe("the queue", () => {
  it("is ordered by age, sum or priority, and shows nothing of a person", async () => {
    const { cookie } = await aMember();
    const early = await aFiledClaim(t, await aVictim(t.ctx, incident, { payments: [aHeldPayment()] }));
    t.setNow(new Date("2025-09-18T20:05:00+09:00"));
    const old = await aVictim(t.ctx, incident, {
      line: { priority: "senior", name: "홍길동" },
      payments: [aHeldPayment({ amountKrw: 40_000 })],
    });
    const senior = await aFiledClaim(t, old);
    t.setNow(new Date("2025-09-18T20:06:00+09:00"));
    const large = await aFiledClaim(
      t,
      await aVictim(t.ctx, incident, { payments: [aHeldPayment({ amountKrw: 330_000 })] }),
    );
    const numbers = [early, senior, large].map(({ claim }) => claim.claimNumber);
    const orderOf = async (order: string) => {
      const { status, html } = await read(`/claims-desk?order=${order}`, cookie);
      expect(status).toBe(200);
      expect(html).not.toMatch(/홍길동|010-?\d{4}/);
      return [...html.matchAll(/href="\/claims-desk\/claims\/(B-[^"]+)"/g)].map(([, number]) =>
        numbers.indexOf(number ?? ""),
      );
    };
    expect(await orderOf("age")).toEqual([0, 1, 2]);
    expect(await orderOf("sum")).toEqual([2, 0, 1]);
    expect(await orderOf("priority")).toEqual([1, 0, 2]);
    expect(await orderOf("other")).toEqual([0, 1, 2]);
  });
});

describe("a claim", () => {
  it("is taken on, judged item by item and decided; the page says each of it", async () => {
    const { cookie, member } = await aMember();
    const line = await aVictim(t.ctx, incident, {
      line: { name: "강수진", msisdn: "01030000077" },
      payments: [
        aHeldPayment({ at: new Date("2025-09-05T03:00:00+09:00"), merchant: "Held Shop", amountKrw: 50_000 }),
      ],
    });
    const { claim } = await aFiledClaim(t, line, { hand: [byHand()], note: "Words of mine." });
    const path = pathOf(claim);
    const first = await read(path, cookie);
    for (const words of ["강*진", "010-****-0077", "Held Shop", "Game Shop", "Words of mine.", "내가 맡기"])
      expect(first.html).toContain(words);
    expect(first.html).not.toMatch(/강수진|01030000077/);
    expect(first.html).toMatch(/<svg [^>]*role="img" aria-labelledby="timeline-title timeline-more"/);
    expect(first.html).toContain("의심되는 결제 1건, 고객이 직접 적은 결제 1건, 발표 1건.");
    expect(first.html).not.toContain('value="verdict"');

    expect(await send(path, cookie, { act: "take" })).toMatchObject({ status: 303, location: path });
    const taken = await read(path, cookie);
    expect(taken.html).toContain("아직 2건을 정하지 않았습니다");
    expect(await send(path, cookie, { act: "propose", key: randomUUID(), expected: "0" })).toMatchObject({
      status: 409,
    });
    const [held, hand] = await t.ctx.db.claimItem.findMany({
      where: { claimId: claim.id },
      orderBy: { at: "asc" },
    });
    const verdict = (item: bigint | undefined, reason: string, won: string) =>
      send(path, cookie, { act: "verdict", item: String(item), reason, won });
    const wrongSum = (await verdict(hand?.id, "documents_show_less", "99,000")).html.replaceAll(
      "<!-- -->",
      "",
    );
    expect(wrongSum).toContain("2번 결제: 금액이 맞지 않습니다");
    // What was chosen and typed is still there.
    expect(wrongSum).toContain('value="99,000"');
    expect(wrongSum).toContain('<option value="documents_show_less" selected=""');
    expect((await verdict(held?.id, "", "50000")).html.replaceAll("<!-- -->", "")).toContain(
      "1번 결제: 까닭을 골라 주세요",
    );
    expect((await verdict(held?.id, "same_pattern", "x")).status).toBe(409);
    // What is refused is refused whole, whatever sum its form carries.
    expect((await verdict(held?.id, "own_phone", "50000")).status).toBe(303);
    expect((await verdict(hand?.id, "documents_show_less", "12,000")).status).toBe(303);
    const judged = await read(path, cookie);
    expect(judged.html).toContain("12,000원으로 결정하기");

    expect(await send(path, cookie, { act: "propose", key: randomUUID(), expected: "13000" })).toMatchObject({
      status: 409,
    });
    expect((await send(path, cookie, { act: "propose", key: randomUUID(), expected: "12000" })).status).toBe(
      303,
    );
    expect(await decision(claim)).toMatchObject({ state: "final", approvedKrw: 12_000, memberId: member.id });
    expect(await t.ctx.db.payout.count({ where: { decision: { claimId: claim.id } } })).toBe(1);
    const done = await read(path, cookie);
    expect(done.html).toContain("1차 결정");
    expect(done.html).not.toContain('name="act"');
  });

  it("above the limit takes two people, and an objection others than those", async () => {
    const [one, two, three] = [await aMember(), await aMember(), await aMember()];
    const line = await aVictim(t.ctx, incident, {
      payments: [aHeldPayment({ amountKrw: 330_000 }), aHeldPayment({ amountKrw: 20_000 })],
    });
    const { claim, session, as } = await aFiledClaim(t, line);
    const path = pathOf(claim);
    await send(path, one.cookie, { act: "take" });
    const refusedFirst = await t.ctx.db.claimItem.findMany({
      where: { claimId: claim.id },
      orderBy: { at: "asc" },
    });
    await judge(
      claim,
      one.cookie,
      refusedFirst.map(({ amountKrw }) => (amountKrw === 20_000 ? "own_phone" : "same_pattern")),
    );
    expect((await read(path, one.cookie)).html).toContain("330,000원으로 제안하기");
    await send(path, one.cookie, { act: "propose", key: randomUUID(), expected: "330000" });
    expect(await decision(claim)).toMatchObject({ state: "proposed" });
    expect((await read("/claims-desk", two.cookie)).html).toContain("(두 번째 확인 기다림)");
    expect((await send(path, one.cookie, { act: "confirm", expected: "330000" })).html).toContain(
      "제안한 사람은 두 번째 확인을 할 수 없습니다",
    );
    expect((await send(path, two.cookie, { act: "return" })).status).toBe(303);
    expect(await decision(claim)).toMatchObject({ state: "open" });
    await send(path, one.cookie, { act: "propose", key: randomUUID(), expected: "330000" });
    expect((await send(path, two.cookie, { act: "confirm", expected: "330000" })).status).toBe(303);
    expect(await decision(claim)).toMatchObject({ state: "final", secondMemberId: two.member.id });

    granted(
      await objectTo(as, session, {
        key: randomUUID(),
        claimNumber: claim.claimNumber,
        words: "It was not me.",
        itemIds: refusedFirst.filter(({ amountKrw }) => amountKrw === 20_000).map(({ id }) => String(id)),
      }),
    );
    for (const { cookie } of [one, two]) {
      const { html } = await read(path, cookie);
      expect(html).toContain("It was not me.");
      expect(html).not.toContain("내가 맡기");
      expect((await send(path, cookie, { act: "take" })).html).toContain("앞선 결정에 참여한 사람은");
    }
    expect((await send(path, three.cookie, { act: "take" })).status).toBe(303);
    expect((await read(path, three.cookie)).html).toContain("1차: 인정하지 않음");
  });

  it("asks for papers by a day, ends that, and goes back to the queue", async () => {
    const { cookie } = await aMember();
    const { claim } = await aFiledClaim(t, await aVictim(t.ctx, incident, { payments: [aHeldPayment()] }));
    const path = pathOf(claim);
    await send(path, cookie, { act: "take" });
    const ask = (paper: string, due: string) => send(path, cookie, { act: "ask-paper", paper, due });
    expect((await ask("phone_bill", "2025-09-18")).html).toContain("60일 안의 날짜");
    expect((await ask("police_report", "2025-10-01")).html).toContain("요청할 서류를 골라");
    expect((await ask("phone_bill", "2025-10-01")).status).toBe(303);
    const asked = await read(path, cookie);
    expect(asked.html).toContain("2025-10-01까지");
    await judge(claim, cookie, []);
    expect(
      (await send(path, cookie, { act: "propose", key: randomUUID(), expected: "50000" })).html,
    ).toContain("기다리는 서류가 있습니다");
    const [request] = await t.ctx.db.paperRequest.findMany({ where: { claimId: claim.id } });
    expect((await send(path, cookie, { act: "end-paper", request: String(request?.id) })).status).toBe(303);
    expect((await send(path, cookie, { act: "give-back" })).status).toBe(303);
    expect(await decision(claim)).toMatchObject({ memberId: null });
  });

  it("runs nothing of what somebody wrote", async () => {
    const { cookie } = await aMember();
    const evil = `"><script>alert(1)</script><img src=x onerror="alert(1)"></text><svg/onload=alert(1)>`;
    const line = await aVictim(t.ctx, incident, {
      line: { name: `${evil} Kim` },
      payments: [aHeldPayment({ merchant: evil, pg: evil, item: evil })],
    });
    const { claim } = await aFiledClaim(t, line, {
      note: evil,
      hand: [byHand({ merchant: evil.slice(0, 90), pg: evil.slice(0, 90), item: evil.slice(0, 90) })],
    });
    await send(pathOf(claim), cookie, { act: "take" });
    const reply = await site.send("GET", pathOf(claim), { cookie });
    const html = reply.body.toString();
    expect(html).toContain("&lt;script&gt;alert(1)");
    expect(html.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/^<script src="\/console.js" nonce="[\w+/=]+" defer="">$/),
    ]);
    expect(html).not.toMatch(/<img|<svg\/|<[^>]* on[a-z]+="?alert/i);
    expect(reply.headers["content-security-policy"]).toMatch(/default-src 'none';.* script-src 'nonce-/);
  });

  it("is there for auditors, without a form, and takes none of theirs; a draft is there for nobody", async () => {
    const { cookie } = await aMember("auditor");
    const { claim } = await aFiledClaim(t, await aVictim(t.ctx, incident, { payments: [aHeldPayment()] }));
    const { status, html } = await read(pathOf(claim), cookie);
    expect([status, html.includes('name="act"')]).toEqual([200, false]);
    const item = await t.ctx.db.claimItem.findFirstOrThrow({ where: { claimId: claim.id } });
    for (const form of [
      { act: "take" },
      { act: "give-back" },
      { act: "verdict", item: String(item.id), won: "50000", reason: "cell_served" },
      { act: "propose", expected: "50000" },
      { act: "confirm", expected: "50000" },
      { act: "return" },
      { act: "ask-paper", paper: "phone_bill", due: "2025-10-01" },
      { act: "end-paper", request: "1" },
    ] as Record<string, string>[])
      expect([form.act, (await send(pathOf(claim), cookie, form)).status]).toEqual([form.act, 403]);
    expect((await send("/claims-desk", cookie, { payout: "1" })).status).toBe(403);
    const reviewer = await aMember();
    for (const act of ["", "delete", "__proto__", "constructor"])
      expect((await send(pathOf(claim), reviewer.cookie, { act })).status, act).toBe(404);
    for (const form of [
      { act: "verdict", item: "x" },
      { act: "end-paper", request: "-1" },
      { act: "accept", evidence: "x" },
    ] as Record<string, string>[])
      expect((await send(pathOf(claim), reviewer.cookie, form)).status, form.act).toBe(404);
    for (const path of ["B-0000-0000", "x", "%00"])
      expect((await read(`/claims-desk/claims/${path}`, cookie)).status, path).toBe(404);
    await t.ctx.db.claim.update({
      where: { id: claim.id },
      data: { state: "withdrawn", filedAt: null },
    });
    expect((await read(pathOf(claim), cookie)).status).toBe(404);
  });

  it("one too many is 429, without a word of it", async () => {
    const { cookie, member } = await aMember();
    const { claim } = await aFiledClaim(t, await aVictim(t.ctx, incident, { payments: [aHeldPayment()] }));
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: quotas["claim.view"].most }, () => ({
        at: t.ctx.now(),
        actorType: "staff",
        actorId: String(member.id),
        action: "claim.view",
        subjectType: "case",
        subjectId: "X",
        detail: {},
      })),
    });
    const over = await read(pathOf(claim), cookie);
    expect([over.status, over.html.includes("정해진 횟수를 넘어"), over.html.includes("Gift Shop")]).toEqual([
      429,
      true,
      false,
    ]);
  });
});

it("a payment that a later finding holds otherwise stands at the desk with both sums", async () => {
  const { cookie } = await aMember("auditor");
  expect((await read("/claims-desk", cookie)).html).not.toContain("조사 결과가 바뀐");
  const payment = aHeldPayment({ amountKrw: 61_000 });
  const line = await aVictim(t.ctx, incident, { payments: [payment] });
  const { claim } = await aFiledClaim(t, line);
  await aVictim(t.ctx, incident, {
    line,
    payments: [{ ...payment, amountKrw: 62_500 }],
    announced_at: "2025-09-18T19:00:00+09:00",
  });
  const { html } = await read("/claims-desk", cookie);
  for (const words of ["신청 뒤에 조사 결과가 바뀐 결제 1건", claim.claimNumber, "61,000", "62,500"])
    expect(html).toContain(words);
  expect(html).not.toContain("정산함");

  const reviewer = await aMember();
  const [, item, finding] =
    /name="item" value="(\d+)"\/><input type="hidden" name="finding" value="(\d+)"/.exec(
      (await read("/claims-desk", reviewer.cookie)).html,
    ) ?? [];
  const form = { act: "settle-changed", item: item ?? "", finding: finding ?? "" };
  expect((await send("/claims-desk", cookie, form)).status).toBe(403);
  expect((await send("/claims-desk", reviewer.cookie, form)).status).toBe(303);
  expect((await read("/claims-desk", cookie)).html).not.toContain("조사 결과가 바뀐");
  expect((await send("/claims-desk", reviewer.cookie, form)).status).toBe(409);
});

describe("a payout that the carrier refused", () => {
  it("stands at the desk until a reviewer asks for it anew", async () => {
    const { cookie } = await aMember();
    const { claim } = await aDecidedClaim(t, await aVictim(t.ctx, incident, { payments: [aHeldPayment()] }));
    const payout = await t.ctx.db.payout.findFirstOrThrow({ where: { decision: { claimId: claim.id } } });
    const fail = async (reason: string) => {
      const { orderId } = await t.ctx.db.payout.findUniqueOrThrow({ where: { id: payout.id } });
      await t.ctx.db.carrierOrder.update({
        where: { id: orderId },
        data: { state: "failed", settledAt: t.ctx.now(), reason },
      });
      await t.ctx.db.payout.update({
        where: { id: payout.id },
        data: { state: "failed", reason, settledAt: t.ctx.now() },
      });
    };
    await fail("carrier-refused");
    expect((await read("/claims-desk", cookie)).html).toContain(`${claim.claimNumber} 다시 요청`);
    const retry = () => send("/claims-desk", cookie, { payout: String(payout.id) });
    expect((await retry()).status).toBe(303);
    expect((await read("/claims-desk", cookie)).html).not.toContain("다시 요청");
    expect((await retry()).status).toBe(409);
    await fail("carrier-differs");
    const { html } = await read("/claims-desk", cookie);
    for (const words of ["통신사와 직접 확인할 것 1건", claim.claimNumber, "아직 없음"])
      expect(html).toContain(words);
    expect(html).not.toContain(`${claim.claimNumber} 다시 요청`);
    expect((await retry()).html).toContain("이미 일부를 지급했을 수 있어");
    expect((await send("/claims-desk", cookie, { payout: "x" })).status).toBe(404);
  });

  it("that can be ordered anew isn't hidden by a hundred that can't", async () => {
    const { cookie, member } = await aMember();
    const refused: string[] = [];
    const fail = async (reason: string) => {
      const { claim } = await aDecidedClaim(
        t,
        await aVictim(t.ctx, incident, { payments: [aHeldPayment()] }),
        {
          reviewer: { member, as: t.as(staffActor(member)) },
        },
      );
      refused.push(claim.claimNumber);
      await t.ctx.pool.query(
        `with order_failed as (update carrier_orders set state = 'failed', settled_at = now(), reason = $2
           where id = (select order_id from payouts join claim_decisions d on d.id = decision_id where d.claim_id = $1))
         update payouts set state = 'failed', settled_at = now(), reason = $2
         where decision_id = (select id from claim_decisions where claim_id = $1)`,
        [claim.id, reason],
      );
    };
    await fail("carrier-differs");
    await fail("carrier-refused");
    await fail("carrier-differs");
    const as = t.as(staffActor(member));
    const toRetry = (await listFailedPayouts(as)).listed.map(({ claimNumber }) => claimNumber);
    const toSettle = (await listDifferingOrders(as)).listed.map(({ number }) => number);
    expect(toRetry).toEqual([refused[1]]);
    expect(toSettle.slice(0, 2)).toEqual([refused[2], refused[0]]);
    const { html } = await read("/claims-desk", cookie);
    const places = ["지급되지 못한 결정 1건", "통신사와 직접 확인할 것"].map((words) => html.indexOf(words));
    expect(places[0]).toBeGreaterThan(0);
    expect(places[1]).toBeGreaterThan(places[0] ?? 0);
  });
});

describe("a fee whose waiver the carrier refused", () => {
  it("stands at the desk, with both sums, until a reviewer asks for it anew", async () => {
    const { cookie } = await aMember();
    const line = await aVictim(t.ctx, incident);
    await aFeePolicy(t.ctx, underReview(), decided());
    const application = await anApprovedFee(t.ctx, line, { reason: "carrier-refused" });
    const { html } = await read("/claims-desk", cookie);
    for (const words of [application.caseNumber, "230,000", "40,000", `${application.caseNumber} 다시 요청`])
      expect(html).toContain(words);
    const retry = () => send("/claims-desk", cookie, { fee: String(application.id) });
    expect((await retry()).status).toBe(303);
    expect((await read("/claims-desk", cookie)).html).not.toContain(application.caseNumber);
    expect((await retry()).status).toBe(409);
    await t.ctx.db.carrierOrder.updateMany({
      where: { subscriberId: line.id, kind: "waive_fee", state: "pending" },
      data: { state: "failed", reason: "carrier-differs", settledAt: t.ctx.now() },
    });
    const { html: differing } = await read("/claims-desk", cookie);
    expect(differing).toContain(`${application.caseNumber} 처리되지 않음`);
    expect(differing).not.toContain(`${application.caseNumber} 다시 요청`);
    expect((await retry()).html).toContain("이미 일부를 처리했을 수 있어");
  });
});

describe("the cases of the lists", () => {
  it("are listed, read, taken over and closed by the forms of their pages", async () => {
    const [one, other] = [await aMember(), await aMember()];
    const { key } = await aFinding(t.ctx, incident, {
      id: "of-lists",
      announced_at: "2025-09-18T15:00:00+09:00",
    });
    const line = await aVictim(t.ctx, incident, { line: { msisdn: "01030000088", name: "이순신" } });
    const file = aCsvFile(
      "source,reference,msisdn,name,at,amount_krw",
      `police,"<b>1</b>",01030000088,이순신,2025-09-07T03:00:00+09:00,330000`,
    );
    const imported = await importClaimsList(t.ctx, key, { file });
    expect(imported).toMatchObject({ ok: true, value: { kept: 1 } });
    const found = await t.ctx.db.claimsListCase.findFirstOrThrow({
      where: { row: { subscriberId: line.id } },
    });
    await t.ctx.db.claimsListCase.update({ where: { id: found.id }, data: { ownerId: null } });

    const list = await read("/claims-desk/cases", one.cookie);
    const path = `/claims-desk/cases/${found.caseNumber}`;
    for (const words of [path, "그날 결제가 없음", "330,000", one.member.name])
      expect(list.html).toContain(words);
    expect(list.html).not.toMatch(/이순신|30000088/);
    const shown = await read(path, other.cookie);
    for (const words of ["이*신", "010-****-0088", "&lt;b&gt;1&lt;/b&gt;", "Gift Shop", "내가 맡기"])
      expect(shown.html).toContain(words);
    expect(await send(path, other.cookie, { act: "take" })).toMatchObject({ status: 303, location: path });
    const note = "Asked the police; it is <i>theirs</i>.";
    const close = (cookie: string, resolution: string) =>
      send(path, cookie, { act: "close", resolution, note });
    expect((await close(one.cookie, "list-is-wrong")).html).toContain("담당자만 종결할 수 있습니다");
    const kept = await close(other.cookie, "");
    expect([kept.status, kept.html.includes("it is &lt;i&gt;theirs&lt;/i&gt;.</textarea>")]).toEqual([
      409,
      true,
    ]);
    expect((await close(other.cookie, "list-is-wrong")).status).toBe(303);
    const closed = await read(path, one.cookie);
    expect(closed.html).toContain("목록이 잘못됨");
    expect(closed.html).not.toContain('name="act"');
    const late = await send(path, other.cookie, {
      act: "close",
      resolution: "same-payment",
      note: "Too late.",
    });
    expect([late.status, late.html.includes("Too late.</p>")]).toEqual([409, true]);
    expect((await read("/claims-desk/cases?show=all", one.cookie)).html).toContain("목록이 잘못됨");

    const auditor = await aMember("auditor");
    expect((await read(path, auditor.cookie)).status).toBe(200);
    for (const act of ["take", "close"]) expect((await send(path, auditor.cookie, { act })).status).toBe(403);
    expect((await send(path, one.cookie, { act: "constructor" })).status).toBe(404);
    for (const unknown of ["X-0000-0000", "B-0000-0000", "%00"])
      expect((await read(`/claims-desk/cases/${unknown}`, one.cookie)).status, unknown).toBe(404);
  });
});
