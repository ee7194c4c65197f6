import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { checkMessageSchema } from "#app/domain/notices/check-message.schema.ts";
import { checkMessage } from "#app/domain/notices/check-message.server.ts";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { letterKinds, renderLetterText } from "#app/domain/notices/letter-text.rules.ts";
import { renderNoticeText } from "#app/domain/notices/notice-text.rules.ts";
import { pauseCampaign } from "#app/domain/notices/pause-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";
import { languages } from "#app/locales/language.ts";
import { after, days } from "#app/shared/time.ts";
import { aCase, textsTo, tokenIn } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { inAllLanguages, incidentInput } from "#tests/factories/incident.ts";
import { aToken } from "#tests/factories/link.ts";
import { aLetter } from "#tests/factories/notice.ts";
import { aSender, drain } from "#tests/factories/sender.ts";
import { aStore } from "#tests/factories/store.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, setNow } = context;
const inbox = await startInbox(ctx.now);
const sender = aSender(inbox.transport);
const { publicUrl } = sender;
afterAll(async () => {
  await inbox.close();
  await context.close();
});

const start = new Date("2025-09-18T20:00:00+09:00");
beforeEach(() => setNow(start));

/** What the page gets to say, as the public asks it. */
async function check(text: string, from = ""): Promise<string> {
  const form = checkMessageSchema.safeParse({ text, sender: from });
  if (!form.success) return form.error.issues.map(({ message }) => message).join();
  const checked = await checkMessage(context.as({ type: "public" }), { ...form.data, publicUrl });
  if (!checked.ok) return checked.refusal;
  const { verdict } = checked.value;
  if (verdict === "not-ours") return checked.value.reason;
  if (verdict === "ours") return checked.value.hasLink ? "ours" : "ours, without link";
  return verdict;
}

let incidents = 0;

/** A case whose texts no other case sends: its incident has a name of its own. */
async function aCaseByName() {
  const { incident, ...rest } = await aCase(context);
  incidents += 1;
  const names = inAllLanguages(`Incident number ${incidents}`);
  const define = async (definition: Parameters<typeof incidentInput>[0]) => {
    const created = await createIncident(
      ctx,
      JSON.stringify(incidentInput({ id: incident.id, names, ...definition })),
    );
    if (!created.ok) throw new Error(created.reasons.join());
    return getIncident(ctx, incident.id);
  };
  await define({});
  return { ...rest, incident, define };
}

/** A launched campaign to one line, and its text. */
async function aSentText(given: Parameters<Awaited<ReturnType<typeof aCase>>["line"]>[0] = {}) {
  const { line, finding, define } = await aCaseByName();
  const reader = await line(given);
  const { key } = await finding("18", [{ line: reader }]);
  await planCampaign(ctx, key);
  await launchCampaign(ctx, key);
  return { key, reader, define, text: await lastTextTo(reader.personalData.msisdn) };
}

/** What a number was texted last. */
async function lastTextTo(msisdn: string) {
  await drain(ctx, sender);
  const [text] = await textsTo(inbox, msisdn);
  if (!text) throw new Error("no text came");
  return text.body;
}

/** The text of a campaign that nobody launched. */
async function aPlannedText() {
  const { line, finding } = await aCaseByName();
  const { id, key } = await finding("11", [{ line: await line() }]);
  await planCampaign(ctx, key);
  const facts = await getNoticeFacts(ctx.pool, { findingId: id, plannedAt: ctx.now() });
  const access = { for: "holder" as const, link: `${publicUrl}/v/${aToken()}` };
  return { key, text: renderNoticeText(facts, { kind: "first", language: "ko", access }) };
}

const forged = "고객님의 유심이 곧 정지됩니다. 지금 바로 아래 주소에서 인증번호를 넣으세요.";

// First of all, while nothing was ever sent.
describe("before any campaign is launched", () => {
  it("nothing is ours, not even what is planned", async () => {
    const { text } = await aPlannedText();
    expect(await check(text)).toBe("none-sent");
    expect(await check(forged)).toBe("none-sent");
  });
});

describe("a text that was sent", () => {
  it.each(languages)("is ours in %s, as it came and as a phone copies it", async (language) => {
    const { text } = await aSentText({ language });
    expect(await check(text)).toBe("ours");
    expect(await check(`[Web발신]\r\n${text.replaceAll("\n", "\r\n")}\r\n`)).toBe("ours");
    expect(await check(text.replaceAll("\n", " ").normalize("NFD"))).toBe("ours");
  });

  it("is ours about a minor, to a company without a link, and as an update", async () => {
    const { line, finding } = await aCaseByName();
    const company = await line({ holderType: "company" });
    const guardian = "01055550009";
    await line({ msisdn: guardian });
    const minor = await line({ birthDate: "20120304", guardianMsisdn: guardian, language: "vi" });
    for (const day of ["11", "18"]) {
      const { key } = await finding(day, [{ line: company }, { line: minor }]);
      await planCampaign(ctx, key);
      await launchCampaign(ctx, key);
      expect(await check(await lastTextTo(guardian))).toBe("ours");
      expect(await check(await lastTextTo(company.personalData.msisdn))).toBe("ours, without link");
    }
    expect(await lastTextTo(guardian)).toContain("đã thay đổi");
  });

  it("stays ours when the campaign is paused, and when the incident is described anew", async () => {
    const { key, define, text } = await aSentText();
    await pauseCampaign(ctx, key);
    setNow(after(start, days(1)));
    await define({ carrier: inAllLanguages("Another carrier") });
    expect(await check(text)).toBe("ours");
    expect(await check(text.replace("[Carrier", "[Another carrier"))).toBe("our-link-other-words");
  });

  it("is not ours before it may be sent, and is as soon as it may", async () => {
    const { key, text } = await aPlannedText();
    expect(await check(text)).toBe("unknown");
    await launchCampaign(ctx, key);
    // Its words now are; this link was never issued.
    expect(await check(text)).toBe("other-link");
  });
});

describe("a letter that was sent", () => {
  it.each(languages)("is ours in %s, of each kind, to holders and to guardians", async (language) => {
    const { line } = await aCaseByName();
    const guardian = await line();
    const { msisdn } = guardian.personalData;
    for (const reader of [
      await line({ language }),
      await line({ language, birthDate: "20120304", guardianMsisdn: msisdn }),
    ]) {
      for (const kind of letterKinds) await aLetter(ctx, reader, kind);
      await drain(ctx, sender);
      const texts = await textsTo(inbox, reader.personalData.guardianMsisdn ?? reader.personalData.msisdn);
      expect(texts).toHaveLength(letterKinds.length);
      const verdicts: string[] = [];
      for (const { body } of texts) verdicts.push(await check(body));
      // The one about the link, and the one about a swap.
      expect(verdicts.filter((verdict) => verdict === "ours")).toHaveLength(2);
      expect(new Set(verdicts)).toEqual(new Set(["ours", "ours, without link"]));
      const [last = { body: "" }] = texts;
      expect(await check(last.body.replace("080-722-0100", "080-722-0109"))).toMatch(/changed|other-words/);
    }
  });

  it("is not ours before one of its kind was written in its incident, and is from then on", async () => {
    const { line, define } = await aCaseByName();
    const definition = await define({ carrier: inAllLanguages("Carrier of letters") });
    const reader = await line({ language: "en" });
    const text = renderLetterText(definition, { kind: "acted", language: "en", forMinor: false });
    expect(await check(text)).toBe("unknown");
    await aLetter(ctx, reader, "signed_in");
    expect(await check(text)).toBe("unknown");
    await aLetter(ctx, reader, "acted");
    expect(await check(text)).toBe("ours, without link");
  });

  it("names a store of its own incident, as that is called now, and no other", async () => {
    const { line, incident } = await aCaseByName();
    const other = await aCaseByName();
    const own = await aStore(ctx, incident, { name: "종로점", phone: "02-111-1111" });
    const second = await aStore(ctx, incident, { name: "혜화점", phone: "02-111-2222" });
    await aStore(ctx, other.incident, { name: "남의점", phone: "02-333-3333" });
    const reader = await line({ language: "ko" });
    await aLetter(ctx, reader, "visit_booked");
    const text = await lastTextTo(reader.personalData.msisdn);
    expect(text).toContain("종로점 (서울 종로구) 02-111-1111");
    expect(await check(text)).toBe("ours, without link");
    expect(
      await check(text.replace("종로점 (서울 종로구) 02-111-1111", "혜화점 (서울 종로구) 02-111-2222")),
    ).toBe("ours, without link");
    expect(await check(text.replace("02-111-1111", "02-111-2222"))).toBe("changed-words");
    expect(
      await check(text.replace("종로점 (서울 종로구) 02-111-1111", "남의점 (서울 종로구) 02-333-3333")),
    ).toBe("changed-words");

    await ctx.db.store.update({ where: { id: second.id }, data: { phone: "02-111-4444" } });
    expect(await check(text)).toBe("ours, without link");
    await ctx.db.store.update({ where: { id: own.id }, data: { phone: "02-111-3333" } });
    expect(await check(text)).toBe("changed-words");
    expect(await check(text.replace("02-111-1111", "02-111-3333"))).toBe("ours, without link");
  });

  it("is ours in the words of when it was written alone, whatever came before and after", async () => {
    const { line, define } = await aCaseByName();
    const reader = await line({ language: "en" });
    const words = async (carrier: string, at: Date) => {
      setNow(at);
      const definition = await define({ carrier: inAllLanguages(carrier) });
      return renderLetterText(definition, { kind: "acted", language: "en", forMinor: false });
    };
    const before = await words("Carrier one", after(start, days(1)));
    const during = await words("Carrier two", after(start, days(2)));
    await aLetter(ctx, reader, "acted");
    const since = await words("Carrier three", after(start, days(3)));
    const answers = async () => Promise.all([before, during, since].map((text) => check(text)));
    expect(await answers()).toEqual(["unknown", "ours, without link", "unknown"]);
    setNow(after(start, days(4)));
    expect(await answers()).toEqual(["unknown", "ours, without link", "unknown"]);
    await aLetter(ctx, reader, "acted");
    expect(await answers()).toEqual(["unknown", "ours, without link", "ours, without link"]);
  });
});

describe("a link is judged by nothing but whether it was issued", () => {
  let text: string;
  let own: string;
  beforeAll(async () => {
    setNow(start);
    ({ text } = await aSentText());
    own = tokenIn(text);
  });

  async function issuedTo(
    given: Parameters<typeof aSentText>[0],
    change?: Prisma.LinkUpdateManyMutationInput,
  ) {
    const { reader, text: theirs } = await aSentText(given);
    if (change) await ctx.db.link.updateMany({ where: { subscriberId: reader.id }, data: change });
    return tokenIn(theirs);
  }

  it("whoever it belongs to, and whether it still opens, is the same answer in our words and in others", async () => {
    const owners = {
      "reads Vietnamese": await issuedTo({ language: "vi" }),
      revoked: await issuedTo({}, { revokedAt: start, revokedFor: "owner-changed" }),
      expired: await issuedTo({}, { expiresAt: after(start, -days(1)) }),
    };
    for (const [who, token] of Object.entries(owners)) {
      expect(token, who).toMatch(/^[\w-]{22}$/);
      expect(await check(text.replace(own, token)), who).toBe("ours");
      expect(await check(`${forged}\n${publicUrl}/v/${token}`), who).toBe("our-link-other-words");
    }
  });

  it("one that was never issued is another's", async () => {
    expect(await check(text.replace(own, aToken()))).toBe("other-link");
    expect(await check(`${forged}\n${publicUrl}/v/${aToken()}`)).toBe("unknown");
    // Not even the hash of one does.
    const { tokenHash } = await ctx.db.link.findFirstOrThrow({ where: { tokenHash: { not: null } } });
    const hash = Buffer.from(tokenHash ?? []).toString("base64url");
    expect(await check(text.replace(own, hash.slice(0, 22)))).toBe("other-link");
  });

  it("each changed character makes it another's", async () => {
    for (let at = 0; at < own.length; at += 1) {
      const other = own.charAt(at) === "A" ? "B" : "A";
      const token = own.slice(0, at) + other + own.slice(at + 1);
      expect(await check(text.replace(own, token)), token).toBe("other-link");
    }
    expect(await check(text.replace(publicUrl, "http://127.0.0.1:3001"))).toBe("other-link");
  });

  it("words changed around it are told from it", async () => {
    expect(await check(text.replace("080-722-0100", "080-722-0101"))).toBe("our-link-other-words");
    expect(await check(text.replace(own, aToken()).replace("080-722-0100", "080-722-0101"))).toBe(
      "changed-words",
    );
  });
});

describe("the sender", () => {
  let text: string;
  let define: Awaited<ReturnType<typeof aCaseByName>>["define"];
  beforeAll(async () => {
    setNow(start);
    ({ define, text } = await aSentText());
  });

  it("is not looked at where the incident names none", async () => {
    expect(await check(text, "010-1234-5678")).toBe("ours");
  });

  it("has to be one of those that the incident names now, however it is written", async () => {
    await define({ senders: ["080-722-0100", "notice@ansim.example"] });
    for (const own of ["", " ", "080-722-0100", "+82 80 722 0100", "0807220100", "Notice@Ansim.example"])
      expect(await check(text, own), own).toBe("ours");
    for (const other of ["080-722-0109", "010-1234-5678", "+1 080 722 0100", "notice@ansim-help.example"])
      expect(await check(text, other), other).toBe("other-sender");
  });

  it("never makes other words ours, nor is it asked about them", async () => {
    for (const from of ["080-722-0100", "010-1234-5678"]) {
      expect(await check(forged, from)).toBe("unknown");
      expect(await check(text.replace(tokenIn(text), aToken()), from)).toBe("other-link");
    }
  });

  it("that is neither a number nor an address is asked again", async () => {
    expect(await check(text, "안심텔레콤")).toBe("sender-unreadable");
  });
});

describe("what can't be judged", () => {
  it("is refused: nothing, a code or a link alone, a piece of a text, and more than a text", async () => {
    const { text } = await aSentText();
    const code = text.split("\n").at(-1) ?? "";
    expect(code).toMatch(/^문자 확인 번호 [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const link = `${publicUrl}/v/${tokenIn(text)}`;
    for (const little of [
      "",
      code,
      code.slice(-9),
      link,
      `${link} ${code}`,
      text.slice(0, 200),
      text.slice(100),
    ])
      expect(await check(little), little).toBe("not-whole");
    expect(await check("가".repeat(5_001))).toBe("too-long");
    expect(await check("가".repeat(5_000))).toBe("unknown");
  });
});

it("nothing is written, whatever is asked", async () => {
  const { text } = await aSentText();
  const before = await sumTables(ctx.pool);
  for (const asked of [text, text.slice(50), forged, `${forged} ${publicUrl}/v/${tokenIn(text)}`])
    for (const from of ["", "080-722-0100"]) await check(asked, from);
  expect(await sumTables(ctx.pool)).toEqual(before);
});
