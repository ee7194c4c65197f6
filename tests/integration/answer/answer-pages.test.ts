import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { answerSteps, stepStates } from "#app/locales/answer-steps.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { requests } from "#app/locales/requests.ts";
import { say } from "#app/locales/say.ts";
import { anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import { anOrder, protectionOn } from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFeePolicy, decided, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident, inAllLanguages } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

// What /result and / say of the remedies, over HTTP.

const start = new Date("2025-09-18T20:00:00+09:00");
const reviewed = "Reviewed from the customer’s perspective.";

let t: TestContext;
let site: TestSite;
let line: Awaited<ReturnType<typeof aSubscriber>>;
let incident: Awaited<ReturnType<typeof anIncident>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const remedy = (key: "protection" | "fee-waiver", description: string) => ({
    key,
    names: inAllLanguages(key),
    description: inAllLanguages(description),
    for: ["exposed" as const],
    online_from: "2025-09-18",
    until_then: inAllLanguages("Call."),
  });
  incident = await anIncident(t.ctx, {
    remedies: [remedy("protection", "It ties the card."), remedy("fee-waiver", reviewed)],
  });
  line = await aSubscriber(t.ctx);
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line }] });
  await aFeePolicy(t.ctx, underReview(), decided());
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const html = ({ body }: HttpAnswer) => body.toString().replaceAll("<!-- -->", "").replaceAll("&#x27;", "'");
const get = async (path: string, cookie = "") =>
  html(await site.send("GET", path, { cookie: `${cookie}; lang=en` }));
const atNoon = (day: string) => new Date(`${day}T12:00:00+09:00`);

describe("the fee's step", () => {
  const period = { from: "1 September 2025", to: "13 January 2026" };
  const apply = { from: "14 January 2026", to: "31 January 2026" };
  const rules = say(answerSteps.fee_decided, "en", { ...period, day: "30 December 2025" });

  it.each([
    [
      "2025-12-29",
      [reviewed, say(answerSteps.fee_review, "en", { day: "11 September 2025" })],
      [rules, answerSteps.fee_leaving_over.en],
    ],
    [
      "2026-01-13",
      [rules, say(answerSteps.fee_apply, "en", apply)],
      [reviewed, answerSteps.fee_leaving_over.en],
    ],
    ["2026-01-31", [answerSteps.fee_leaving_over.en, say(answerSteps.fee_apply, "en", apply)], [reviewed]],
    [
      "2026-02-01",
      [
        answerSteps.fee_leaving_over.en,
        say(answerSteps.fee_apply_over, "en", { day: apply.to }),
        answerSteps.fee_grace.en,
      ],
      [reviewed, say(answerSteps.fee_apply, "en", apply)],
    ],
  ])("says on %s, on both pages, what is in force and where to go", async (day, said, unsaid) => {
    t.setNow(atNoon(day));
    const { cookie } = await aSubscriberSession(t, line);
    for (const page of [await get("/"), await get("/result", cookie)]) {
      for (const words of [...said, `href="/fee-waiver">${feeWaiver.here.en}`]) expect(page).toContain(words);
      for (const words of unsaid) expect(page).not.toContain(words);
    }
  });
});

describe("who has registered for the fee", () => {
  it("reads which days count, and not that anything is left to ask for", async () => {
    const registered = await aSubscriber(t.ctx);
    await aPublishedFinding(t.ctx, incident, { id: "second", changed: [{ line: registered }] });
    const { as, session, cookie } = await aSignedInSession(t, registered);
    await registerFeeWaiver(as, session, { key: randomUUID(), grace: null });
    const page = await get("/result", cookie);
    expect(page).toContain(answerSteps.fee_review.en.split("{")[0]);
    expect(page).not.toContain(reviewed);

    t.setNow(atNoon("2025-12-31"));
    const decidedPage = await get("/result", (await aSubscriberSession(t, registered)).cookie);
    const period = { from: "1 September 2025", to: "13 January 2026", day: "30 December 2025" };
    expect(decidedPage).toContain(say(answerSteps.fee_decided, "en", period));
    expect(decidedPage).not.toContain(answerSteps.fee_apply.en.split("{")[0]);
  });
});

describe("the landing page", () => {
  it("leads to the answer where a session is open, and to no answer else", async () => {
    const { cookie } = await aSubscriberSession(t, line);
    expect(await get("/", cookie)).toContain(`href="/result">${requests.result.en}`);
    for (const other of ["", "session=unknown"])
      expect(await get("/", other)).not.toContain('href="/result"');
  });

  it("leads to each remedy's page from its day on", async () => {
    expect(await get("/")).toContain('href="/protection"');
    t.setNow(atNoon("2025-09-17"));
    expect(await get("/")).not.toContain('href="/protection"');
  });
});

describe("what was asked for", () => {
  it("is said as pending, after what is left, with a way to see it; the agent reads the same, without links", async () => {
    await anOrder(t.ctx, line, protectionOn);
    const { cookie } = await aSubscriberSession(t, line);
    const page = await get("/result", cookie);
    const asked = say(stepStates.protection_asked, "en", { day: "18 September 2025" });
    expect(page.indexOf(asked)).toBeGreaterThan(page.indexOf('href="/fee-waiver"'));
    expect(page).toContain(`href="/protection">${answerSteps.see.en}`);
    expect(page).not.toContain("It ties the card.");

    const agent = await anAgentInCheckedCall(t, line);
    const desk = await get("/call-center/call?speak=en", await aStaffSession(t.ctx, agent.member));
    expect(desk).toContain(asked);
    expect(desk).toContain(answerSteps.see.en);
    expect(desk).not.toContain('href="/protection"');
  });
});
