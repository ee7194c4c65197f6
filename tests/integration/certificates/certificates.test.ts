import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { checkCertificate } from "#app/domain/certificates/check-certificate.server.ts";
import { getOwnCertificate } from "#app/domain/certificates/get-own-certificate.server.ts";
import { issueCertificate } from "#app/domain/certificates/issue-certificate.server.ts";
import { listOwnCertificates } from "#app/domain/certificates/list-own-certificates.server.ts";
import type { CertificateKind } from "#app/domain/certificates/certificate.rules.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { settleSwap } from "#app/domain/usim-swap/settle-swap.server.ts";
import type { Language } from "#app/locales/language.ts";
import { after, minutes } from "#app/shared/time.ts";
import { aCase } from "#tests/factories/campaign.ts";
import { anAgentInCheckedCall } from "#tests/factories/call.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext } from "#tests/factories/context.ts";
import { lettersOf } from "#tests/factories/notice.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const t = testContext({ databaseUrl: url });
const { ctx, carrier, setNow } = t;
afterAll(() => t.close());

const start = new Date("2025-09-18T20:00:00+09:00");
beforeEach(() => setNow(start));

async function aLine(given: Parameters<Awaited<ReturnType<typeof aCase>>["line"]>[0] = {}) {
  const { line, finding, incident } = await aCase(t);
  const own = await line(given);
  return { own, line, finding, incident, as: asOwn(own) };
}
type Line = Awaited<ReturnType<typeof aLine>>["own"];
const asOwn = ({ id }: { id: bigint }) => t.as({ type: "subscriber", id: String(id), level: "L1" });

async function issue(own: Line, kind: CertificateKind, language: Language = "ko") {
  const issued = await issueCertificate(asOwn(own), { subscriberId: own.id, kind, language });
  return issued.ok ? issued.value.code : issued.refusal;
}

let addresses = 0;
async function check(typed: string, address?: string) {
  addresses += 1;
  const from = address ?? `203.0.113.${addresses}`;
  const checked = await checkCertificate(t.as({ type: "public" }), { typed, address: from });
  return checked.ok ? checked.value : checked.refusal;
}

const switchOn = ({ personalData: { msisdn } }: Line) =>
  carrier.protections.set(msisdn, { state: "on", pausedUntil: null });

describe("a certificate of what was leaked", () => {
  it("says kinds and days as they stand, to anyone with its code, with name and number masked", async () => {
    const { own, finding } = await aLine({ name: "김안심", msisdn: "01012345678" });
    await finding("18", [{ line: own, days: { IMSI: ["2025-09-03", "2025-09-01"] } }]);
    const code = await issue(own, "exposure");
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    const checked = await check(code);
    expect(checked).toMatchObject({
      code,
      issuedAt: start,
      person: { name: "김*심", msisdn: "010-****-5678" },
      facts: {
        kind: "exposure",
        verdict: "exposed",
        found: [{ category: "IMSI", days: ["2025-09-01", "2025-09-03"] }],
      },
      changedSince: false,
    });
    // As people type it.
    expect(await check(` ${code.toLowerCase().replaceAll("-", " ")} `)).toEqual(checked);
    expect(await check(code.replaceAll("0", "o").replaceAll("1", "l"))).toEqual(checked);
  });

  it("is masked for its own line at L1 and for an agent, and in full for who has signed in", async () => {
    const { own } = await aLine({ name: "김안심", msisdn: "01012345678" });
    const asked = { subscriberId: own.id, code: await issue(own, "exposure") };
    const masked = { name: "김*심", number: "010-****-5678", masked: true };
    const agent = await anAgentInCheckedCall(t, own);
    for (const as of [asOwn(own), agent.as])
      expect(await getOwnCertificate(as, asked)).toMatchObject({ person: masked });
    const { as } = await aSignedInSession(t, own);
    expect(await getOwnCertificate(as, asked)).toMatchObject({
      person: { name: "김안심", number: "010-1234-5678", masked: false },
    });
  });

  it("says so once a later finding changed the answer, and not before", async () => {
    const { own, line, finding } = await aLine();
    const other = await line();
    await finding("11", [{ line: own }]);
    const code = await issue(own, "exposure");
    await finding("13", [{ line: other }]);
    expect(await check(code)).toMatchObject({ changedSince: false });
    await finding("15", [{ line: own, days: { IMSI: ["2025-09-02"], IMEI: ["2025-09-02"] } }]);
    expect(await check(code)).toMatchObject({ changedSince: true, facts: { found: [{ category: "IMSI" }] } });
    expect(await check(await issue(own, "exposure"))).toMatchObject({ changedSince: false });
  });

  it("of somebody in whom nothing was found says that", async () => {
    const { own } = await aLine();
    expect(await check(await issue(own, "exposure"))).toMatchObject({
      facts: { kind: "exposure", announcedAt: null, verdict: "not_exposed", found: [] },
    });
  });
});

describe("a certificate of protection", () => {
  it("is issued while the carrier has it on, and else refused", async () => {
    const { own } = await aLine();
    expect(await issue(own, "enrolment")).toBe("not-on");
    carrier.protections.set(own.personalData.msisdn, { state: "paused", pausedUntil: after(start, 1) });
    expect(await issue(own, "enrolment")).toBe("not-on");
    switchOn(own);
    expect(await check(await issue(own, "enrolment"))).toMatchObject({
      facts: { kind: "enrolment", state: "on" },
    });
    carrier.down = true;
    expect(await issue(own, "enrolment")).toBe("carrier-silent");
    carrier.down = false;
    carrier.owners.set(own.personalData.msisdn, { status: "active", holderRef: "H-other" });
    expect(await issue(own, "enrolment")).toBe("owner-changed");
    expect(await ctx.db.certificate.count({ where: { subscriberId: own.id } })).toBe(1);
  });
});

describe("a certificate of a swap", () => {
  it("says day, store and card once the card works", async () => {
    const { own } = await aLine();
    expect(await issue(own, "swap")).toBe("no-swap");
    const swap = await aCompletedSwap(ctx, own);
    expect(await issue(own, "swap")).toBe("no-swap");
    await ctx.db.$transaction((tx) => settleSwap(ctx, tx, { swapId: swap.id, outcome: "done" }));
    const { name } = await ctx.db.store.findUniqueOrThrow({ where: { id: swap.storeId } });
    expect(await check(await issue(own, "swap"))).toMatchObject({
      facts: { kind: "swap", swappedAt: start.toISOString(), store: name, card: "usim" },
    });
  });
});

describe("issuing", () => {
  it("pressed twice, or many times at once, gives one; after a minute another", async () => {
    const { own } = await aLine();
    const codes = await Promise.all([1, 2, 3, 4].map(() => issue(own, "exposure")));
    expect(new Set(codes).size).toBe(1);
    expect(await issue(own, "exposure", "en")).not.toBe(codes[0]);
    setNow(after(start, minutes(1)));
    expect(await issue(own, "exposure")).not.toBe(codes[0]);
    const actions = await ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: String(own.id) },
    });
    expect(actions.map(({ action }) => action)).toEqual(Array(3).fill("certificate.issue"));
    expect(await listOwnCertificates(asOwn(own), own.id)).toHaveLength(3);
  });

  it("ends at twenty in 24 hours", async () => {
    const { own } = await aLine();
    for (let count = 0; count < 20; count += 1) {
      setNow(after(start, minutes(count)));
      expect(await issue(own, "exposure")).toMatch(/-/);
    }
    setNow(after(start, minutes(21)));
    const before = await sumTables(ctx.pool);
    expect(await issue(own, "exposure")).toBe("too-many");
    expect(await sumTables(ctx.pool)).toEqual(before);
  });

  it("is forbidden to anyone but the line's own session and an agent whose caller was checked", async () => {
    const { own, line } = await aLine();
    const other = await line();
    const code = await issue(own, "exposure");
    for (const actor of [asOwn(other), t.as({ type: "public" }), ctx]) {
      const asked = { subscriberId: own.id, kind: "exposure" as const, language: "ko" as const };
      await expect(issueCertificate(actor, asked)).rejects.toThrow(Forbidden);
      await expect(listOwnCertificates(actor, own.id)).rejects.toThrow(Forbidden);
      await expect(getOwnCertificate(actor, { subscriberId: own.id, code })).rejects.toThrow(Forbidden);
    }
    await expect(getOwnCertificate(asOwn(other), { subscriberId: other.id, code })).rejects.toThrow(NotFound);
    expect(await lettersOf(ctx, own, "acted")).toEqual([]);
  });
});

describe("what isn't ours, or was changed, is one refusal", () => {
  it("each letter of the code", async () => {
    const { own } = await aLine();
    const code = await issue(own, "exposure");
    for (let at = 0; at < code.length; at += 1) {
      if (code[at] === "-") continue;
      const other = code[at] === "7" ? "8" : "7";
      expect(await check(code.slice(0, at) + other + code.slice(at + 1))).toBe("not-ours");
    }
    for (const typed of ["", "-", code.slice(1), `${code}7`, "7K2Q", "<script>", "%00"])
      expect(await check(typed)).toBe("not-ours");
  });

  // By whoever owns the database: the trigger that forbids it is theirs to drop.
  it.each([
    ["the facts", `update certificates set facts = jsonb_set(facts, '{verdict}', '"cleared"') where id = $1`],
    ["the day", "update certificates set issued_at = issued_at + interval '1 day' where id = $1"],
    ["the kind", "update certificates set kind = 'enrolment' where id = $1"],
    ["the language", "update certificates set language = 'vi' where id = $1"],
    ["whose it is", "update certificates set subscriber_id = $2 where id = $1"],
    ["the person erased", "update certificates set envelope = null, key_id = null where id = $1"],
    [
      "another's name in it",
      "update certificates set envelope = o.envelope from certificates o where certificates.id = $1 and o.subscriber_id = $2",
    ],
    ["the MAC", "update certificates set mac = decode(repeat('00', 32), 'hex') where id = $1"],
    ["a shorter MAC", "update certificates set mac = '' where id = $1"],
    [
      "the code, and the MAC of another",
      `update certificates set code = '7777-7777-7777-7777-7777', mac = o.mac from certificates o
       where certificates.id = $1 and o.subscriber_id = $2`,
    ],
  ])("a row with %s changed", async (_, sabotage) => {
    const { own, line } = await aLine();
    const other = await line();
    const code = await issue(own, "exposure");
    await issue(other, "exposure");
    const { id } = await ctx.db.certificate.findUniqueOrThrow({ where: { code } });
    await ctx.pool.query("alter table certificates disable trigger certificates_unchanged");
    await ctx.pool.query(sabotage, sabotage.includes("$2") ? [id, other.id] : [id]);
    await ctx.pool.query("alter table certificates enable trigger certificates_unchanged");
    expect(await check(code)).toBe("not-ours");
    const { code: stands } = await ctx.db.certificate.findUniqueOrThrow({ where: { id } });
    expect(await check(stands)).toBe("not-ours");
  });

  it("and the database itself lets nobody change one", async () => {
    const { own } = await aLine();
    await issue(own, "exposure");
    await expect(
      ctx.pool.query("update certificates set language = 'vi' where subscriber_id = $1", [own.id]),
    ).rejects.toThrow("can not be changed");
  });
});

it("wrong codes are counted by address: a hundred an hour, then whatever is asked; others are still answered", async () => {
  const { own } = await aLine();
  const code = await issue(own, "exposure");
  const address = "198.51.100.1";
  for (let count = 0; count < 100; count += 1) {
    const typed = `7777-7777-7777-7777-${String(count).padStart(4, "0")}`;
    expect(await check(typed, address)).toBe("not-ours");
    if (count === 50) expect(await check(code, address)).toMatchObject({ code });
  }
  expect(await check(code, address)).toBe("too-many");
  expect(await check(code)).toMatchObject({ code });
  setNow(after(start, minutes(61)));
  expect(await check(code, address)).toMatchObject({ code });
});
