import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import autocannon, { type Client, type Request } from "autocannon";
import { z } from "zod";
import { createPace } from "#app/domain/outbox/pace.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { linkToken, readLinkKey } from "#app/infra/keys/link-key.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { seconds } from "#app/shared/time.ts";
import { firstMessage, startChild, type Child } from "#tests/bench/child.ts";
import { connectBench, createDatabase } from "#tests/bench/database.ts";
import { type Bench } from "#tests/bench/figure.ts";
import { replayDatabase, type ReplayDatabase } from "#tests/bench/replay-database.ts";
import { signinEnv } from "#tests/setup/signin-env.ts";

const PUBLIC_URL = "https://ansim.example";
const CONNECTIONS = 10;
const LINKS = 5_000;
const SESSIONS = 500;
const CARRIER_API_KEY = randomUUID();

type Visitor = { token: string; birthDate: string };
type Page = { name: string; aim: string; status: number; requests: Request[] };

const readySchema = z.object({ port: z.number() });
const standinsSchema = z.object({ url: z.string() });

/**
 * Requests a second of the production web process, log and all, beside a bare node:http + pg +
 * template-string server that does the same look-ups on the same database and answers as many bytes. Load and
 * servers share the machine, and both servers the same carrier stand-in.
 */
export async function measurePages(bench: Bench): Promise<void> {
  const replay = await replayDatabase(bench);
  const databaseUrl = await createDatabase(bench, "pages", replay.name);
  const { visitors, sessions } = await prepareVisitors(bench, replay, databaseUrl);

  const { folder } = bench;
  const standins = startChild("build/processes/standins.js", {
    folder,
    env: { STANDIN_LINES_FILE: replay.linesFile, CARRIER_API_KEY, INBOX_FILE: `${folder}/inbox.ndjson` },
  });
  const carrier = standinsSchema.parse(await firstMessage(standins));
  const env = {
    DATABASE_URL: databaseUrl,
    KEYS_FILE: replay.keysFile,
    CARRIER_API_URL: carrier.url,
    CARRIER_API_KEY,
  };
  const web = startChild("build/processes/web.js", {
    folder,
    env: { ...env, ...signinEnv, PUBLIC_URL, PORT: "0", TRUSTED_PROXIES: "127.0.0.1" },
  });
  const webUrl = await urlOf(web);
  const cookies = sessions.map((secret) => `__Host-session=${secret}`);
  const samples = {
    neutral: await getPage(`${webUrl}/v/${visitors[0]?.token ?? ""}`, {}),
    result: await getPage(`${webUrl}/result`, { cookie: cookies[0] ?? "" }),
  };
  const bare = startChild("tests/bench/bare-server.ts", {
    folder,
    env: { ...env, NEUTRAL_PAGE: samples.neutral, RESULT_PAGE: samples.result },
  });
  const bareUrl = await urlOf(bare);

  const pages: Page[] = [
    {
      name: `GET /v/… (${sizeText(samples.neutral)})`,
      aim: "≥ 0.8",
      status: 200,
      requests: visitors.map(({ token }) => ({ method: "GET", path: `/v/${token}` })),
    },
    {
      name: "POST /v/…, right date → session",
      aim: "–",
      status: 303,
      requests: visitors.map(({ token, birthDate }) => ({
        method: "POST",
        path: `/v/${token}`,
        body: `birthDate=${birthDate}`,
        headers: {
          origin: PUBLIC_URL,
          "content-type": "application/x-www-form-urlencoded",
          // People come from everywhere; requests of one address wait for one another.
          "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`,
        },
      })),
    },
    {
      name: `GET /result (${sizeText(samples.result)})`,
      aim: "≥ 0.10",
      status: 200,
      requests: cookies.map((cookie) => ({ method: "GET", path: "/result", headers: { cookie } })),
    },
  ];
  const measured: { page: Page; ours: number[]; peer: number[] }[] = [];
  for (const page of pages) {
    bench.say(`${page.name}…`);
    for (const url of [webUrl, bareUrl]) await load(url, page, 2);
    const [ours, peer]: [number[], number[]] = [[], []];
    for (let round = 1; round <= bench.rounds; round++) {
      ours.push(await load(webUrl, page, bench.seconds));
      peer.push(await load(bareUrl, page, bench.seconds));
    }
    measured.push({ page, ours, peer });
  }

  const { peakMb } = await web.stop();
  await Promise.all([bare.stop(), standins.stop()]);
  for (const { page, ours, peer } of measured)
    bench.report({ name: page.name, unit: "/s", ours, peer, aim: page.aim, peakMb });
}

/** Sends the texts, so that their links live, and signs some of the people in. */
async function prepareVisitors(bench: Bench, replay: ReplayDatabase, databaseUrl: string) {
  bench.say("Sending the links…");
  const linkKey = readLinkKey(replay.linkKeysFile);
  const active = (holderRef: string) => ({ status: "active" as const, holderRef });
  const holders = new Map<string, string>();
  const { ctx, close } = connectBench(databaseUrl, replay.keysFile, {
    findLineOwner: (msisdn) => Promise.resolve(active(holders.get(msisdn) ?? "")),
  });
  try {
    const lines = await ctx.db.subscriber.findMany({ include: { holder: true } });
    const birthDates = new Map<bigint, string | null>();
    for (const line of lines) {
      const { msisdn, birthDate } = openPersonalData(ctx, line);
      if (line.lineStatus === "active") holders.set(msisdn, line.holder.holderRef);
      birthDates.set(line.id, birthDate);
    }
    const sender = {
      channel: "sms" as const,
      transport: {
        name: "at-once",
        timeoutMs: seconds(1),
        send: () => Promise.resolve({ kind: "accepted" as const, providerId: "1" }),
      },
      linkKey,
      publicUrl: PUBLIC_URL,
      pace: createPace(1_000_000),
      batch: 200,
      leaseMs: seconds(60),
      workerId: randomUUID(),
      log: createLog("warn"),
    };
    while ((await sendNotices(ctx, sender)).taken > 0);

    const links = await ctx.db.link.findMany({
      where: { tokenHash: { not: null }, revokedAt: null },
      orderBy: { id: "asc" },
      take: LINKS,
    });
    const visitors: Visitor[] = links.map((link) => ({
      token: linkToken(linkKey, link),
      birthDate: birthDates.get(link.subscriberId) ?? "",
    }));
    const sessions: string[] = [];
    for (const { id, subscriberId } of links.slice(0, SESSIONS))
      sessions.push(await startSession(ctx, ctx.db, { subscriberId, linkId: id, level: "L1" }));
    await ctx.pool.query("vacuum analyze");
    return { visitors, sessions };
  } finally {
    await close();
  }
}

/**
 * Requests a second; each connection goes round a share of its own. Anything but the answer that is due ends
 * the run.
 */
async function load(url: string, { name, status, requests }: Page, forSeconds: number): Promise<number> {
  let connection = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: forSeconds,
    setupClient: (client: Client) => {
      const share = connection++;
      client.setRequests(requests.filter((_, index) => index % CONNECTIONS === share));
    },
  });
  const answers = result.statusCodeStats?.[`${status}`]?.count ?? 0;
  if (result.errors > 0 || answers === 0 || Object.keys(result.statusCodeStats ?? {}).length > 1)
    throw new Error(`${name}: ${result.errors} errors, ${JSON.stringify(result.statusCodeStats)}`);
  // A moment for what the last requests left behind.
  await sleep(200);
  return answers / result.duration;
}

async function urlOf(child: Child): Promise<string> {
  return `http://127.0.0.1:${readySchema.parse(await firstMessage(child)).port}`;
}

async function getPage(url: string, headers: Record<string, string>) {
  const response = await fetch(url, { headers: { ...headers, "accept-language": "ko" } });
  if (response.status !== 200) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return response.text();
}

const kb = (bytes: number) => (bytes / 1024).toFixed(1);
const sizeText = (html: string) => `${kb(Buffer.byteLength(html))} KB, ${kb(gzipSync(html).length)} KB gzip`;
