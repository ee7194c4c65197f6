import { mkdtempSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { AuditHead } from "#app/domain/audit/audit-chain.rules.ts";
import { chainAuditEvents } from "#app/domain/audit/chain-audit-events.server.ts";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { verifyAuditChain } from "#app/domain/audit/verify-audit-chain.server.ts";
import { auditAnchor } from "#app/infra/audit-anchor.server.ts";
import { newKeyRing, openVault } from "#app/infra/keys/key-ring.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { chainAudit } from "#app/processes/worker/chain-audit.ts";
import { testContext } from "#tests/factories/context.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const { ctx, close } = testContext({ databaseUrl: url });
afterAll(() => close());

/** What the owner of the database can do: the triggers are theirs to switch off. */
async function asOwner(...statements: string[]) {
  const client = await ctx.pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const statement of statements) await client.query(statement);
    await client.query("set session_replication_role = origin");
  } finally {
    client.release();
  }
}

const anEvent = (id: string) =>
  recordAudit(ctx, ctx.db, {
    action: "case.open",
    subject: { type: "subscriber", id },
    detail: { reason: "the caller asked", nested: { b: 1, a: ["가"] } },
  });

async function chainAll() {
  let { chained, head } = await chainAuditEvents(ctx);
  while (chained > 0) ({ chained, head } = await chainAuditEvents(ctx));
  return head;
}

/** Ten events in the chain, and the head of the seventh outside. */
beforeEach(async () => {
  await asOwner("truncate audit_events restart identity", "truncate audit_queue", "truncate audit_chain");
  for (let index = 1; index <= 10; index++) await anEvent(`line-${index}`);
});

describe("the chain", () => {
  test("gives every event its place once, in order, without a gap, also from two at a time", async () => {
    await Promise.all([chainAll(), chainAll(), chainAll()]);
    await anEvent("later");
    const head = await chainAll();
    const { rows } = await ctx.pool.query<{ number: string; event_id: string }>(
      "select number, event_id from audit_chain order by number",
    );
    expect(rows.map(({ number, event_id }) => [number, event_id])).toEqual(
      Array.from({ length: 11 }, (_, index) => [String(index + 1), String(index + 1)]),
    );
    expect(head?.number).toBe("11");
    expect(await verifyAuditChain(ctx, head ? [head] : [])).toEqual({ rows: 11, waiting: 0, fault: null });
  });

  test("is whole while events wait for their place", async () => {
    expect(await verifyAuditChain(ctx, [])).toEqual({ rows: 0, waiting: 10, fault: null });
    expect((await chainAuditEvents({ ...ctx })).chained).toBe(10);
    expect((await chainAuditEvents(ctx)).head?.number).toBe("10");
  });

  test("takes in an event that was written earlier and committed later", async () => {
    const slow = await ctx.pool.connect();
    await slow.query("begin");
    await slow.query(
      "insert into audit_events (at, action, actor_type, subject_type, subject_id, detail) values (now(), 'slow', 'system', 'x', 'x', '{}')",
    );
    await anEvent("after");
    await chainAll();
    await slow.query("commit");
    slow.release();
    await chainAll();
    expect(await verifyAuditChain(ctx, [])).toEqual({ rows: 12, waiting: 0, fault: null });
  });
});

describe("the owner of the database is found out", () => {
  const cut = ["delete from audit_chain where number > 6", "delete from audit_events where id > 6"];
  test.each([
    [
      "alters an event",
      ["update audit_events set actor_id = 'other' where id = 4"],
      { what: "altered", number: "4" },
    ],
    [
      "alters a detail",
      [`update audit_events set detail = jsonb_set(detail, '{reason}', '"none"') where id = 10`],
      { what: "altered", number: "10" },
    ],
    [
      "moves an event in time",
      ["update audit_events set at = at + interval '1 ms' where id = 1"],
      { what: "altered", number: "1" },
    ],
    ["deletes an event", ["delete from audit_events where id = 5"], { what: "event-deleted", number: "5" }],
    [
      "deletes an event and its place",
      ["delete from audit_events where id = 5", "delete from audit_chain where number = 5"],
      { what: "missing", number: "5" },
    ],
    [
      "closes the gap after it",
      [
        "delete from audit_events where id = 5",
        "delete from audit_chain where number = 5",
        "update audit_chain set number = number - 1 where number > 5",
      ],
      { what: "altered", number: "5" },
    ],
    [
      "swaps two events",
      [
        "update audit_chain set event_id = -event_id where number in (3, 8)",
        "update audit_chain set event_id = case number when 3 then 8 else 3 end where number in (3, 8)",
      ],
      { what: "altered", number: "3" },
    ],
    [
      "makes up a MAC",
      ["update audit_chain set mac = sha256('x') where number = 2"],
      { what: "altered", number: "2" },
    ],
    [
      "adds an event of another time",
      [
        "insert into audit_events (at, action, actor_type, subject_type, subject_id, detail) values (now(), 'x', 'x', 'x', 'x', '{}')",
      ],
      { what: "unchained", eventId: "11" },
    ],
    ["cuts the tail", cut, { what: "cut", number: "7", upTo: "10" }],
    [
      "empties it all",
      ["delete from audit_chain", "delete from audit_events"],
      { what: "cut", number: "1", upTo: "10" },
    ],
  ] as const)("%s", async (_, statements, fault) => {
    const head = await chainAll();
    await asOwner(...statements);
    expect((await verifyAuditChain(ctx, head ? [head] : [])).fault).toEqual(fault);
  });

  test("cuts the tail and writes other events in its place, chained anew by the worker", async () => {
    const head = await chainAll();
    await asOwner(...cut);
    for (let index = 7; index <= 12; index++) await anEvent(`another-${index}`);
    await chainAll();
    expect((await verifyAuditChain(ctx, head ? [head] : [])).fault).toEqual({
      what: "not-the-anchored",
      number: "10",
    });
  });

  test.each([10, 12])(
    "cuts the tail and writes it anew up to number %i, whose heads go out as well",
    async (last) => {
      const out = [await chainAll()];
      await asOwner(...cut);
      for (let index = 7; index <= last; index++) {
        await anEvent(`another-${index}`);
        out.push(await chainAll());
      }
      const heads = out.filter((head) => head !== null);
      expect(heads.filter(({ number }) => number === "10")).toHaveLength(2);
      const notTheAnchored = { what: "not-the-anchored", number: "10" };
      expect((await verifyAuditChain(ctx, heads)).fault).toEqual(notTheAnchored);
      expect((await verifyAuditChain(ctx, heads.toReversed())).fault).toEqual(notTheAnchored);
      expect((await verifyAuditChain(ctx, [...heads, ...heads])).fault).toEqual(notTheAnchored);
    },
  );

  test("a head that went out twice is one", async () => {
    const head = await chainAll();
    expect((await verifyAuditChain(ctx, head ? [head, head] : [])).fault).toBeNull();
  });

  test("without the heads a cut can't be seen, and the report's rows are all that is said", async () => {
    await chainAll();
    await asOwner(...cut);
    expect(await verifyAuditChain(ctx, [])).toEqual({ rows: 6, waiting: 0, fault: null });
  });

  test("with another key nothing fits", async () => {
    await chainAll();
    const otherRing = newKeyRing();
    const vault = openVault({
      current: "k1",
      keys: { k1: Buffer.from(otherRing.keys.k1, "base64") },
      blindIndexKey: Buffer.from(otherRing.blindIndexKey, "base64"),
    });
    expect((await verifyAuditChain({ ...ctx, vault }, [])).fault).toEqual({ what: "altered", number: "1" });
  });

  test("by `ansim check` too, where SQL can see it", async () => {
    await chainAll();
    expect((await listBrokenInvariants(ctx)).broken).toEqual([]);
    await asOwner("delete from audit_chain where number = 5");
    const { broken } = await listBrokenInvariants(ctx);
    expect(broken.map(({ rows }) => rows)).toEqual([
      [{ row: "event 5" }, { row: "chain ends at 10 with 9 rows" }],
    ]);
  });
});

test("nobody else alters the chain", async () => {
  await chainAll();
  for (const statement of [
    "update audit_chain set mac = mac",
    "delete from audit_chain",
    "truncate audit_chain",
  ])
    await expect(ctx.pool.query(statement)).rejects.toThrow("only added to");
});

describe("the worker's step", () => {
  /** A step with an anchor and a log of its own, and what they were given. */
  function aStep() {
    const out: string[] = [];
    const said: { level: number; sent?: string; head?: string | null }[] = [];
    const anchor = {
      put: (head: AuditHead) => Promise.resolve(void out.push(head.number)),
      list: () => Promise.resolve([]),
    };
    const log = createLog("error", {
      write: (line) => void said.push(JSON.parse(line) as (typeof said)[number]),
    });
    const step = chainAudit(anchor, log);
    return { out, said, step: () => step(ctx) };
  }

  test("sends the head out once, and says nothing while the chain grows", async () => {
    const { out, said, step } = aStep();
    expect(await step()).toBe(10);
    expect(await step()).toBe(0);
    await anEvent("later");
    expect(await step()).toBe(1);
    expect([out, said]).toEqual([["10", "11"], []]);
  });

  test.each([
    ["cut", 0, "6"],
    ["written anew to the same number", 4, "10"],
    ["written anew beyond it", 6, "12"],
  ])("says once that the chain was %s, and sends the head that is there now", async (_, anew, head) => {
    const { out, said, step } = aStep();
    await step();
    await asOwner("delete from audit_chain where number > 6", "delete from audit_events where id > 6");
    for (let index = 0; index < anew; index++) await anEvent(`another-${index}`);
    await step();
    await step();
    expect(said).toMatchObject([{ level: 50, sent: "10", head }]);
    expect(out).toEqual(["10", head]);
  });

  test("says so of a chain that was emptied", async () => {
    const { said, step } = aStep();
    await step();
    await asOwner("truncate audit_events", "truncate audit_chain");
    await step();
    await step();
    expect(said).toMatchObject([{ sent: "10", head: null }]);
  });
});

describe("the heads outside", () => {
  const head = { number: "7", mac: "ab".repeat(32), at: "2025-09-18T11:00:00.000Z" };

  test("in a file, one a line; a half line of a machine that stopped is passed over", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "ansim-anchor-")), "heads.ndjson");
    const anchor = auditAnchor(pathToFileURL(path).href);
    await anchor.put(head);
    await appendFile(path, '{"number":"8","mac":');
    await anchor.put({ ...head, number: "9" });
    await anchor.put({ ...head, number: "10" });
    expect((await anchor.list()).map(({ number }) => number)).toEqual(["7", "10"]);
  });

  test("at a service; one that refuses is an error", async () => {
    const kept: string[] = [];
    const server = createServer((request, response) => {
      if (request.url === "/full") return void response.writeHead(507).end();
      if (request.method === "GET") return void response.end(kept.map((line) => `${line}\n`).join(""));
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        kept.push(body);
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const anchor = auditAnchor(`${origin}/heads`);
    await anchor.put(head);
    expect(await anchor.list()).toEqual([head]);
    await expect(auditAnchor(`${origin}/full`).put(head)).rejects.toThrow("507");
    server.close();
    server.closeAllConnections();
  });
});
