import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aDraft, aVictim } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPdf, aPhoto, aPng } from "#tests/factories/evidence-file.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

const LONGEST_UPLOAD_MS = 1_500;

let t: TestContext;
let site: TestSite;
let cookie: string;
let path: string;
let claimId: bigint;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  const line = await aVictim(t.ctx, incident, { payments: [{}] });
  const { claim } = await aDraft(t, line);
  claimId = claim.id;
  path = `/compensation/evidence?claim=${claim.claimNumber}`;
  ({ cookie } = await aSignedInSession(t, line));
  site = await startSite(t, { longestUploadMs: LONGEST_UPLOAD_MS });
});
afterAll(async () => {
  await site.close();
  await t.close();
});

/** As a browser sends a form with one file. */
async function formOf(bytes: Buffer, name: string, type = "image/jpeg") {
  const form = new FormData();
  form.set("key", randomUUID());
  form.set("file", new File([new Uint8Array(bytes)], name, { type }));
  const packed = new Response(form);
  const body = Buffer.from(await packed.arrayBuffer());
  return { body, headers: { "content-type": packed.headers.get("content-type") } };
}
const send = async (bytes: Buffer, name: string, from = cookie) =>
  site.send("POST", path, { ...(await formOf(bytes, name)), cookie: from });
const page = async (at = path) => (await site.send("GET", at, { cookie })).body.toString();
const rows = () => t.ctx.db.evidence.findMany({ where: { claimId } });

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

  it("of staff is the reviewer's and auditor's alone", async () => {
    const [row] = await rows();
    for (const [role, status] of [
      ["reviewer", 200],
      ["auditor", 200],
      ["agent", 403],
      ["operator", 403],
    ] as const) {
      const staff = await aStaffSession(t.ctx, await aStaffMember(t.ctx, { roles: [role] }));
      const reply = await site.send("GET", `/claims-desk/evidence/${row?.id}`, { cookie: staff });
      expect(reply.status, role).toBe(status);
      if (status === 200) expect(reply.headers["content-disposition"]).toMatch(/^attachment;/);
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
      expect([reply.status, String(reply.headers.location).split("?")[0]]).toEqual([303, "/signin/refused"]);
    }
    for (const at of ["/compensation/evidence.data", "/compensation/evidence/", "/compensation/payments"])
      expect((await site.send("POST", at, { ...large, cookie })).status, at).toBe(413);
    expect((await site.send("PUT", path, { ...large, cookie })).status).toBe(413);
    const foreign = { ...large.headers, origin: "https://evil.example" };
    expect((await site.send("POST", path, { ...large, headers: foreign, cookie })).status).toBe(403);
    const chunked = { ...large.headers, "transfer-encoding": "chunked", "content-length": null };
    expect((await site.send("POST", path, { ...large, headers: chunked, cookie })).status).toBe(411);
  });

  it("cuts off a body that doesn't end", async () => {
    const before = await rows();
    const { hostname, port } = new URL(site.url);
    const socket = connect(Number(port), hostname);
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
    await once(socket, "close");
    clearInterval(drip);
    const took = performance.now() - begun;
    expect(took).toBeGreaterThan(LONGEST_UPLOAD_MS - 100);
    expect(took).toBeLessThan(LONGEST_UPLOAD_MS + 3_000);
    expect(await rows()).toEqual(before);
    expect(site.logged()).not.toContain("request failed");
    // It is taken again from whoever sends properly.
    expect((await send(await aPng(), "bill.png")).status).toBe(303);
  });

  it("is nobody's without its claim: another's is not found, none goes to the sums", async () => {
    const none = await site.send("GET", "/compensation/evidence", { cookie });
    expect([none.status, none.headers.location]).toEqual([303, "/compensation"]);
    const incident = await anIncident(t.ctx, { id: "another-incident" });
    const other = await aVictim(t.ctx, incident, { line: { incidentId: incident.id } });
    const { cookie: theirs } = await aSignedInSession(t, other);
    expect((await site.send("GET", path, { cookie: theirs })).status).toBe(404);
    expect((await send(await aPng(), "bill.png", theirs)).status).toBe(404);
    const [row] = await rows();
    expect((await site.send("GET", `/compensation/evidence/${row?.id}`, { cookie: theirs })).status).toBe(
      404,
    );
  });
});
