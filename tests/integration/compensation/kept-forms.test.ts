import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationClaim } from "#app/locales/compensation-claim.ts";
import { report } from "#app/locales/report.ts";
import { signin } from "#app/locales/signin.ts";
import { verify } from "#app/locales/verify.ts";
import { after, minutes, seconds } from "#app/shared/time.ts";
import { aSubscriberSession } from "#tests/factories/call.ts";
import { aDecidedClaim, aDraft, aHeldPayment, aVictim } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { html } from "#tests/setup/read-page.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

// What somebody wrote for a quarter of an hour is not lost with their session.

const start = new Date("2025-09-18T20:00:00+09:00");
const BY_HAND = "/compensation/by-hand";

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

type Line = { id: bigint; holderId: bigint };

const keptBy = ({ headers }: HttpAnswer) => String(headers["set-cookie"] ?? "").split(";")[0] ?? "";
const signIn = async (line: Line) => (await aSignedInSession(t, line)).cookie;
const aLine = () => aVictim(t.ctx, incident, { payments: [aHeldPayment()] });
const get = (path: string, ...cookies: string[]) =>
  site.send("GET", path, { cookie: [...cookies, "lang=en"].join("; ") });

const typed = {
  day: "2025-09-04",
  time: "02:40",
  amountKrw: "30,000원",
  merchant: "Game Shop",
  pg: "Typed Gateway",
  item: "coins",
  authMethod: "ARS",
};

/** A form sent a moment after its session has run out. */
async function sendTooLate(line: Line, path: string, form: Record<string, string>) {
  const cookie = await signIn(line);
  t.setNow(after(start, minutes(15)));
  const reply = await site.send("POST", path, { cookie, form });
  return { reply, cookie, kept: keptBy(reply) };
}

describe("a form that arrives after its session has ended", () => {
  it("is kept sealed, and given back by its own page after signing in, until it is sent", async () => {
    const line = await aLine();
    const { reply, kept } = await sendTooLate(line, BY_HAND, typed);
    const to = encodeURIComponent(BY_HAND);
    expect([reply.status, reply.headers.location]).toEqual([
      303,
      `/signin/refused?why=kept&by=carrier&to=${to}`,
    ]);
    expect(kept).toMatch(/^kept-form=[\w-]{43}$/);
    expect(await t.ctx.db.claim.count({ where: { subscriberId: line.id } })).toBe(0);
    const rows = await t.ctx.db.keptForm.findMany({ where: { subscriberId: line.id } });
    expect(rows).toHaveLength(1);
    expect(Buffer.from(rows[0]?.envelope ?? []).toString("latin1")).not.toContain("Game");
    expect(site.logged()).not.toContain(kept.slice(10));
    const told = html(await get(reply.headers.location ?? "", kept));
    expect(told).toContain(verify.kept.en);
    expect(told).toContain(`<h1>${signin.closed_title.en}</h1>`);
    expect(told).toContain(`href="/signin/carrier?to=${to}"`);

    const session = await signIn(line);
    expect(html(await get("/compensation/claim", session, kept))).not.toContain(report.kept.en);
    const back = html(await get(BY_HAND, session, kept));
    expect(back).toContain(report.kept.en);
    for (const [field, value] of Object.entries({ ...typed, authMethod: "" }))
      if (value) expect(back, field).toMatch(new RegExp(`id="${field}"[^>]*value="${value}"`));
    expect(back).toMatch(/<option value="ARS" selected=""/);
    const sent = await site.send("POST", BY_HAND, { cookie: `${session}; ${kept}`, form: typed });
    expect([sent.status, keptBy(sent)]).toEqual([303, "kept-form="]);
  });

  it("is given to no other line, and not after thirty minutes; there is one a line", async () => {
    const line = await aLine();
    const { kept, cookie } = await sendTooLate(line, BY_HAND, typed);
    expect(html(await get(BY_HAND, await signIn(await aLine()), kept))).not.toContain("Typed Gateway");
    expect((await get(BY_HAND, kept)).status).toBe(303);
    t.setNow(after(start, minutes(45) - seconds(1)));
    const session = await signIn(line);
    expect(html(await get(BY_HAND, session, kept))).toContain("Typed Gateway");
    t.setNow(after(start, minutes(45)));
    expect(html(await get(BY_HAND, session, kept))).not.toContain("Typed Gateway");
    for (const path of ["/compensation/claim", "/compensation/claims/B-0000-0000"])
      await site.send("POST", path, { cookie, form: { note: "Mine.", words: "Mine." } });
    expect(await t.ctx.db.keptForm.count({ where: { subscriberId: line.id } })).toBe(1);
  });

  it("is not kept of whoever wasn't signed in, has signed out, or wrote nothing", async () => {
    const line = await aLine();
    const { cookie: byLink } = await aSubscriberSession(t, line);
    const left = await signIn(line);
    await site.send("POST", "/signout", { cookie: left, form: { and: "out" } });
    t.setNow(after(start, minutes(15)));
    for (const cookie of [byLink, left, "session=nobodys", ""]) {
      const reply = await site.send("POST", BY_HAND, { cookie, form: typed });
      expect(reply.headers.location).toContain("why=ended");
      expect(reply.headers["set-cookie"]).toBeUndefined();
    }
    t.setNow(start);
    const { reply } = await sendTooLate(line, "/compensation/claim", {
      act: "discard",
      claim: "B-0000-0000",
    });
    expect(reply.headers.location).toContain("why=ended");
    expect(await t.ctx.db.keptForm.count({ where: { subscriberId: line.id } })).toBe(0);
  });

  it("brings back the note and the way of a claim, and the words and boxes of an objection", async () => {
    const drafting = await aLine();
    const { claim } = await aDraft(t, drafting);
    const note = { note: "I was <b>asleep</b>.", way: "bank_account", act: "file", claim: claim.claimNumber };
    const one = await sendTooLate(drafting, "/compensation/claim", note);
    const review = html(await get("/compensation/claim", await signIn(drafting), one.kept));
    expect(review).toContain("I was &lt;b&gt;asleep&lt;/b&gt;.</textarea>");
    expect(review).toMatch(/id="bank_account"[^>]* checked=""/);
    expect(await t.ctx.db.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({
      state: "draft",
    });

    t.setNow(start);
    const line = await aVictim(t.ctx, incident, {
      payments: [aHeldPayment(), aHeldPayment(), aHeldPayment()],
    });
    const decided = await aDecidedClaim(t, line, { approve: () => 0 });
    const path = `/compensation/claims/${decided.claim.claimNumber}`;
    const items = await t.ctx.db.claimItem.findMany({ where: { claimId: decided.claim.id } });
    const ticked = String(items[1]?.id);
    const two = await sendTooLate(line, path, { act: "object", item: ticked, words: "Not my phone." });
    const objection = html(await get(path, await signIn(line), two.kept));
    expect(objection).toContain("Not my phone.</textarea>");
    expect(objection.match(/name="item"[^>]* checked=""/g)).toHaveLength(1);
    expect(objection).toMatch(new RegExp(`id="item-${ticked}"[^>]* checked=""`));
  });
});

describe("inside the forms", () => {
  it("more time is had without losing a word", async () => {
    const line = await aLine();
    const { claim } = await aDraft(t, line);
    const cookie = await signIn(line);
    t.setNow(after(start, minutes(10)));
    const extend = async (path: string, form: Record<string, string>) => {
      expect(html(await get(path, cookie))).toContain('name="extend"');
      const reply = await site.send("POST", path, {
        cookie: `${cookie}; lang=en`,
        form: { ...form, extend: "yes" },
      });
      expect([path, reply.status]).toEqual([path, 200]);
      expect(html(reply)).toContain("20:25");
      return html(reply);
    };
    expect(await extend(BY_HAND, { pg: "Half a gate" })).toContain('value="Half a gate"');
    const half = await extend("/compensation/claim", { note: "Half a sent", way: "bank_account" });
    expect(half).toContain("Half a sent</textarea>");
    expect(half).toMatch(/id="bank_account"[^>]* checked=""/);
    expect(await t.ctx.db.claim.count({ where: { subscriberId: line.id } })).toBe(1);
    expect(claim.state).toBe("draft");
  });

  it("what was ticked of an objection that is refused stays ticked", async () => {
    const line = await aVictim(t.ctx, incident, { payments: [aHeldPayment(), aHeldPayment()] });
    const { claim } = await aDecidedClaim(t, line, { approve: () => 0 });
    const path = `/compensation/claims/${claim.claimNumber}`;
    const [item] = await t.ctx.db.claimItem.findMany({ where: { claimId: claim.id } });
    const form = { act: "object", item: String(item?.id), words: "x".repeat(5_000) };
    const refused = await site.send("POST", path, { cookie: `${await signIn(line)}; lang=en`, form });
    expect(refused.status).toBe(409);
    expect(html(refused)).toMatch(new RegExp(`id="item-${item?.id}"[^>]* checked=""`));
    expect(html(refused)).not.toContain(compensationClaim.objected_now.en);
  });

  it("whoever may only read is told before they type", async () => {
    const { cookie } = await aSignedInSession(t, await aLine(), { since: new Date("2025-09-10") });
    const page = html(await get(BY_HAND, cookie));
    expect(page).toContain(answerDetails.read_only.en);
    expect(page).not.toContain('name="merchant"');
  });
});
