import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  EvidenceStoreError,
  evidenceStore,
  type EvidenceStore,
} from "#app/infra/evidence/evidence-store.server.ts";
import { askForPaper } from "#app/domain/compensation/ask-for-paper.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { claimPapers } from "#app/locales/claim-papers.ts";
import { evidence } from "#app/locales/evidence.ts";
import { formatDay } from "#app/locales/format.ts";
import { say } from "#app/locales/say.ts";
import { after, days, kstDay } from "#app/shared/time.ts";
import { aDraft, aFiledClaim, aReviewer, aVictim, granted } from "#tests/factories/claim.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPdf, aPhoto, aPng } from "#tests/factories/evidence-file.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

/** Time enough for what happens meanwhile, on a slow machine too. */
const LONGEST_UPLOAD_MS = 5_000;

const folder = join(tmpdir(), `ansim-evidence-${randomUUID()}`);
const working = evidenceStore(pathToFileURL(folder).href);
const down = () => Promise.reject(new EvidenceStoreError("down", new Error("ECONNREFUSED")));
let isDown = false;
const store: EvidenceStore = {
  put: (id, bytes) => (isDown ? down() : working.put(id, bytes)),
  get: (id) => (isDown ? down() : working.get(id)),
  remove: (id) => (isDown ? down() : working.remove(id)),
};

let t: TestContext;
let site: TestSite;
let cookie: string;
let path: string;
let claimId: bigint;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
  const line = await aVictim(t.ctx, incident, { payments: [{}] });
  const { claim } = await aDraft(t, line);
  claimId = claim.id;
  path = `/compensation/evidence?claim=${claim.claimNumber}`;
  ({ cookie } = await aSignedInSession(t, line));
  site = await startSite(t, { longestUploadMs: LONGEST_UPLOAD_MS, evidence: store });
});
afterAll(async () => {
  await site.close();
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

/** Another line, with a session of its own; its claim is filed. */
async function another() {
  const line = await aVictim(t.ctx, incident, { payments: [{}] });
  const { claim } = await aFiledClaim(t, line);
  const { cookie } = await aSignedInSession(t, line);
  return { cookie, claim, path: `/compensation/evidence?claim=${claim.claimNumber}` };
}

/** As a browser sends a form with one file. */
async function formOf(bytes: Buffer, name: string, type = "image/jpeg") {
  const form = new FormData();
  form.set("key", randomUUID());
  form.set("file", new File([new Uint8Array(bytes)], name, { type }));
  const packed = new Response(form);
  const body = Buffer.from(await packed.arrayBuffer());
  return { body, headers: { "content-type": packed.headers.get("content-type") } };
}
const send = async (bytes: Buffer, name: string, from = cookie, to = path) =>
  site.send("POST", to, { ...(await formOf(bytes, name)), cookie: from });
const page = async (at = path) => (await site.send("GET", at, { cookie })).body.toString();
const rows = () => t.ctx.db.evidence.findMany({ where: { claimId } });

it("says what is asked for, until when and what comes then, and not that none is needed", async () => {
  const other = await another();
  const said = async () =>
    (await site.send("GET", other.path, { cookie: `${other.cookie}; lang=en` })).body.toString();
  const number = other.claim.claimNumber;
  expect(await said()).toContain(say(evidence.lead, "en", { number }));
  const { as } = await aReviewer(t);
  granted(await takeClaim(as, { claimNumber: number }));
  const dueOn = kstDay(after(t.ctx.now(), days(5)));
  granted(await askForPaper(as, { claimNumber: number, paper: "phone_bill", dueOn }));
  const asked = (await said()).replaceAll("&#x27;", "'");
  for (const words of [
    say(evidence.lead_asked, "en", { number }),
    say(evidence.paper_asked, "en", { paper: claimPapers.phone_bill.en, day: formatDay(dueOn, "en") }),
    say(evidence.after_day, "en", { number: "080-722-0100" }),
  ])
    expect(asked).toContain(words);
  expect(asked).not.toContain(say(evidence.lead, "en", { number }));
});

it("says of a document, once its claim is decided, that nobody looks at it any more", async () => {
  const other = await another();
  await send(await aPhoto(), "bill.jpg", other.cookie, other.path);
  const said = async () => (await site.send("GET", other.path, { cookie: other.cookie })).body.toString();
  expect(await said()).toContain("담당자가 확인하면 여기에 나옵니다");
  await t.ctx.db.claim.update({
    where: { id: other.claim.id },
    data: { state: "decided", decidedAt: t.ctx.now() },
  });
  const decided = await said();
  expect(decided).toContain("이 신청은 결정이 끝났습니다");
  expect(decided).not.toContain("담당자가 확인하면 여기에 나옵니다");
});

describe("/compensation/evidence", () => {
  it("takes a photo by a plain form, lists it, and gives it back as a file that no browser opens as a page", async () => {
    const name = `<script>alert("x")</script> 영수증.jpg`;
    const reply = await send(await aPhoto(), name);
    expect([reply.status, reply.headers.location]).toEqual([303, path]);
    const html = await page();
    expect(html).toContain("받았습니다");
    expect(html).toContain("script 영수증.jpg");
    expect(html).not.toMatch(/<script/);
    const [row] = await rows();
    const file = await site.send("GET", `/compensation/evidence/${row?.id}`, { cookie });
    expect([file.status, file.headers]).toMatchObject([
      200,
      {
        "content-type": "image/jpeg",
        "content-disposition": `attachment; filename="document"; filename*=UTF-8''script%20%EC%98%81%EC%88%98%EC%A6%9D.jpg`,
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "content-length": String(file.body.length),
      },
    ]);
  });

  it("of staff is the reviewer's and auditor's alone, from when the claim is filed", async () => {
    const theirs = await another();
    await send(await aPng(), "bill.png", theirs.cookie, theirs.path);
    const row = await t.ctx.db.evidence.findFirstOrThrow({ where: { claimId: theirs.claim.id } });
    const [ofDraft] = await rows();
    for (const [role, status] of [
      ["reviewer", 200],
      ["auditor", 200],
      ["agent", 403],
      ["operator", 403],
    ] as const) {
      const staff = await aStaffSession(t.ctx, await aStaffMember(t.ctx, { roles: [role] }));
      const at = (id: string | undefined) =>
        site.send("GET", `/claims-desk/evidence/${id}`, { cookie: staff });
      const reply = await at(row.id);
      expect(reply.status, role).toBe(status);
      if (status !== 200) continue;
      expect(reply.headers["content-disposition"]).toMatch(/^attachment;/);
      expect((await at(ofDraft?.id)).status).toBe(404);
      isDown = true;
      const unread = await at(row.id);
      isDown = false;
      expect([unread.status, unread.body.toString()]).toEqual([
        503,
        expect.stringContaining("꺼내 올 수 없습니다"),
      ]);
    }
  });

  it("says why nothing came of a file, and offers the form again", async () => {
    for (const [bytes, status, words] of [
      [Buffer.from("<script>alert(1)</script>"), 422, "JPG, PNG, PDF 파일이 아닙니다"],
      [(await aPhoto()).subarray(0, 300), 422, "파일이 손상되어"],
      [Buffer.alloc(0), 422, "파일을 고르지 않으셨습니다"],
    ] as const) {
      const reply = await send(bytes, "bill.jpg");
      expect(reply.status).toBe(status);
      expect(reply.body.toString()).toContain(words);
      expect(reply.body.toString()).toContain('accept="image/jpeg,image/png,application/pdf"');
    }
    const text = await site.send("POST", path, { form: { file: "words" }, cookie });
    expect(text.status).toBe(422);
    expect(await rows()).toHaveLength(1);
  });

  it("takes a PDF of ten megabytes; one byte more than a file may have is told so", async () => {
    const filled = async (size: number) => {
      const pdf = await aPdf();
      return Buffer.concat([pdf, Buffer.alloc(size - pdf.length, " ")]);
    };
    const full = 10 * 1024 * 1024;
    expect((await send(await filled(full), "bill.pdf")).status).toBe(303);
    const over = await send(await filled(full + 1), "bill.pdf");
    expect(over.status).toBe(422);
    expect(over.body.toString()).toContain("10 MB보다 큽니다");
    // Far more isn't even read.
    const far = await send(await filled(full + 70_000), "bill.pdf");
    expect([far.status, far.headers.location]).toEqual([303, expect.stringContaining("why=too-large")]);
    expect(await page(far.headers.location)).toContain("10 MB보다 큽니다");
    expect(await rows()).toHaveLength(2);
  });

  it("without a session at L2 nothing of a large body is taken, and no other path takes one", async () => {
    const large = await formOf(Buffer.alloc(70_000), "bill.jpg");
    for (const from of ["", "session=nonsense"]) {
      const reply = await site.send("POST", path, { ...large, cookie: from });
      const { pathname, searchParams } = new URL(String(reply.headers.location), site.url);
      expect([reply.status, pathname, searchParams.get("to")]).toEqual([303, "/signin/refused", path]);
    }
    expect((await site.send("POST", "/compensation/payments", { ...large, cookie })).status).toBe(413);
    expect((await site.send("PUT", path, { ...large, cookie })).status).toBe(413);
    const foreign = { ...large.headers, origin: "https://evil.example" };
    expect((await site.send("POST", path, { ...large, headers: foreign, cookie })).status).toBe(403);
    const chunked = { ...large.headers, "transfer-encoding": "chunked", "content-length": null };
    expect((await site.send("POST", path, { ...large, headers: chunked, cookie })).status).toBe(411);
  });

  it("cuts off a body that doesn't end", { timeout: 60_000 }, async () => {
    const before = await rows();
    const { hostname, port } = new URL(site.url);
    const socket = connect(Number(port), hostname);
    // Not by `once`, which takes a reset for a failure.
    const closed = new Promise((resolve) => socket.once("close", resolve));
    const head = [
      `POST ${path} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Origin: ${site.url}`,
      `Cookie: ${cookie}`,
      "Content-Type: multipart/form-data; boundary=x",
      "Content-Length: 9000000",
    ];
    const begun = performance.now();
    socket.write(`${head.join("\r\n")}\r\n\r\n--x\r\n`);
    const drip = setInterval(() => socket.write("a"), 100);
    socket.on("error", () => undefined);
    // Meanwhile the session sends no other, however small and by whatever spelling, and whoever else comes does.
    for (const at of [
      path,
      path.replace("evidence", "Evidence/"),
      path.replace("compensation", "%63ompensation"),
    ]) {
      const second = await send(await aPng(), "bill.png", cookie, at);
      expect([second.status, second.headers.location]).toEqual([303, `${path}&why=another`]);
    }
    expect(await page(`${path}&why=another`)).toContain("먼저 보내신 파일을 아직 받고 있습니다");
    const other = await another();
    expect((await send(await aPng(), "bill.png", other.cookie, other.path)).headers.location).toBe(
      other.path,
    );
    await closed;
    clearInterval(drip);
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(LONGEST_UPLOAD_MS - 100);
    expect(took).toBeLessThan(LONGEST_UPLOAD_MS + 15_000);
    expect(await rows()).toEqual(before);
    expect(site.logged()).not.toContain("request failed");
    // It is taken again from whoever sends properly.
    expect((await send(await aPng(), "bill.png")).status).toBe(303);
  });

  it("takes a document out of a draft again, by a plain form", async () => {
    const [row] = await rows();
    expect(await page()).toContain(`name="remove" value="${row?.id}"`);
    const form = { remove: String(row?.id) };
    const reply = await site.send("POST", path, { form, cookie });
    expect([reply.status, reply.headers.location]).toEqual([303, path]);
    expect(await page()).not.toContain(row?.id);
    const gone = await site.send("GET", `/compensation/evidence/${row?.id}`, { cookie });
    expect([gone.status, gone.body.toString()]).toEqual([404, expect.stringContaining("여기에 없습니다")]);
    const filed = await another();
    await send(await aPng(), "bill.png", filed.cookie, filed.path);
    const html = await site.send("GET", filed.path, { cookie: filed.cookie });
    expect(html.body.toString()).not.toContain(`name="remove"`);
  });

  it("says that the store is down, at sending and at fetching, and the log says why", async () => {
    const [row] = await rows();
    isDown = true;
    const logged = site.logged().length;
    const sent = await send(await aPng(), "영수증.png");
    const failures = site
      .logged()
      .slice(logged)
      .split("\n")
      .filter((line) => line.includes("the evidence store failed"));
    const fetched = await site.send("GET", `/compensation/evidence/${row?.id}?claim=${path.split("=")[1]}`, {
      cookie,
    });
    isDown = false;
    expect([sent.status, sent.body.toString()]).toEqual([
      503,
      expect.stringContaining("지금은 서류를 보관할 수 없어"),
    ]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain("ECONNREFUSED");
    expect(site.logged()).not.toContain("영수증");
    expect([fetched.status, fetched.headers.location]).toEqual([303, `${path}&why=not-read`]);
    expect(await page(fetched.headers.location)).toContain("서류는 그대로 있으니");
  });

  it("is nobody's without its claim: another's is not found, none goes to the sums", async () => {
    const none = await site.send("GET", "/compensation/evidence", { cookie });
    expect([none.status, none.headers.location]).toEqual([303, "/compensation"]);
    const elsewhere = await anIncident(t.ctx, { id: "another-incident" });
    const other = await aVictim(t.ctx, elsewhere, { line: { incidentId: elsewhere.id } });
    const { cookie: theirs } = await aSignedInSession(t, other);
    expect((await site.send("GET", path, { cookie: theirs })).status).toBe(404);
    expect((await send(await aPng(), "bill.png", theirs)).status).toBe(404);
    const [row] = await rows();
    expect((await site.send("GET", `/compensation/evidence/${row?.id}`, { cookie: theirs })).status).toBe(
      404,
    );
  });
});
