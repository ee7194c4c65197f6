import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationClaim } from "#app/locales/compensation-claim.ts";
import { compensationPayments } from "#app/locales/compensation-payments.ts";
import { compensationReview } from "#app/locales/compensation-review.ts";
import { compensation } from "#app/locales/compensation.ts";
import { languages } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { verdictReasons } from "#app/locales/verdict-reasons.ts";
import { after, days } from "#app/shared/time.ts";
import { aSubscriberSession } from "#tests/factories/call.ts";
import {
  aDecidedClaim,
  aFiledClaim,
  aHeldPayment,
  aJudgedClaim,
  aReviewer,
  aVictim,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { html, valueOf } from "#tests/setup/read-page.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

// The subscriber's pages about money back, over HTTP and by the byte.

const start = new Date("2025-09-18T20:00:00+09:00");
/** What a phone at the edge of a network gets in its first round trips. */
const LIMIT_BYTES = 14 * 1024;

let t: TestContext;
let site: TestSite;
let incident: Awaited<ReturnType<typeof anIncident>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  incident = await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const browse = (cookie: string) => ({
  get: (path: string, language = "en") => site.send("GET", path, { cookie: `${cookie}; lang=${language}` }),
  post: (path: string, form: Record<string, string>) =>
    site.send("POST", path, { cookie: `${cookie}; lang=en`, form }),
});
const byLink = async (line: { id: bigint }) => browse((await aSubscriberSession(t, line)).cookie);
const signedIn = async (line: { id: bigint; holderId: bigint }) =>
  browse((await aSignedInSession(t, line)).cookie);

/** A gift card and a transit card that are confirmed, one that is suspected and one that was cleared. */
const aVictimOfFour = () =>
  aVictim(t.ctx, incident, {
    payments: [
      { amountKrw: 300_000, authMethod: "ARS", status: "confirmed", merchant: "Moonlight Cards" },
      { amountKrw: 200_000, authMethod: "SMS", status: "confirmed", merchant: "Northwind Transit" },
      { amountKrw: 50_000, authMethod: "SMS", status: "suspected", merchant: "Northwind Transit" },
      {
        amountKrw: 30_000,
        authMethod: "PASS",
        status: "cleared",
        merchant: "Bluebird Gifts",
        pg: "Two Rivers",
      },
    ],
  });

const claimsOf = (line: { id: bigint }) =>
  t.ctx.db.claim.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } });
const payoutsOf = (line: { id: bigint }) => t.ctx.db.payout.findMany({ where: { subscriberId: line.id } });

describe("/compensation", () => {
  it("gives the confirmed sum back by one press, once however often it is sent, and says what comes next", async () => {
    const line = await aVictimOfFour();
    const { get, post } = await byLink(line);
    const page = await get("/compensation");
    expect(page.status).toBe(200);
    expect(html(page)).toContain("Confirmed: 500,000 won");
    expect(html(page)).toContain("Get 500,000 won back on my bill");
    expect(html(page)).toContain(line.personalData.msisdn.slice(-4));

    const form = { key: valueOf(page, "key"), expectedKrw: valueOf(page, "expectedKrw") };
    const sent = await Promise.all(Array.from({ length: 8 }, () => post("/compensation", form)));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]));
    const [claim, ...others] = await claimsOf(line);
    expect(others).toEqual([]);
    expect(await payoutsOf(line)).toMatchObject([{ amountKrw: 500_000, way: "bill_credit", state: "asked" }]);

    const done = await get(sent[0]?.headers.location ?? "");
    for (const words of [compensation.done_title.en, compensation.done_when.en, claim?.claimNumber ?? "?"])
      expect(html(done)).toContain(words);
    const later = html(await get("/compensation"));
    expect(later).toContain(say(compensation.taken, "en", { amount: "500,000" }));
    for (const page of [html(done), later]) expect(page).not.toContain('name="expectedKrw"');
    // Nobody else's, and no number that is typed in, is said to be done.
    const other = await byLink(await aVictimOfFour());
    expect(html(await other.get(sent[0]?.headers.location ?? ""))).not.toContain(compensation.done_title.en);
  });

  it("shows sums alone to whoever holds the link: no shop, no time, no single payment, in no byte", async () => {
    const line = await aVictimOfFour();
    const { get, post } = await byLink(line);
    const page = await get("/compensation");
    const answers = [
      page,
      await get("/compensation.data"),
      await post("/compensation", { key: valueOf(page, "key"), expectedKrw: valueOf(page, "expectedKrw") }),
      await get("/compensation"),
      await get("/compensation.data"),
      await get("/requests"),
    ];
    for (const answer of answers)
      for (const words of [
        ...["Moonlight", "Northwind", "Bluebird", "Two Rivers", "Gateway", "gift card", "ARS", "PASS)"],
        ...["300,000", "200,000", "300000", "200000", "03:10", "5 September", "2025-09-05", "P-"],
      ])
        expect(html(answer), words).not.toContain(words);
    for (const path of ["/payments", "/by-hand", "/claim"])
      expect((await get(`/compensation${path}`)).headers.location).toBe(
        `/signin/carrier?to=${encodeURIComponent(`/compensation${path}`)}`,
      );
  });

  it("asks for nothing where the sum is another by now, and shows the new one", async () => {
    const line = await aVictimOfFour();
    const { get, post } = await byLink(line);
    const page = await get("/compensation");
    await aVictim(t.ctx, incident, {
      line,
      announced_at: "2025-09-18T19:00:00+09:00",
      payments: [{ amountKrw: 70_000, status: "confirmed" }],
    });
    const form = { key: valueOf(page, "key"), expectedKrw: valueOf(page, "expectedKrw") };
    const refused = await post("/compensation", form);
    expect(refused.status).toBe(409);
    expect(html(refused)).toContain(compensation.sum_changed.en);
    expect(html(refused)).toContain("Get 570,000 won back on my bill");
    for (const forged of ["", "1", "-1", "1e6", "500000.0", "570,000"])
      expect((await post("/compensation", { ...form, expectedKrw: forged })).status, forged).toBe(409);
    expect(await payoutsOf(line)).toEqual([]);
  });

  it("says honestly what is so where nothing is confirmed", async () => {
    const suspected = await aVictim(t.ctx, incident, { payments: [{ status: "suspected" }] });
    await aPublishedFinding(t.ctx, incident, {
      id: "suspected-only",
      announced_at: "2025-09-17T15:00:00+09:00",
      changed: [{ line: suspected, verdict: "payments", suspectedCount: 1, suspectedKrw: 50_000 }],
    });
    expect(html(await (await byLink(suspected)).get("/compensation"))).toContain(
      say(compensation.suspected, "en", { count: 1, amount: "50,000" }),
    );

    const [exposed, nobody] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
    await aPublishedFinding(t.ctx, incident, { id: "no-payment", changed: [{ line: exposed }] });
    const ofExposed = html(await (await byLink(exposed)).get("/compensation"));
    expect(ofExposed).toContain(compensation.none_exposed.en);
    const ofNobody = html(await (await byLink(nobody)).get("/compensation"));
    expect(ofNobody).toContain(compensation.none_found.en);
    for (const page of [ofExposed, ofNobody]) {
      expect(page).toContain(compensation.none_title.en);
      expect(page).not.toContain('name="expectedKrw"');
      expect(page).toContain('href="/compensation/payments"');
    }
  });

  it("says so where the line has ended, and where it is a minor's", async () => {
    const ended = await aVictim(t.ctx, incident, { line: { lineStatus: "ended" } });
    expect(html(await (await byLink(ended)).get("/compensation"))).toContain(
      say(compensation.ended, "en", { number: "080-722-0100" }),
    );
    const minor = await aVictim(t.ctx, incident, { line: { guardianMsisdn: "01099990000" } });
    expect(html(await (await byLink(minor)).get("/compensation"))).toContain(compensation.minor.en);
  });

  it("is reached from the answer in one press, two in all", async () => {
    const line = await aVictimOfFour();
    expect(html(await (await byLink(line)).get("/result"))).toContain('href="/compensation"');
  });
});

describe("/compensation/payments", () => {
  it("shows each payment with all that is known of it", async () => {
    const { id: cellId } = await t.ctx.db.rogueCell.findFirstOrThrow();
    const line = await aVictim(t.ctx, incident, {
      payments: [
        { amountKrw: 330_000, authMethod: "ARS", cellId, item: "gift card 330" },
        { amountKrw: 20_000, authMethod: "PASS", status: "cleared" },
      ],
    });
    const page = html(await (await signedIn(line)).get("/compensation/payments"));
    for (const words of [
      ...["330,000 won", "Gift Shop · gift card 330", "Gateway", "5 September 2025 3:10 am"],
      ...[compensationPayments.by_ars.en, compensationPayments.by_pass.en, answerDetails.cleared.en],
      ...[compensationPayments.rogue_yes.en, compensationPayments.rogue_unknown.en],
    ])
      expect(page).toContain(words);
  });

  it("puts one in by one press and takes it out by another, keeps the sum, and goes on on another device", async () => {
    const line = await aVictimOfFour();
    const phone = await signedIn(line);
    const held = await t.ctx.db.payment.findMany({
      where: { subscriberId: line.id },
      orderBy: { amountKrw: "asc" },
    });
    const [cleared, suspected, confirmed] = held.map(({ paymentId }) => paymentId);
    const press = async (payment: string | undefined, act: string) =>
      phone.post("/compensation/payments", {
        act,
        payment: payment ?? "",
        key: valueOf(await phone.get("/compensation/payments"), "key"),
      });
    const first = await press(suspected, "not-me");
    expect(first.headers.location).toBe(`/compensation/payments#payment-${suspected}`);
    expect(html(await phone.get("/compensation/payments"))).toContain("So far 1, 50,000 won in all");
    await press(cleared, "not-me");
    await press(cleared, "not-me");

    const tablet = await signedIn(line);
    const elsewhere = html(await tablet.get("/compensation/payments"));
    expect(elsewhere).toContain("So far 2, 80,000 won in all");
    expect(html(await tablet.get("/compensation/claim"))).toContain("Send the claim for 80,000 won");
    expect(html(await tablet.get("/compensation"))).toContain(compensation.draft.en);
    await press(cleared, "was-me");
    expect(html(await tablet.get("/compensation/payments"))).toContain("So far 1, 50,000 won in all");

    // What is confirmed needs no dispute, and nobody else's can be named.
    expect((await press(confirmed, "not-me")).status).toBe(409);
    const stranger = await aVictimOfFour();
    const others = await t.ctx.db.payment.findFirstOrThrow({ where: { subscriberId: stranger.id } });
    expect((await press(others.paymentId, "not-me")).status).toBe(404);
    expect((await press(suspected, "something")).status).toBe(400);
  });

  it("says what a claim decided of a payment, and no more that it is being checked", async () => {
    const line = await aVictimOfFour();
    const { claim } = await aFiledClaim(t, line);
    const { get } = await signedIn(line);
    const list = async () => html(await get("/compensation/payments"));
    expect(await list()).toContain(answerDetails.suspected.en);
    const reviewer = await aReviewer(t);
    await aJudgedClaim(reviewer.as, claim, ({ amountKrw }) => (amountKrw === 50_000 ? 50_000 : 0));
    expect(await list()).toContain(answerDetails.suspected.en);
    granted(await proposeDecision(reviewer.as, { claimNumber: claim.claimNumber, expectedKrw: 50_000 }));
    const decided = await list();
    for (const words of ["50,000 won back", compensationClaim.item_refused.en, answerDetails.confirmed.en])
      expect(decided).toContain(`>${words}<`);
    for (const words of [answerDetails.suspected.en, answerDetails.cleared.en])
      expect(decided).not.toContain(words);

    // A finding that says another sum afterwards doesn't change what was approved.
    const { at, paymentId } = await t.ctx.db.payment.findFirstOrThrow({
      where: { subscriberId: line.id, amountKrw: 50_000 },
    });
    await aVictim(t.ctx, incident, {
      line,
      announced_at: "2025-09-18T19:00:00+09:00",
      payments: [{ paymentId, at, amountKrw: 80_000, authMethod: "SMS", status: "suspected" }],
    });
    const since = await list();
    expect(since).toContain(">80,000 won<");
    expect(since).toContain(">50,000 won back<");
    expect(since).not.toContain("80,000 won back");
  });

  it("takes nothing from a sign-in that may only read, and offers nothing", async () => {
    const line = await aVictimOfFour();
    const { paymentId } = await t.ctx.db.payment.findFirstOrThrow({
      where: { subscriberId: line.id, status: "suspected" },
    });
    const { cookie } = await aSignedInSession(t, line, { since: new Date("2025-09-10") });
    const { get, post } = browse(cookie);
    const page = html(await get("/compensation/payments"));
    expect(page).toContain(answerDetails.read_only.en);
    expect(page).toContain("50,000 won");
    expect(page).not.toContain('value="not-me"');
    const form = {
      act: "not-me",
      payment: paymentId,
      key: "",
      day: "2025-09-05",
      amountKrw: "1",
      merchant: "x",
    };
    for (const path of ["/compensation/payments", "/compensation/by-hand"])
      expect((await post(path, form)).status, path).toBe(409);
    expect(await claimsOf(line)).toEqual([]);
  });
});

describe("/compensation/by-hand", () => {
  const typed = {
    day: "2025-09-04",
    time: "02:40",
    amountKrw: "30,000원",
    merchant: "Game Shop",
    pg: "",
    item: "",
  };

  it("adds a payment that isn't listed, as it was typed", async () => {
    const { get, post } = await signedIn(await aVictim(t.ctx, incident, { payments: [] }));
    const page = await get("/compensation/by-hand");
    expect(html(page)).toContain(compensationPayments.by_hand_lead.en);
    const form = {
      ...typed,
      authMethod: "ARS",
      key: valueOf(page, "key"),
      item: `<script>alert("x")</script>`,
    };
    for (let time = 0; time < 2; time += 1)
      expect((await post("/compensation/by-hand", form)).headers.location).toBe(
        "/compensation/payments#by-hand",
      );
    const list = html(await get("/compensation/payments"));
    expect(list).toContain("So far 1, 30,000 won in all");
    expect(list).toContain("Game Shop · &lt;script&gt;");
    expect(list).not.toContain("<script");
    expect(list).toContain("4 September 2025 2:40 am");
    const removed = await post("/compensation/payments", {
      act: "remove",
      item: valueOf(await get("/compensation/payments"), "item"),
    });
    expect(removed.headers.location).toBe("/compensation/payments#by-hand");
    expect(html(await get("/compensation/payments"))).toContain(compensationPayments.draft_empty.en);
    await post("/compensation/by-hand", { ...form, day: "2025-09-03", time: "", key: crypto.randomUUID() });
    for (const path of ["/compensation/payments", "/compensation/claim"])
      expect(html(await get(path))).toContain("3 September 2025 (time not given)");
  });

  it.each([
    [{ day: "yesterday" }, 422, compensationPayments.day_unreadable.en, "day"],
    [{ time: "25:00" }, 422, compensationPayments.day_unreadable.en, "day"],
    [{ amountKrw: "much" }, 422, compensationPayments.sum_unreadable.en, "amountKrw"],
    [{ amountKrw: "1000001" }, 422, compensationPayments.sum_unreadable.en, "amountKrw"],
    [{ merchant: " " }, 422, compensationPayments.merchant_missing.en, "merchant"],
    [
      { day: "2024-01-01" },
      409,
      say(compensationPayments.outside_window, "en", { number: "080-722-0100" }),
      "day",
    ],
  ])("says what is wrong with %j, beside what was typed", async (wrong, status, words, field) => {
    const { post } = await signedIn(await aVictim(t.ctx, incident, { payments: [] }));
    const answer = await post("/compensation/by-hand", { ...typed, ...wrong, pg: "Typed Gateway" });
    expect(answer.status).toBe(status);
    expect(html(answer)).toContain(words);
    expect(html(answer)).toContain('value="Typed Gateway"');
    expect(html(answer)).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
  });
});

describe("/compensation/claim", () => {
  async function aDraftedClaim() {
    const line = await aVictimOfFour();
    const browser = await signedIn(line);
    const { paymentId } = await t.ctx.db.payment.findFirstOrThrow({
      where: { subscriberId: line.id, status: "suspected" },
    });
    await browser.post("/compensation/payments", { act: "not-me", payment: paymentId, key: "" });
    const page = await browser.get("/compensation/claim");
    const form = {
      key: valueOf(page, "key"),
      claim: valueOf(page, "claim"),
      expectedKrw: valueOf(page, "expectedKrw"),
      way: "bill_credit",
      note: "I was asleep.",
    };
    return { line, ...browser, form };
  }

  it("keeps what is written, and sends it once", async () => {
    const { line, get, post, form } = await aDraftedClaim();
    const saved = await post("/compensation/claim", { ...form, act: "save" });
    expect(saved.headers.location).toBe("/compensation/claim?saved=save");
    const page = html(await get("/compensation/claim?saved=save"));
    expect(page).toContain(compensationReview.saved.en);
    expect(page).toContain("I was asleep.</textarea>");

    for (let time = 0; time < 2; time += 1) {
      const sent = await post("/compensation/claim", { ...form, act: "file" });
      expect(sent.headers.location).toBe(`/compensation/claims/${form.claim}?done=filed`);
    }
    expect(await claimsOf(line)).toMatchObject([{ state: "filed", claimNumber: form.claim }]);
    const filed = html(await get(`/compensation/claims/${form.claim}?done=filed`));
    for (const words of [compensation.state_filed.en, compensationClaim.item_open.en, "Northwind Transit"])
      expect(filed).toContain(words);
    expect(html(await get("/compensation/claim"))).toContain(compensationReview.no_draft.en);
    expect(html(await get("/requests"))).toContain(compensation.state_filed.en);
  });

  it("is not sent to an account that there isn't, keeps what was written, and leads to one by a link", async () => {
    const { get, post, form } = await aDraftedClaim();
    const refused = await post("/compensation/claim", { ...form, act: "file", way: "bank_account" });
    expect(refused.status).toBe(409);
    expect(html(refused)).toContain(compensationReview.no_account.en);
    expect(html(refused)).toContain("I was asleep.");
    const asked = await post("/compensation/claim", { ...form, act: "account", way: "bank_account" });
    expect(asked.headers.location).toBe("/compensation/claim?saved=account");
    const page = html(await get("/compensation/claim?saved=account"));
    expect(page).toContain(compensationReview.account_next.en);
    expect(page).toContain('href="/compensation/account"');
  });

  it("is not sent with another sum than it showed", async () => {
    const { post, form } = await aDraftedClaim();
    const refused = await post("/compensation/claim", { ...form, act: "file", expectedKrw: "49999" });
    expect(refused.status).toBe(409);
    expect(html(refused)).toContain(compensationReview.sum_changed.en);
  });

  it("is called a draft until it is sent, and not at all once nothing is in it", async () => {
    const { line, get, post } = await aDraftedClaim();
    const link = await byLink(line);
    const draft = say(compensation.basis_draft, "en", { amount: "50,000" });
    for (const path of ["/compensation", "/requests"]) {
      const page = html(await link.get(path));
      expect(page).toContain(draft);
      expect(page).toContain(say(compensation.draft_since, "en", { day: "18 September 2025" }));
      expect(page).not.toContain("Payments that you named");
    }
    const { paymentId } = await t.ctx.db.claimItem.findFirstOrThrow({ where: { subscriberId: line.id } });
    await post("/compensation/payments", { act: "was-me", payment: paymentId ?? "", key: "" });
    for (const path of ["/compensation", "/requests"])
      expect(html(await link.get(path))).not.toContain("The claim that you are writing");
    expect(html(await get("/compensation"))).not.toContain(compensation.draft.en);
    expect(await claimsOf(line)).toMatchObject([{ state: "draft" }]);
  });

  it("can be thrown away, and begun anew", async () => {
    const { get, post, form } = await aDraftedClaim();
    expect((await post("/compensation/claim", { ...form, act: "discard" })).status).toBe(303);
    expect(html(await get("/compensation/payments"))).toContain(compensationPayments.draft_empty.en);
  });
});

describe("/compensation/claims/…", () => {
  it("shows sum and reason of each line, and takes one objection in time", async () => {
    const line = await aVictimOfFour();
    const { claim, reviewer } = await aDecidedClaim(t, line, {
      approve: ({ amountKrw }) => (amountKrw === 50_000 ? 50_000 : 0),
    });
    const { get, post } = await signedIn(line);
    const path = `/compensation/claims/${claim.claimNumber}`;
    const page = await get(path);
    for (const words of [
      ...["50,000 won back", verdictReasons.same_pattern.en, "Northwind Transit"],
      ...[compensationClaim.item_refused.en, verdictReasons.known_merchant.en, "Bluebird Gifts"],
      ...["You get back: 50,000 won", "You can object until 18 October 2025"],
    ])
      expect(html(page)).toContain(words);

    const form = { act: "object", key: valueOf(page, "key"), words: "I never had that phone." };
    const none = await post(path, form);
    expect(none.status).toBe(409);
    expect(html(none)).toContain(compensationClaim.nothing_refused.en);
    expect(html(none)).toContain("I never had that phone.</textarea>");
    const item = valueOf(page, "item");
    for (let time = 0; time < 2; time += 1)
      expect((await post(path, { ...form, item })).headers.location).toBe(`${path}?done=objected`);
    expect(html(await get(path))).toContain(compensation.state_objected.en);
    expect(html(await get(path))).not.toContain('name="words"');
    expect(reviewer.member.id).toBeGreaterThan(0n);
  });

  it("offers no objection once its time is over", async () => {
    const line = await aVictimOfFour();
    const { claim } = await aDecidedClaim(t, line, { approve: () => 0 });
    t.setNow(after(start, days(31)));
    const { get } = await signedIn(line);
    const page = html(await get(`/compensation/claims/${claim.claimNumber}`));
    expect(page).toContain(compensationClaim.item_refused.en);
    expect(page).not.toContain('name="words"');
  });

  it("offers no taking back once a reviewer has taken it on, and says so", async () => {
    const line = await aVictimOfFour();
    const { claim } = await aFiledClaim(t, line);
    const path = `/compensation/claims/${claim.claimNumber}`;
    const { get } = await signedIn(line);
    expect(html(await get(path))).toContain('value="withdraw"');
    expect(html(await get(path))).not.toContain(compensationClaim.is_taken.en);
    granted(await takeClaim((await aReviewer(t)).as, claim));
    expect(html(await get(path))).not.toContain('value="withdraw"');
    expect(html(await get(path))).toContain(compensationClaim.is_taken.en);
  });

  it("is taken back while nobody works on it, and nobody else's is there", async () => {
    const line = await aVictimOfFour();
    const { claim } = await aFiledClaim(t, line);
    const path = `/compensation/claims/${claim.claimNumber}`;
    const others = await aVictimOfFour();
    await aFiledClaim(t, others);
    const stranger = await signedIn(others);
    for (const wrong of [path, "/compensation/claims/B-0000-0000", "/compensation/claims/x"])
      expect((await stranger.get(wrong)).status, wrong).toBe(404);
    expect((await stranger.post(path, { act: "withdraw" })).status).toBe(404);
    const { get, post } = await signedIn(line);
    expect((await post(path, { act: "withdraw" })).status).toBe(303);
    expect(html(await get(path))).toContain(compensation.state_withdrawn.en);
  });
});

it.each(languages)("every page fits into 14 KB, in %s", async (language) => {
  const line = await aVictim(t.ctx, incident, {
    payments: Array.from({ length: 9 }, (_, index) =>
      aHeldPayment({ amountKrw: 110_000, status: index < 3 ? "confirmed" : "suspected" }),
    ),
  });
  const { claim } = await aDecidedClaim(t, line, {
    reviewer: await aReviewer(t),
    approve: ({ id, amountKrw }) => (id % 4n === 0n ? amountKrw : 0),
  });
  const { get } = await signedIn(line);
  for (const path of ["", "/payments", "/by-hand", "/claim", `/claims/${claim.claimNumber}`]) {
    const page = await get(`/compensation${path}`, language);
    expect([path, page.status]).toEqual([path, 200]);
    expect(html(page)).toContain(`<html lang="${language}">`);
    expect(gzipSync(page.body).length, path).toBeLessThanOrEqual(LIMIT_BYTES);
  }
});
