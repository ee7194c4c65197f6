import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { settleSwap } from "#app/domain/usim-swap/settle-swap.server.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let site: TestSite;
let line: Awaited<ReturnType<typeof aLinkedLine>>["line"];
let cookie: string;
let otherCookie: string;
let code: string;

const sessionOf = async ({ id }: { id: bigint }) =>
  `session=${await startSession(t.ctx, t.ctx.db, { subscriberId: id, linkId: null, level: "L1" })}`;
const open = async (path: string, from = cookie) => {
  const { status, headers, body } = await site.send("GET", path, { cookie: from });
  return { status, headers, bytes: body, body: body.toString() };
};

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  ({ line } = await aLinkedLine(t, { name: "왕서방", msisdn: "01012345678" }));
  const other = await aLinkedLine(t);
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [{ line, days: { IMSI: ["2025-09-01"] } }],
  });
  const swap = await aCompletedSwap(t.ctx, line);
  await t.ctx.db.$transaction((tx) => settleSwap(t.ctx, tx, { swapId: swap.id, outcome: "done" }));
  [cookie, otherCookie] = [await sessionOf(line), await sessionOf(other.line)];
  site = await startSite(t);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

describe("/certificates", () => {
  it("issues one by a press, lists it, and says why another can't be", async () => {
    const press = (kind: string) => site.send("POST", "/certificates", { cookie, form: { kind } });
    expect(await press("exposure")).toMatchObject({ status: 303, headers: { location: "/certificates" } });
    const list = await open("/certificates");
    [, code = ""] = /href="\/certificates\/([0-9A-Z-]+)[.]pdf"/.exec(list.body) ?? [];
    expect(list.body).toContain(`href="/certificate/${code}"`);
    expect(list.body).toContain('href="/signin/carrier?to=/certificates"');
    const { cookie: signedIn } = await aSignedInSession(t, line);
    const full = await open("/certificates", signedIn);
    expect(full.body).toContain(code);
    expect(full.body).not.toContain('href="/signin/carrier?to=/certificates"');
    const refused = await press("enrolment");
    expect(refused.status).toBe(409);
    expect(refused.body.toString()).toContain("유심보호서비스가 켜져 있지 않아");
    expect((await press("anything")).status).toBe(400);
  });

  it("gives the file to the line's own session alone, as an attachment that names nobody outside of its page", async () => {
    const { status, headers, bytes } = await open(`/certificates/${code}.pdf`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="ansim-exposure-${code}.pdf"`,
      "x-content-type-options": "nosniff",
      "content-length": String(bytes.length),
    });
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(bytes.length).toBeLessThan(150_000);
    // Its own fonts, and nothing else that is the person's: names and numbers stand in the compressed page.
    expect(bytes.toString("latin1")).toContain("Pretendard");
    expect(bytes.toString("latin1")).not.toMatch(/01012345678|010-1234-5678/);
    for (const [path, from] of [
      [`/certificates/${code}.pdf`, otherCookie],
      [`/certificates/${code}`, cookie],
      ["/certificates/7777-7777-7777-7777-7777.pdf", cookie],
    ] as const)
      expect((await open(path, from)).status).toBe(404);
    expect(await open(`/certificates/${code}.pdf`, "")).toMatchObject({ status: 303 });
  });
});

describe("/certificate", () => {
  it("sends what is typed on to its own page, in the form that codes have", async () => {
    const typed = encodeURIComponent(code.toLowerCase().replaceAll("-", " "));
    expect((await open(`/certificate?code=${typed}`, "")).headers.location).toBe(`/certificate/${code}`);
    expect((await open("/certificate?code=%2F%2Fevil.example", "")).headers.location).toBe(
      "/certificate/%2F%2Fevil.example",
    );
    expect((await open("/certificate", "")).status).toBe(200);
  });

  it("says to anyone what it certifies, and no identifier whole", async () => {
    const { status, body } = await open(`/certificate/${code}`, "");
    expect(status).toBe(200);
    expect(body).toContain("저희가 발급한 확인서입니다");
    expect(body).toContain("왕*방");
    expect(body).toContain("010-****-5678");
    expect(body).toContain("2025년 9월 1일");
    expect(body).not.toMatch(/왕서방|01012345678|1234-5678|S-\d|H-\d/);
    const { body: loaded } = await site.send("GET", `/certificate/${code}.data`);
    expect(loaded.toString()).not.toMatch(/왕서방|01012345678|1234-5678/);
  });

  it("says of any other that it is none of ours or was changed, in the same words", async () => {
    const changed = await open(`/certificate/${code.slice(0, -1)}${code.endsWith("7") ? "8" : "7"}`, "");
    const unknown = await open("/certificate/7777-7777-7777-7777-7777", "");
    for (const { status, body } of [changed, unknown, await open("/certificate/x", "")]) {
      expect(status).toBe(404);
      expect(body).toContain("저희가 발급한 확인서가 아니거나, 내용이 바뀐 것입니다");
    }
  });
});

it("/result says what the swap replaced and what it did not, and links to the certificates", async () => {
  const { body } = await open("/result");
  expect(body).toContain("유심을 교체하셨습니다");
  expect(body).toMatch(/새 유심으로 바뀐 것: [^<]*IMSI/);
  expect(body).toContain('href="/certificates"');
  expect((await open("/result", otherCookie)).body).not.toContain("유심을 교체하셨습니다");
});
