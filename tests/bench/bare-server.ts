// What a page can't do without, and nothing else: node:http, pg, a template string. No framework, log,
// limits, headers or locks.
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { setting } from "#tests/bench/setting.ts";

const pool = new pg.Pool({ connectionString: setting("DATABASE_URL"), max: 10 });
const vault = openVault(readKeyRing(setting("KEYS_FILE")));
const neutralPage = setting("NEUTRAL_PAGE");
const resultPage = setting("RESULT_PAGE");
const carrierUrl = new URL("/v1/lines/owner", setting("CARRIER_API_URL"));
const hash = (secret: string) => createHash("sha256").update(secret).digest();

type Line = { subscriber_id: string; language: string };
type Entry = {
  announced_at: Date;
  verdict: string | null;
  categories: string[] | null;
  days: Record<string, string[]> | null;
  confirmed_count: number | null;
  confirmed_krw: number | null;
};
type Linked = {
  link_id: string;
  subscriber_id: string;
  incident_id: string;
  subscriber_ref: string;
  envelope: Buffer;
  key_id: string;
  holder_ref: string;
};

async function showResult(request: IncomingMessage, response: ServerResponse) {
  const secret = /__Host-session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
  const session = await pool.query<Line>({
    name: "session",
    text: `select subscriber_id, language from sessions join subscribers on subscribers.id = subscriber_id
      where id_hash = $1 and idle_until > now() and expires_at > now()`,
    values: [hash(secret)],
  });
  const line = session.rows[0];
  if (!line) return void response.writeHead(303, { location: "/verify" }).end();
  const history = await pool.query<Entry>({
    name: "history",
    text: `select announced_at, verdict, categories, days, confirmed_count, confirmed_krw
      from subscribers line join findings on findings.incident_id = line.incident_id
      left join exposures on finding_id = findings.id and subscriber_id = line.id
      where line.id = $1 and status = 'published' and announced_at <= now() order by announced_at`,
    values: [line.subscriber_id],
  });
  const html = `<!DOCTYPE html><html lang="${line.language}"><head><title>Result</title></head><body><h1>${
    history.rows.at(-1)?.verdict ?? "not exposed"
  }</h1>${history.rows
    .map(
      (entry) =>
        `<section><h2>${entry.announced_at.toISOString()}</h2><p>${entry.verdict ?? "unchanged"}</p><ul>${(
          entry.categories ?? []
        )
          .map((category) => `<li>${category}: ${(entry.days?.[category] ?? []).join(", ")}</li>`)
          .join("")}</ul><p>${entry.confirmed_count ?? 0}, ${entry.confirmed_krw ?? 0}</p></section>`,
    )
    .join("")}`;
  sendHtml(response, html, resultPage);
}

function showNeutralPage(response: ServerResponse) {
  const html = `<!DOCTYPE html><html lang="ko"><head><title>Birth date</title></head><body><form method="post"><input name="birthDate"><button>OK</button></form>`;
  sendHtml(response, html, neutralPage);
}

/** What was looked up, in place of as much of the page that it stands for: as many bytes, as many of them Korean. */
function sendHtml(response: ServerResponse, html: string, page: string) {
  const body = `${html}${page.slice(html.length)}`;
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}

async function signIn(request: IncomingMessage, response: ServerResponse, token: string) {
  let form = "";
  for await (const chunk of request) form += String(chunk);
  const linked = await pool.query<Linked>({
    name: "link",
    text: `select links.id as link_id, subscriber_id, line.incident_id, subscriber_ref, envelope, key_id, holder_ref
      from links join subscribers line on line.id = subscriber_id join holders on holders.id = holder_id
      where token_hash = $1 and revoked_at is null and expires_at > now()`,
    values: [hash(token)],
  });
  const line = linked.rows[0];
  if (!line) return void response.writeHead(422).end();
  const person = vault.open(`subscriber:${line.incident_id}:${line.subscriber_ref}`, {
    envelope: line.envelope,
    keyId: line.key_id,
  }) as { birthDate: string; msisdn: string; guardianMsisdn: string | null };
  if (new URLSearchParams(form).get("birthDate") !== person.birthDate)
    return void response.writeHead(422).end();
  const owner = await fetch(carrierUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${setting("CARRIER_API_KEY")}`, "content-type": "application/json" },
    body: JSON.stringify({ msisdn: person.guardianMsisdn ?? person.msisdn }),
  });
  const { status } = (await owner.json()) as { status: string };
  if (status !== "active") return void response.writeHead(422).end();

  const secret = randomBytes(32).toString("base64url");
  await pool.query({
    name: "sign-in",
    text: `insert into sessions (id_hash, subscriber_id, link_id, level, created_at, idle_until, expires_at)
      values ($1, $2, $3, 'L1', now(), now() + interval '15 minutes', now() + interval '60 minutes')`,
    values: [hash(secret), line.subscriber_id, line.link_id],
  });
  response.writeHead(303, {
    location: "/result",
    "set-cookie": `__Host-session=${secret}; Path=/; HttpOnly; SameSite=Lax; Secure`,
  });
  response.end();
}

async function answer(request: IncomingMessage, response: ServerResponse) {
  const url = request.url ?? "";
  if (url === "/result") return showResult(request, response);
  if (request.method === "POST") return signIn(request, response, url.slice("/v/".length));
  showNeutralPage(response);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500).end();
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.once("SIGTERM", () => {
  server.close(() => {
    void pool.end().then(() => process.disconnect());
  });
  server.closeAllConnections();
});
