import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PDFDocument, PDFRawStream } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { acceptEvidence } from "#app/domain/compensation/accept-evidence.server.ts";
import { askForPaper } from "#app/domain/compensation/ask-for-paper.server.ts";
import { eraseEvidence } from "#app/domain/compensation/erase-evidence.server.ts";
import { getOwnEvidence } from "#app/domain/compensation/get-own-evidence.server.ts";
import { listEvidence } from "#app/domain/compensation/list-evidence.server.ts";
import { readEvidence } from "#app/domain/compensation/read-evidence.server.ts";
import { receiveEvidence } from "#app/domain/compensation/receive-evidence.server.ts";
import { removeEvidence } from "#app/domain/compensation/remove-evidence.server.ts";
import { returnEvidence } from "#app/domain/compensation/return-evidence.server.ts";
import { sweepEvidence } from "#app/domain/compensation/sweep-evidence.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { withdrawClaim } from "#app/domain/compensation/withdraw-claim.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import {
  EvidenceStoreError,
  evidenceStore,
  type EvidenceStore,
} from "#app/infra/evidence/evidence-store.server.ts";
import { cleanFile } from "#app/infra/evidence/clean-file.server.ts";
import { after, days, hours, minutes } from "#app/shared/time.ts";
import { aDecidedClaim, aDraft, aFiledClaim, aReviewer, aVictim, granted } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIndirectPdf, aPdf, aPhoto, aPng, hostileFiles } from "#tests/factories/evidence-file.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const folder = join(mkdtempSync(join(tmpdir(), "ansim-evidence-")), "files");
const store = evidenceStore(pathToFileURL(folder).href);
/** Refuses everything with that failure, as a store that can't be reached. */
const failing = (failure: "down" | "full"): EvidenceStore => {
  const fail = () => Promise.reject(new EvidenceStoreError(failure, new Error("no")));
  return { put: fail, get: fail, remove: failure === "down" ? fail : store.remove };
};

let t: TestContext;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

const stored = () => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
const suspected = { payments: [{}] };
const aDraftOf = async () => aDraft(t, await aVictim(t.ctx, incident, suspected));

type Owner = Awaited<ReturnType<typeof aDraftOf>>;
const send = (
  { as, session, claim }: Owner,
  bytes: Buffer,
  { name = "bill.jpg", key = randomUUID(), to = store } = {},
) => receiveEvidence(as, session, to, { key, claimNumber: claim.claimNumber, file: { name, bytes } });
const rowsOf = ({ claim }: Owner) => t.ctx.db.evidence.findMany({ where: { claimId: claim.id } });
const fileOf = async ({ as }: Owner, evidenceId: string) =>
  granted(await readEvidence(as, store, { evidenceId }));

describe("a document that is taken", () => {
  it("lies sealed in the store under its row's id, and is given back without the place it was taken at", async () => {
    const owner = await aDraftOf();
    const photo = await aPhoto();
    expect((await sharp(photo).metadata()).exif?.toString("latin1")).toContain("CanaryPhone");
    const { evidenceId } = granted(await send(owner, photo, { name: "C:\\사진\\영수증\u202e.html.jpg" }));

    const sealed = readFileSync(join(folder, evidenceId));
    expect(sealed.includes(Buffer.from("ffd8ff", "hex"))).toBe(false);
    const { name, mediaType, bytes } = await fileOf(owner, evidenceId);
    expect([name, mediaType]).toEqual(["영수증.html.jpg", "image/jpeg"]);
    const read = await sharp(bytes).metadata();
    expect(read).toMatchObject({ format: "jpeg", width: 48, height: 64, hasProfile: false });
    expect([read.exif, read.xmp, read.iptc, read.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/canary|Exif|GPS/i);
    const [row] = await rowsOf(owner);
    expect(row).toMatchObject({ state: "received", size: bytes.length, mediaType: "image/jpeg" });
    expect(Buffer.from(row?.envelope ?? []).toString("latin1")).not.toContain("jpg");
    expect(await t.ctx.db.auditEvent.count({ where: { action: "evidence.receive" } })).toBe(1);
  });

  it("of a PNG is a PNG, without what hid behind its end", async () => {
    const owner = await aDraftOf();
    const png = Buffer.concat([await aPng(), Buffer.from("<script>canary()</script>")]);
    const { evidenceId } = granted(await send(owner, png, { name: "화면.png" }));
    const { mediaType, bytes } = await fileOf(owner, evidenceId);
    expect(mediaType).toBe("image/png");
    expect(Buffer.from(bytes).includes("canary")).toBe(false);
    // Drawn the same.
    const pixels = (picture: Uint8Array) => sharp(picture).raw().toBuffer();
    expect((await pixels(bytes)).equals(await pixels(png))).toBe(true);
  });

  it("of a PDF keeps what is seen of its pages, and nothing that acts, no file and no metadata", async () => {
    const owner = await aDraftOf();
    const pdf = await aPdf();
    for (const word of ["JavaScript", "OpenAction", "EmbeddedFile", "CanaryPhone", "URI", "AcroForm"])
      expect(pdf.includes(word), word).toBe(true);
    const { evidenceId } = granted(await send(owner, pdf, { name: "bill.pdf" }));
    const { bytes, mediaType } = await fileOf(owner, evidenceId);
    expect(mediaType).toBe("application/pdf");

    const read = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(read.getPageCount()).toBe(1);
    const objects = read.context.enumerateIndirectObjects().map(([, object]) => object);
    const words = objects.map(String).join("\n");
    expect(words).not.toMatch(
      /JavaScript|OpenAction|\/AA\b|EmbeddedFile|\/URI|AcroForm|Author|Metadata|canary/i,
    );
    const streams = objects.filter((object) => object instanceof PDFRawStream);
    const pictures = streams.filter((stream) => String(stream.dict).includes("DCTDecode"));
    expect(pictures).toHaveLength(1);
    for (const { contents } of streams) expect(Buffer.from(contents).includes("Canary")).toBe(false);
    // The photo opens, and the form's field still looks as it was filled in.
    expect(await sharp(pictures[0]?.contents).metadata()).toMatchObject({ width: 64, height: 48 });
    expect(words).toMatch(/\/Subtype \/Stamp/);
  });

  it("of a PDF has no place in it, wherever the PDF says how it is packed", async () => {
    const owner = await aDraftOf();
    const pdf = await anIndirectPdf();
    expect(pdf.includes("CanaryPhone")).toBe(true);
    const { evidenceId } = granted(await send(owner, pdf, { name: "bill.pdf" }));
    const { bytes } = await fileOf(owner, evidenceId);
    expect(Buffer.from(bytes).includes("CanaryPhone")).toBe(false);
    expect(Buffer.from(bytes).includes(Buffer.from("ffd8ff", "hex"))).toBe(true);
  });

  it("answers the paper that was asked for, without starting over", async () => {
    const owner = await aFiledClaim(t, await aVictim(t.ctx, incident, suspected));
    const reviewer = await aReviewer(t);
    const { claimNumber } = owner.claim;
    granted(await takeClaim(reviewer.as, { claimNumber }));
    granted(await askForPaper(reviewer.as, { claimNumber, paper: "phone_bill", dueOn: "2025-09-30" }));
    expect(await getOwnEvidence(owner.as, owner.session, claimNumber)).toMatchObject({
      left: 5,
      decided: false,
      readsOnly: false,
      papers: [{ paper: "phone_bill", dueOn: "2025-09-30" }],
    });
    granted(await send(owner, await aPng()));
    expect(await t.ctx.db.claim.findUniqueOrThrow({ where: { claimNumber } })).toMatchObject({
      state: "filed",
    });
    expect(await getOwnEvidence(owner.as, owner.session, claimNumber)).toMatchObject({ left: 4, papers: [] });
  });
});

describe("a file that is refused", { timeout: 60_000 }, () => {
  const temporary = mkdtempSync(join(tmpdir(), "ansim-refused-"));
  let owner: Owner;
  beforeAll(async () => {
    vi.stubEnv("TMPDIR", temporary);
    owner = await aDraftOf();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(temporary, { recursive: true });
  });

  it.each(hostileFiles)("$what: $refusal, and nothing of it is left", async ({ name, bytes, refusal }) => {
    const before = stored();
    expect(await send(owner, await bytes(), { name })).toEqual({ ok: false, refusal });
    expect(await rowsOf(owner)).toEqual([]);
    expect(stored()).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("is none because of its name alone, which leads nowhere", async () => {
    const names = [
      "../../etc/passwd",
      "..\\..\\boot.ini",
      "<img src=x onerror=alert(1)>.jpg",
      "\0",
      "가".repeat(300),
    ];
    for (const name of names) granted(await send(owner, await aPng(), { name }));
    const listed = await listEvidence(owner.as, owner.claim.claimNumber);
    expect(listed.map(({ name }) => name).sort()).toEqual(
      [
        "passwd.png",
        "boot.png",
        "img src=x onerror=alert(1).png",
        "document.png",
        `${"가".repeat(100)}.png`,
      ].sort(),
    );
    expect(stored().filter((file) => !/^[0-9a-f-]{36}$/.test(file))).toEqual([]);
  });

  it("holds nobody up by its name, however long", async () => {
    const another = await aDraftOf();
    const begun = performance.now();
    granted(await send(another, await aPng(), { name: `bill${" ".repeat(100_000)}x` }));
    granted(await send(another, await aPng(), { name: `${".".repeat(100_000)}/${". ".repeat(50_000)}` }));
    expect(performance.now() - begun).toBeLessThan(12_000);
    const names = (await listEvidence(another.as, another.claim.claimNumber)).map(({ name }) => name);
    expect(names.sort()).toEqual(["bill.png", "document.png"]);
  });

  it("is told so where ten are being looked at", async () => {
    const photo = await aPhoto();
    const all = await Promise.all(
      Array.from({ length: 12 }, () => cleanFile(photo, { mostBytes: 1_000_000 })),
    );
    expect(all.map((one) => (one.ok ? "ok" : one.refusal)).sort()).toEqual([
      ...Array.from({ length: 2 }, () => "busy"),
      ...Array.from({ length: 10 }, () => "ok"),
    ]);
  });
});

describe("of a line", () => {
  const actsOf = async ({ claim: { subscriberId } }: Owner, action: string, times: number) => {
    const about = {
      subjectType: "subscriber",
      subjectId: String(subscriberId),
      detail: {},
      requestId: "test",
    };
    const entry = { actorType: "subscriber", action, at: t.ctx.now(), ...about };
    await t.ctx.db.auditEvent.createMany({ data: Array.from({ length: times }, () => entry) });
  };

  it("forty files are looked at an hour, whatever comes of them", async () => {
    const owner = await aDraftOf();
    await actsOf(owner, "evidence.try", 38);
    expect(await send(owner, Buffer.from("x"))).toEqual({ ok: false, refusal: "not-a-picture-or-pdf" });
    granted(await send(owner, await aPng()));
    for (const bytes of [Buffer.from("x"), await aPng()])
      expect(await send(owner, bytes)).toEqual({ ok: false, refusal: "too-often" });
    expect(await rowsOf(owner)).toHaveLength(1);
    granted(await send(await aDraftOf(), await aPng()));
    t.setNow(after(start, hours(1)));
    granted(await send(owner, await aPng()));
  });

  it("twenty documents are received a day, those that are being stored among them", async () => {
    const owner = await aDraftOf();
    await actsOf(owner, "evidence.receive", 19);
    const png = await aPng();
    let stored: () => void = () => undefined;
    const waited = new Promise<void>((resolve) => (stored = resolve));
    const to: EvidenceStore = { ...store, put: (id, bytes) => waited.then(() => store.put(id, bytes)) };
    const first = send(owner, png, { to });
    await expect.poll(async () => (await rowsOf(owner)).length).toBe(1);
    expect(await send(owner, png)).toEqual({ ok: false, refusal: "enough-today" });
    stored();
    granted(await first);
    expect(await send(owner, png)).toEqual({ ok: false, refusal: "enough-today" });
    t.setNow(after(start, days(1)));
    granted(await send(owner, png));
  });
});

describe("five a claim", () => {
  it("and no sixth, also where two come at once; one that was returned makes room", async () => {
    const owner = await aFiledClaim(t, await aVictim(t.ctx, incident, suspected));
    const png = await aPng();
    for (let one = 1; one <= 4; one += 1) granted(await send(owner, png));
    const both = await Promise.all([send(owner, png), send(owner, png)]);
    expect(both.map((result) => (result.ok ? "ok" : result.refusal)).sort()).toEqual(["ok", "too-many"]);
    const rows = await rowsOf(owner);
    expect(rows).toHaveLength(5);

    const reviewer = await aReviewer(t);
    granted(await takeClaim(reviewer.as, owner.claim));
    const evidenceId = rows[0]?.id ?? "";
    granted(await returnEvidence(reviewer.as, { evidenceId, reason: "unreadable" }));
    granted(await send(owner, png));
    expect(await send(owner, png)).toEqual({ ok: false, refusal: "too-many" });
  });
});

describe("the same form again", () => {
  it("is the same document; with another file in it, it is refused", async () => {
    const owner = await aDraftOf();
    const [key, png] = [randomUUID(), await aPng()];
    const first = await send(owner, png, { key });
    expect(await send(owner, png, { key })).toEqual(first);
    expect(await send(owner, await aPhoto(), { key })).toEqual({ ok: false, refusal: "form-used" });
    const other = await aDraftOf();
    expect(await send(other, png, { key })).toEqual({ ok: false, refusal: "form-used" });
    expect(await rowsOf(owner)).toHaveLength(1);
  });

  it("sent twice at once is one document", async () => {
    const owner = await aDraftOf();
    const [key, png] = [randomUUID(), await aPng()];
    const both = await Promise.all([send(owner, png, { key }), send(owner, png, { key })]);
    expect(both.map((result) => result.ok || result.refusal)).toContain(true);
    expect(both.every((result) => result.ok || result.refusal === "storing")).toBe(true);
    const rows = await rowsOf(owner);
    expect(rows.map(({ state }) => state)).toEqual(["received"]);
    await fileOf(owner, rows[0]?.id ?? "");
  });

  it("is told that it is still at it, and goes on where it was cut off while it was being stored", async () => {
    const owner = await aDraftOf();
    const [key, png] = [randomUUID(), await aPng()];
    // As the kill of a process leaves it: the row, and some of the file.
    const puts: string[] = [];
    const never = (id: string) => {
      puts.push(id);
      return new Promise<void>(() => undefined);
    };
    void send(owner, png, { key, to: { ...store, put: never } });
    await expect.poll(() => puts.length).toBe(1);
    const [left] = await rowsOf(owner);
    expect(left?.state).toBe("storing");
    await writeFile(join(folder, `${left?.id}.part`), "half");
    expect(await send(owner, png, { key })).toEqual({ ok: false, refusal: "storing" });
    t.setNow(after(start, minutes(2)));
    const { evidenceId } = granted(await send(owner, png, { key }));
    expect((await rowsOf(owner)).map(({ id, state }) => [id, state])).toEqual([[evidenceId, "received"]]);
    expect(stored().filter((file) => file.endsWith(".part"))).toEqual([]);
  });
});

describe("a store that can't", () => {
  it("is said so, full or down, and the row goes as soon as the file can be forgotten", async () => {
    const owner = await aDraftOf();
    const png = await aPng();
    expect(await send(owner, png, { to: failing("full") })).toEqual({ ok: false, refusal: "disk-full" });
    expect(await rowsOf(owner)).toEqual([]);
    expect(await send(owner, png, { to: failing("down") })).toEqual({ ok: false, refusal: "store-down" });
    // Whatever comes of it in the store opens nowhere, is shown nowhere, and takes no place.
    expect(await rowsOf(owner)).toMatchObject([{ state: "storing", envelope: null, keyId: null }]);
    expect(await getOwnEvidence(owner.as, owner.session, owner.claim.claimNumber)).toMatchObject({
      left: 5,
      documents: [],
    });

    await expect(fileOf(owner, (await rowsOf(owner))[0]?.id ?? "")).rejects.toThrow(NotFound);
    expect(await sweepEvidence(t.ctx, store)).toEqual({ swept: 0 });
    t.setNow(after(start, hours(1) + 1));
    await expect(sweepEvidence(t.ctx, failing("down"))).rejects.toThrow(EvidenceStoreError);
    expect(await sweepEvidence(t.ctx, store)).toEqual({ swept: 1 });
    expect(await rowsOf(owner)).toEqual([]);
    expect(await t.ctx.db.auditEvent.count({ where: { action: "evidence.sweep" } })).toBe(1);
  });

  it("is asked again for a file that came there after all, when nobody waited for it any more", async () => {
    const owner = await aDraftOf();
    const late: (() => Promise<void>)[] = [];
    const slow: EvidenceStore = {
      ...store,
      put: (id, bytes) => {
        late.push(() => store.put(id, bytes));
        return failing("down").put(id, bytes);
      },
    };
    const [key, png] = [randomUUID(), await aPng()];
    expect(await send(owner, png, { to: slow, key })).toEqual({ ok: false, refusal: "store-down" });
    const [row] = await rowsOf(owner);
    await late[0]?.();
    expect(stored()).toContain(row?.id);
    granted(await send(owner, png, { key }));
    t.setNow(after(start, hours(1) + 1));
    expect(await sweepEvidence(t.ctx, store)).toEqual({ swept: 1 });
    expect(stored()).not.toContain(row?.id);
    expect((await rowsOf(owner)).map(({ state }) => state)).toEqual(["received"]);
  });

  it("can't give one back either", async () => {
    const owner = await aDraftOf();
    const { evidenceId } = granted(await send(owner, await aPng()));
    const read = (from: EvidenceStore) => readEvidence(owner.as, from, { evidenceId });
    expect(await read(failing("down"))).toEqual({ ok: false, refusal: "store-down" });
    await store.remove(evidenceId);
    expect(await read(store)).toEqual({ ok: false, refusal: "gone" });
  });

  it("with a folder that is none, nothing stays behind", async () => {
    const owner = await aDraftOf();
    const file = join(tmpdir(), `ansim-no-folder-${randomUUID()}`);
    await writeFile(file, "");
    const to = evidenceStore(pathToFileURL(join(file, "files")).href);
    expect(await send(owner, await aPng(), { to })).toEqual({ ok: false, refusal: "store-down" });
    await rm(file);
  });

  it("cut off in the middle leaves no half file", async () => {
    const inTheWay = randomUUID();
    await mkdir(join(folder, inTheWay, "full"), { recursive: true });
    await expect(store.put(inTheWay, Buffer.from("whole"))).rejects.toThrow(EvidenceStoreError);
    expect(stored().filter((file) => file.endsWith(".part"))).toEqual([]);
    await rm(join(folder, inTheWay), { recursive: true });
  });
});

describe("whose it is", () => {
  it("nobody else's claim takes or shows one, and no other actor sends one", async () => {
    const [owner, other] = [await aDraftOf(), await aDraftOf()];
    const { evidenceId } = granted(await send(owner, await aPng()));
    await expect(send({ ...other, claim: owner.claim }, await aPng())).rejects.toThrow(NotFound);
    await expect(fileOf(other, evidenceId)).rejects.toThrow(NotFound);
    await expect(listEvidence(other.as, owner.claim.claimNumber)).rejects.toThrow(NotFound);
    await expect(getOwnEvidence(other.as, other.session, owner.claim.claimNumber)).rejects.toThrow(NotFound);
    const atL1 = t.as({ type: "subscriber", id: String(owner.claim.subscriberId), level: "L1" });
    await expect(readEvidence(atL1, store, { evidenceId })).rejects.toThrow(NotFound);
    await expect(listEvidence(atL1, owner.claim.claimNumber)).rejects.toThrow(NotFound);
    for (const role of ["agent", "store", "operator"] as const) {
      const as = t.as(staffActor(await aStaffMember(t.ctx, { roles: [role] })));
      await expect(readEvidence(as, store, { evidenceId })).rejects.toThrow(Forbidden);
      await expect(listEvidence(as, owner.claim.claimNumber)).rejects.toThrow(Forbidden);
      await expect(send({ ...owner, as }, await aPng())).rejects.toThrow(Forbidden);
    }
    for (const evidenceId of ["0", randomUUID()])
      await expect(readEvidence(owner.as, store, { evidenceId })).rejects.toThrow(NotFound);
  });

  it("an authenticator younger than the exposure reads, and sends none", async () => {
    const line = await aVictim(t.ctx, incident, suspected);
    const owner = await aDraft(t, line);
    const young = await aSignedInSession(t, line, { since: start });
    expect(await send({ ...owner, ...young }, await aPng())).toEqual({ ok: false, refusal: "reads-only" });
    expect(await getOwnEvidence(young.as, young.session, owner.claim.claimNumber)).toMatchObject({
      readsOnly: true,
    });
  });

  it("of a draft is no reviewer's business", async () => {
    const owner = await aDraftOf();
    const { evidenceId } = granted(await send(owner, await aPng()));
    for (const role of ["reviewer", "auditor"] as const) {
      const as = t.as(staffActor(await aStaffMember(t.ctx, { roles: [role] })));
      await expect(readEvidence(as, store, { evidenceId })).rejects.toThrow(NotFound);
      await expect(listEvidence(as, owner.claim.claimNumber)).rejects.toThrow(NotFound);
    }
  });

  it("stays theirs when the line becomes another's", async () => {
    const line = await aVictim(t.ctx, incident, suspected);
    const owner = await aDraft(t, line);
    const { evidenceId } = granted(await send(owner, await aPng()));
    const { holderId } = await aVictim(t.ctx, incident, suspected);
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { holderId } });
    const next = await aSignedInSession(t, { id: line.id, holderId });
    const { claimNumber } = owner.claim;
    await expect(readEvidence(next.as, store, { evidenceId })).rejects.toThrow(NotFound);
    await expect(listEvidence(next.as, claimNumber)).rejects.toThrow(NotFound);
    await expect(getOwnEvidence(next.as, next.session, claimNumber)).rejects.toThrow(NotFound);
    await expect(send({ ...owner, ...next }, await aPng())).rejects.toThrow(NotFound);
    await expect(removeEvidence(next.as, next.session, store, { claimNumber, evidenceId })).rejects.toThrow(
      NotFound,
    );
  });

  it("a decided claim takes none", async () => {
    const owner = await aDecidedClaim(t, await aVictim(t.ctx, incident, suspected));
    expect(await send(owner, await aPng())).toEqual({ ok: false, refusal: "gone" });
  });

  it("each reading by reviewer or auditor is written down, about the line, and counted", async () => {
    const owner = await aFiledClaim(t, await aVictim(t.ctx, incident, suspected));
    const { evidenceId } = granted(await send(owner, await aPng()));
    for (const role of ["reviewer", "auditor"] as const) {
      const as = t.as(staffActor(await aStaffMember(t.ctx, { roles: [role] })));
      granted(await readEvidence(as, store, { evidenceId }));
    }
    const readings = await t.ctx.db.auditEvent.findMany({ where: { action: "evidence.read" } });
    expect(readings.map(({ actorRole, subjectId, detail }) => [actorRole, subjectId, detail])).toEqual(
      ["reviewer", "auditor"].map((role) => [
        role,
        String(owner.claim.subscriberId),
        { claim: owner.claim.claimNumber, evidence: evidenceId },
      ]),
    );
    await fileOf(owner, evidenceId);
    expect(await t.ctx.db.auditEvent.count({ where: { action: "evidence.read" } })).toBe(2);

    const busy = await aStaffMember(t.ctx, { roles: ["reviewer"] });
    const entry = { actorType: "staff", actorId: String(busy.id), action: "evidence.read", at: t.ctx.now() };
    const about = { subjectType: "subscriber", subjectId: "1", detail: {}, requestId: "test" };
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: 240 }, () => ({ ...entry, ...about })),
    });
    const as = t.as(staffActor(busy));
    expect(await readEvidence(as, store, { evidenceId })).toEqual({ ok: false, refusal: "over-quota" });
  });

  it("copied to another's place, a file doesn't open", async () => {
    const [owner, other] = [await aDraftOf(), await aDraftOf()];
    const [own, theirs] = [
      granted(await send(owner, await aPng())).evidenceId,
      granted(await send(other, await aPhoto())).evidenceId,
    ];
    await writeFile(join(folder, own), readFileSync(join(folder, theirs)));
    await expect(fileOf(owner, own)).rejects.toThrow();
  });
});

describe("what isn't handed in", () => {
  const remove = ({ as, session, claim }: Owner, evidenceId: string, to = store) =>
    removeEvidence(as, session, to, { claimNumber: claim.claimNumber, evidenceId });

  it("is taken out again, for good, also while the store is down; from a filed claim it isn't", async () => {
    const owner = await aDraftOf();
    const [first, second, kept] = [
      granted(await send(owner, await aPng())).evidenceId,
      granted(await send(owner, await aPng())).evidenceId,
      granted(await send(owner, await aPng())).evidenceId,
    ];
    granted(await remove(owner, first));
    granted(await remove(owner, first));
    expect(stored()).not.toContain(first);
    granted(await remove(owner, second, failing("down")));
    await expect(fileOf(owner, second)).rejects.toThrow(NotFound);
    const { claimNumber } = owner.claim;
    expect(await getOwnEvidence(owner.as, owner.session, claimNumber)).toMatchObject({
      left: 4,
      documents: [{ id: kept }],
    });
    const removals = { action: "evidence.remove", subjectId: String(owner.claim.subscriberId) };
    expect(await t.ctx.db.auditEvent.count({ where: removals })).toBe(2);

    const other = await aDraftOf();
    granted(await remove(other, kept));
    await expect(remove({ ...other, claim: owner.claim }, kept)).rejects.toThrow(NotFound);
    await expect(remove(owner, "0")).rejects.toThrow(NotFound);
    await expect(remove({ ...owner, as: t.ctx }, kept)).rejects.toThrow(Forbidden);
    const { id, holderId } = await t.ctx.db.subscriber.findUniqueOrThrow({
      where: { id: owner.claim.subscriberId },
    });
    const young = await aSignedInSession(t, { id, holderId }, { since: start });
    expect(await remove({ ...owner, ...young }, kept)).toEqual({ ok: false, refusal: "reads-only" });
    await fileOf(owner, kept);
    const filed = await aFiledClaim(t, await aVictim(t.ctx, incident, suspected));
    const { evidenceId } = granted(await send(filed, await aPng()));
    expect(await remove(filed, evidenceId)).toEqual({ ok: false, refusal: "filed" });
    await fileOf(filed, evidenceId);
  });

  it("goes with a draft that is discarded: documents, note and what was typed; a filed claim that is withdrawn keeps them", async () => {
    const given = { hand: [{}], note: "Not me" };
    const aLine = () => aVictim(t.ctx, incident, suspected);
    const [draft, filed] = [
      await aDraft(t, await aLine(), given),
      await aFiledClaim(t, await aLine(), given),
    ];
    const inEnvelopes = async ({ claim }: Owner) => {
      const { envelope, keyId } = await t.ctx.db.claim.findUniqueOrThrow({ where: { id: claim.id } });
      const items = await t.ctx.db.claimItem.findMany({ where: { claimId: claim.id } });
      return [envelope, keyId, ...items.map((item) => item.envelope)].filter((one) => one !== null).length;
    };
    for (const [owner, left] of [
      [draft, 0],
      [filed, 3],
    ] as const) {
      const { evidenceId } = granted(await send(owner, await aPng()));
      expect(await inEnvelopes(owner)).toBe(3);
      granted(await withdrawClaim(owner.as, owner.session, owner.claim));
      expect(await inEnvelopes(owner)).toBe(left);
      if (left > 0) await fileOf(owner, evidenceId);
      else await expect(fileOf(owner, evidenceId)).rejects.toThrow(NotFound);
    }
    t.setNow(after(start, hours(1) + 1));
    await sweepEvidence(t.ctx, store);
    expect([await rowsOf(draft), await rowsOf(filed)]).toMatchObject([[], [{ state: "received" }]]);
    for (const { id } of await rowsOf(filed)) expect(stored()).toContain(id);
  });
});

describe("a reviewer", () => {
  const aDocument = async () => {
    const owner = await aFiledClaim(t, await aVictim(t.ctx, incident, suspected));
    const { evidenceId } = granted(await send(owner, await aPng()));
    const reviewer = await aReviewer(t);
    return { owner, evidenceId, reviewer };
  };
  const lettersTo = ({ claim: { subscriberId } }: Owner) =>
    t.ctx.db.notice.count({ where: { subscriberId, kind: "papers_asked" } });

  it("who has the claim accepts a document, once, and nobody else does", async () => {
    const { owner, evidenceId, reviewer } = await aDocument();
    expect(await acceptEvidence(reviewer.as, { evidenceId })).toEqual({ ok: false, refusal: "not-yours" });
    granted(await takeClaim(reviewer.as, owner.claim));
    const { as: colleague } = await aReviewer(t);
    expect(await acceptEvidence(colleague, { evidenceId })).toEqual({ ok: false, refusal: "not-yours" });
    const auditor = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["auditor"] })));
    for (const as of [auditor, owner.as]) {
      await expect(acceptEvidence(as, { evidenceId })).rejects.toThrow(Forbidden);
      await expect(returnEvidence(as, { evidenceId, reason: "cut_off" })).rejects.toThrow(Forbidden);
    }
    granted(await acceptEvidence(reviewer.as, { evidenceId }));
    granted(await acceptEvidence(reviewer.as, { evidenceId }));
    expect(await rowsOf(owner)).toMatchObject([{ state: "accepted", memberId: reviewer.member.id }]);
    expect(
      await t.ctx.db.auditEvent.count({
        where: { action: "evidence.accept", subjectId: String(owner.claim.subscriberId) },
      }),
    ).toBe(1);
    const reason = "cut_off";
    expect(await returnEvidence(reviewer.as, { evidenceId, reason })).toEqual({ ok: false, refusal: "gone" });
    await expect(acceptEvidence(reviewer.as, { evidenceId: randomUUID() })).rejects.toThrow(NotFound);
  });

  it("returns one with a reason from the list, and the line is told, of several within an hour once", async () => {
    const { owner, evidenceId, reviewer } = await aDocument();
    granted(await takeClaim(reviewer.as, owner.claim));
    const back = (id: string, reason: string) => returnEvidence(reviewer.as, { evidenceId: id, reason });
    expect(await back(evidenceId, "ugly")).toEqual({ ok: false, refusal: "bad-reason" });
    expect(await lettersTo(owner)).toBe(0);
    const second = granted(await send(owner, await aPng())).evidenceId;
    t.setNow(after(start, 1));
    granted(await back(evidenceId, "wrong_paper"));
    granted(await back(evidenceId, "wrong_paper"));
    granted(await back(second, "unreadable"));
    expect(await lettersTo(owner)).toBe(1);
    const listed = await listEvidence(owner.as, owner.claim.claimNumber);
    expect(listed.map(({ state, reason }) => `${state} ${String(reason)}`).sort()).toEqual([
      "returned unreadable",
      "returned wrong_paper",
    ]);
    expect(await acceptEvidence(reviewer.as, { evidenceId })).toEqual({ ok: false, refusal: "gone" });

    t.setNow(after(start, hours(1) + 1));
    const third = granted(await send(owner, await aPng())).evidenceId;
    granted(await back(third, "no_sum_or_day"));
    expect(await lettersTo(owner)).toBe(2);
  });

  it("asks anew after a document, though that was for another claim of the line", async () => {
    const line = await aVictim(t.ctx, incident);
    const first = await aFiledClaim(t, line, { hand: [{}] });
    const second = await aFiledClaim(t, line, { hand: [{}] });
    const reviewer = await aReviewer(t);
    const ask = async ({ claim: { claimNumber } }: Owner) => {
      granted(await takeClaim(reviewer.as, { claimNumber }));
      granted(await askForPaper(reviewer.as, { claimNumber, paper: "phone_bill", dueOn: "2025-10-10" }));
    };
    await ask(first);
    t.setNow(after(start, minutes(1)));
    await send(first, await aPng());
    t.setNow(after(start, minutes(2)));
    await ask(second);
    expect(await lettersTo(first)).toBe(2);
  });

  it("asks again for the paper that it was taken for, and tells it, though that was asked for a minute ago", async () => {
    const owner = await aFiledClaim(t, await aVictim(t.ctx, incident, suspected));
    const { claimNumber, id: claimId } = owner.claim;
    const reviewer = await aReviewer(t);
    granted(await takeClaim(reviewer.as, owner.claim));
    const ask = (paper: string, dueOn: string) => askForPaper(reviewer.as, { claimNumber, paper, dueOn });
    // Four at once are one letter.
    granted(await ask("phone_bill", "2025-09-20"));
    granted(await ask("merchant_reply", "2025-10-10"));
    granted(await ask("payment_message", "2025-10-10"));
    granted(await ask("purchase_list", "2025-10-10"));
    expect(await lettersTo(owner)).toBe(1);
    const openPapers = async () =>
      (
        await t.ctx.db.paperRequest.findMany({ where: { claimId, endedAt: null }, orderBy: { id: "asc" } })
      ).map(({ paper, dueOn }) => `${paper} ${dueOn}`);

    const minute = (by: number) => t.setNow(after(start, minutes(by)));
    minute(1);
    const first = granted(await send(owner, await aPng())).evidenceId;
    expect(await openPapers()).toHaveLength(3);
    minute(2);
    granted(await returnEvidence(reviewer.as, { evidenceId: first, reason: "unreadable" }));
    expect((await openPapers())[0]).toBe("phone_bill 2025-09-21");
    expect(await lettersTo(owner)).toBe(2);
    minute(3);
    granted(await ask("phone_bill", "2025-10-12"));
    expect(await lettersTo(owner)).toBe(2);

    // Where it was the last one, the claim waits again; what was asked for anew isn't asked for twice.
    minute(4);
    await t.ctx.db.paperRequest.updateMany({
      where: { claimId, paper: { not: "merchant_reply" } },
      data: { endedAt: start },
    });
    const second = granted(await send(owner, await aPhoto())).evidenceId;
    expect(await t.ctx.db.claim.findUniqueOrThrow({ where: { id: claimId } })).toMatchObject({
      state: "filed",
    });
    minute(5);
    granted(await returnEvidence(reviewer.as, { evidenceId: second, reason: "cut_off" }));
    expect(await openPapers()).toEqual(["merchant_reply 2025-10-10"]);
    expect(await t.ctx.db.claim.findUniqueOrThrow({ where: { id: claimId } })).toMatchObject({
      state: "papers_asked",
    });
    minute(6);
    const third = granted(await send(owner, await aPng())).evidenceId;
    granted(await ask("merchant_reply", "2025-10-20"));
    granted(await returnEvidence(reviewer.as, { evidenceId: third, reason: "cut_off" }));
    expect(await openPapers()).toEqual(["merchant_reply 2025-10-20"]);
  });
});

it("purging erases file, name and key, for that incident alone; cut off, it goes on", async () => {
  const other = await anIncident(t.ctx, { id: "another-incident" });
  const [kept, gone] = [
    await aDraftOf(),
    await aDraft(t, await aVictim(t.ctx, other, { ...suspected, line: { incidentId: other.id } })),
  ];
  const keptId = granted(await send(kept, await aPng())).evidenceId;
  const ids = [
    granted(await send(gone, await aPng())).evidenceId,
    granted(await send(gone, await aPhoto())).evidenceId,
  ];
  await expect(eraseEvidence(t.ctx, failing("down"), other.id)).rejects.toThrow(EvidenceStoreError);
  expect(await eraseEvidence(t.ctx, store, other.id)).toEqual({ erased: 2 });
  expect(await eraseEvidence(t.ctx, store, other.id)).toEqual({ erased: 0 });
  for (const id of ids) {
    expect(stored()).not.toContain(id);
    expect(await readEvidence(gone.as, store, { evidenceId: id })).toEqual({ ok: false, refusal: "gone" });
  }
  expect(await rowsOf(gone)).toMatchObject([
    { envelope: null, keyId: null },
    { envelope: null, keyId: null },
  ]);
  expect(await listEvidence(gone.as, gone.claim.claimNumber)).toMatchObject([{ name: null }, { name: null }]);
  t.setNow(after(start, days(1)));
  await readEvidence(t.as({ type: "subscriber", id: String(kept.claim.subscriberId), level: "L2" }), store, {
    evidenceId: keptId,
  });
});
