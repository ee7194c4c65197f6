import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { caseNumberOf, reportOwner } from "#app/domain/reports/report.rules.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import { firstMessage, startChild } from "#tests/bench/child.ts";
import { connectBench, createDatabase } from "#tests/bench/database.ts";
import type { Bench } from "#tests/bench/figure.ts";
import { replayDatabase } from "#tests/bench/replay-database.ts";
import { signinEnv } from "#tests/setup/signin-env.ts";
import { aCall } from "#tests/factories/call.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";

const PUBLIC_URL = "https://ansim.example";
const INCIDENT = "femtocell-2025";
const CALLS = 200;
/** Before the first one that counts: a process compiles what it runs often. */
const WARM_UP = 50;

const readySchema = z.object({ port: z.number() });

/** Somebody who calls, and the agent whose call it is: each has their own, since quotas end what no agent would do. */
type Taken = {
  cookie: string;
  call: string;
  msisdn: string;
  name: string;
  birthDate: string;
  caseNumber: string;
  index: { number: Uint8Array; person: Uint8Array };
};

/**
 * What an agent waits for, by HTTP from the production web process: the three searches, and opening a line
 * with the page after it, before and after the caller's check. Beside each search the bare query by the same
 * index on a connection of its own. `--people N` adds N lines to those of the replay.
 */
export async function measureSearch(bench: Bench): Promise<void> {
  const replay = await replayDatabase(bench);
  const databaseUrl = await createDatabase(bench, "search", replay.name);
  const { ctx, close } = connectBench(databaseUrl, replay.keysFile);
  const peer = new pg.Client({ connectionString: databaseUrl });
  await peer.connect();
  try {
    await addPeople(bench, ctx);
    const calls = await takeCalls(ctx);
    await ctx.pool.query("vacuum analyze");
    const web = startChild("build/processes/web.js", {
      folder: bench.folder,
      env: {
        DATABASE_URL: databaseUrl,
        KEYS_FILE: replay.keysFile,
        CARRIER_API_URL: "http://127.0.0.1:9",
        CARRIER_API_KEY: "none",
        ...signinEnv,
        PUBLIC_URL,
        PORT: "0",
      },
    });
    const url = `http://127.0.0.1:${readySchema.parse(await firstMessage(web)).port}`;
    bench.say("Taking calls…");
    const waits = await measureCalls(ctx, calls, { url, peer });
    const { peakMb } = await web.stop();
    const people = (await ctx.db.subscriber.count()).toLocaleString("en");
    for (const { name, ours, bare } of waits)
      bench.report({
        name: `${name}, ${people} lines`,
        unit: "ms",
        ours: ours.slice(WARM_UP),
        peer: bare ? bare.slice(WARM_UP) : null,
        aim: "≤ 100 ms",
        peakMb,
      });
  } finally {
    await peer.end();
    await close();
  }
}

async function measureCalls(ctx: Ctx, calls: Taken[], { url, peer }: { url: string; peer: pg.Client }) {
  const figures = {
    number: figure("call center: search by number", true),
    person: figure("call center: search by name and birth date", true),
    case: figure("call center: search by case number", true),
    open: figure("call center: open a line, and its page"),
    checked: figure("call center: the page of a checked caller"),
  };
  const query = (column: "msisdn_index" | "person_index", value: Uint8Array) =>
    peer.query({ name: column, text: `select * from subscribers where ${column} = $1`, values: [value] });
  const queryCase = (caseNumber: string) =>
    peer.query({
      name: "case",
      text: "select s.* from reports r join subscribers s on s.id = r.subscriber_id where r.case_number = $1",
      values: [caseNumber],
    });

  for (const { cookie, call, msisdn, name, birthDate, caseNumber, index } of calls) {
    const ask = (path: string, form?: Record<string, string>) => request(url + path, cookie, form);
    const find = (form: Record<string, string>) => ask("/call-center", { act: "find", call, ...form });
    const found = await timed(figures.number.ours, () => find({ by: "number", number: msisdn }), 200);
    await timed(figures.number.bare, () => query("msisdn_index", index.number));
    await timed(figures.person.ours, () => find({ by: "person", name, birthDate }), 200);
    await timed(figures.person.bare, () => query("person_index", index.person));
    await timed(figures.case.ours, () => find({ by: "case", caseNumber }), 200);
    await timed(figures.case.bare, () => queryCase(caseNumber));

    const line = / name="line" value="([^"]+)"/.exec(found.text)?.[1] ?? "";
    const open = async () => {
      const opened = await ask("/call-center", { act: "open", call, line });
      if (opened.status !== 303) throw new Error(`opening a line answered ${opened.status}`);
      return ask("/call-center/call");
    };
    await timed(figures.open.ours, open, 200);
    await ctx.db.call.update({
      where: { id: BigInt(call) },
      data: { checkedAt: ctx.now(), checkedBy: "code" },
    });
    const page = await timed(figures.checked.ours, () => ask("/call-center/call"), 200);
    if (!page.text.includes("caller-page")) throw new Error("the caller's page isn't there");
  }
  return Object.values(figures).map(({ name, ours, bare, hasPeer }) => ({
    name,
    ours,
    bare: hasPeer ? bare : null,
  }));
}

const figure = (name: string, hasPeer = false) => ({
  name,
  hasPeer,
  ours: [] as number[],
  bare: [] as number[],
});

/** Writes down how long it took, in milliseconds; another answer than the one that is due ends the run. */
async function timed<Answer>(times: number[], work: () => Promise<Answer>, status?: number): Promise<Answer> {
  const started = performance.now();
  const answer = await work();
  times.push(performance.now() - started);
  const got = (answer as { status?: number }).status;
  if (status !== undefined && got !== status) throw new Error(`answered ${got ?? "nothing"}, not ${status}`);
  return answer;
}

async function request(url: string, cookie: string, form?: Record<string, string>) {
  const response = await fetch(url, {
    headers: { cookie: `__Host-${cookie}`, origin: PUBLIC_URL },
    redirect: "manual",
    ...(form && { method: "POST", body: new URLSearchParams(form) }),
  });
  return { status: response.status, text: await response.text() };
}

/** An agent, an open call and a case for each of so many exposed people. */
async function takeCalls(ctx: Ctx): Promise<Taken[]> {
  const lines = await ctx.db.subscriber.findMany({
    where: { lineStatus: "active", guardianMsisdnIndex: null, hasBirthDate: true, exposures: { some: {} } },
    orderBy: { id: "asc" },
    take: CALLS + WARM_UP,
  });
  const taken: Taken[] = [];
  for (const line of lines) {
    const { msisdn, name, birthDate } = openPersonalData(ctx, line);
    const member = await aStaffMember(ctx);
    const call = await aCall(ctx, { memberId: member.id, incidentId: INCIDENT });
    const caseNumber = caseNumberOf(randomBytes(5));
    const now = ctx.now();
    await ctx.db.report.create({
      data: {
        caseNumber,
        idempotencyKey: randomUUID(),
        incidentId: INCIDENT,
        subscriberId: line.id,
        kind: "suspicious_call",
        language: line.language,
        filedAt: now,
        dueAt: now,
        ...ctx.vault.seal(reportOwner(caseNumber), {}),
      },
    });
    taken.push({
      cookie: await aStaffSession(ctx, member),
      call: String(call.id),
      caseNumber,
      msisdn,
      name,
      birthDate: birthDate ?? "",
      index: {
        number: ctx.vault.blindIndex("msisdn", msisdn),
        person: ctx.vault.blindIndex("person", personKey(name, birthDate ?? "")),
      },
    });
  }
  return taken;
}

/** Lines that nobody opens: as long as real ones, and as many in each index. */
async function addPeople(bench: Bench, { pool }: Ctx) {
  if (bench.people === 0) return;
  bench.say(`Adding ${bench.people} lines…`);
  const many = [bench.people, INCIDENT];
  await pool.query(
    `insert into holders (incident_id, holder_ref, holder_type)
     select $2, 'bench-' || n, 'person' from generate_series(1, $1::int) n`,
    many,
  );
  await pool.query(
    `insert into accounts (incident_id, account_ref) select $2, 'bench-' || n from generate_series(1, $1::int) n`,
    many,
  );
  await pool.query(
    `insert into subscribers (incident_id, subscriber_ref, holder_id, account_id, msisdn_index, person_index, envelope,
       key_id, has_birth_date, language, network, line_status, card_type)
     select $1, h.holder_ref, h.id, a.id, sha256(('number ' || h.id)::bytea), sha256(('person ' || h.id)::bytea),
       decode(repeat(md5(h.id::text), 10), 'hex'), 'k1', true, 'ko', 'LTE', 'active', 'usim'
     from holders h join accounts a on a.incident_id = h.incident_id and a.account_ref = h.holder_ref
     where h.incident_id = $1 and h.holder_ref like 'bench-%'`,
    [INCIDENT],
  );
}
