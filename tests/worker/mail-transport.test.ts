import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";
import { renderNoticeText } from "#app/domain/notices/notice-text.rules.ts";
import { mailTransport } from "#app/infra/mail/mail-transport.server.ts";
import type { Message } from "#app/infra/transport.ts";
import { languages } from "#app/locales/language.ts";
import { aFile } from "#tests/factories/csv-file.ts";
import { startSmtp, testCertificate, type SmtpFault, type TestSmtp } from "#tests/setup/smtp-server.ts";

/** Long enough for a whole session on a busy machine. */
const IMPATIENT_MS = 2_000;
const from = "notices@ansim.example";
const publicUrl = "https://ansim.example:8443";

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

function transportTo(smtpUrl: string, timeoutMs = 10_000) {
  const transport = mailTransport({ smtpUrl, from, publicUrl, timeoutMs });
  closing.push(transport.close);
  return transport;
}

async function aServer(options?: Parameters<typeof startSmtp>[0]) {
  const server = await startSmtp(options);
  closing.push(server.close);
  return server;
}

let ids = 0;
const aMessage = (given: Partial<Message> = {}): Message => ({
  id: String(++ids),
  attempt: 1,
  to: "kim@example.com",
  body: "A notice\n\nhttps://ansim.example:8443/v/AAAAAAAAAAAAAAAAAAAAAA\nThe end.",
  language: "en",
  ...given,
});

/** The words of an HTML part, line by line. */
const linesOf = (html = "") =>
  (/<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "")
    .split(/<br>|<\/(?:p|h1)>/)
    .map((line) =>
      line
        .replaceAll(/<[^>]+>/g, "")
        .replaceAll("&#39;", "'")
        .trim(),
    )
    .filter(Boolean);

const smtp = await aServer();
let transport: ReturnType<typeof mailTransport>;
let impatient: ReturnType<typeof mailTransport>;
beforeEach(() => {
  transport = transportTo(smtp.url);
  impatient = transportTo(smtp.url, IMPATIENT_MS);
  smtp.faults.length = 0;
  smtp.reached.length = 0;
  smtp.mails.length = 0;
  smtp.delayMs = 0;
});

describe("the mail that arrives", () => {
  const incident = incidentSchema.parse(parse(readFileSync("docs/incidents/femtocell-2025.yaml", "utf8")));
  const link = "https://ansim.example:8443/v/AAAAAAAAAAAAAAAAAAAAAA";

  test.each(languages)(
    "holds the six items in both parts, word for word as in the text (%s)",
    async (language) => {
      const body = renderNoticeText(
        {
          incident,
          announcedAt: new Date("2025-09-18T15:00:00+09:00"),
          heldCategories: incident.categories.map(({ key }) => key),
        },
        { kind: "first", language, access: { for: "holder", link } },
      );
      await transport.send(aMessage({ body, language }));
      const [mail] = smtp.mails;
      expect(mail?.email.subject).toBe(body.split("\n")[0]);
      expect(mail?.email.text?.trimEnd()).toBe(body);
      const lines = body.split("\n").filter(Boolean);
      expect(linesOf(mail?.email.html)).toEqual(lines);
      expect(lines.filter((line) => /^[1-6]\. /.test(line))).toHaveLength(6);
      expect(mail?.email.html).toContain(`<html lang="${language}">`);
      expect(mail?.email.html).toContain(`<a href="${link}" style="color: inherit">${link}</a>`);
      // All that could be fetched is the link that the reader follows.
      expect(mail?.email.html?.match(/https?:[^"<]*|src=|url\(/g)).toEqual([link, link]);
      expect(mail?.email.attachments).toEqual([]);
      expect(mail?.raw.length).toBeLessThan(20_000);
    },
  );

  test("says what it is, and goes to one address", async () => {
    const message = aMessage({ id: "4711", language: "ko", to: "o'kim+notices@mail.example.co.kr" });
    const accepted = await transport.send(message);
    expect(accepted).toEqual({ kind: "accepted", providerId: "<notice.4711@ansim.example>" });
    const [mail, ...more] = smtp.mails;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ from, to: [message.to] });
    const { headers } = mail?.email ?? { headers: [] };
    expect(Object.fromEntries(headers.map(({ key, value }) => [key, value]))).toEqual({
      from,
      to: message.to,
      subject: "A notice",
      "message-id": "<notice.4711@ansim.example>",
      "list-id": "<notices.ansim.example>",
      "auto-submitted": "auto-generated",
      "content-language": "ko",
      date: expect.any(String) as string,
      "mime-version": "1.0",
      "content-type": expect.stringMatching(/^multipart\/alternative;/) as string,
    });
  });

  test("sent again, has the same Message-ID and the same words", async () => {
    const message = aMessage();
    await transport.send(message);
    await transport.send({ ...message, attempt: 2 });
    const [first, second] = smtp.mails.map(({ email: { messageId, text, html, subject } }) => ({
      messageId,
      text,
      html,
      subject,
    }));
    expect(second).toEqual(first);
    await transport.send(aMessage());
    expect(smtp.mails[2]?.email.messageId).not.toBe(first?.messageId);
  });

  test("reads no file and no address that a text might name", async () => {
    const body = "file:///etc/hostname\nhttp://127.0.0.1:1/x.html\n<img src='http://127.0.0.1:1/'>";
    await transport.send(aMessage({ body }));
    expect(smtp.mails[0]?.email.text?.trimEnd()).toBe(body);
  });
});

describe("connections", () => {
  const greetings = () => smtp.reached.filter((stage) => stage === "greeting").length;

  test("one carries many messages, and more are opened only so far", async () => {
    for (let sent = 0; sent < 5; sent++) await transport.send(aMessage());
    expect(greetings()).toBe(1);
    smtp.delayMs = 50;
    const results = await Promise.all(Array.from({ length: 40 }, () => transport.send(aMessage())));
    expect(results.filter(({ kind }) => kind === "accepted")).toHaveLength(40);
    expect(greetings()).toBe(10);
    expect(new Set(smtp.mails.map(({ email }) => email.messageId)).size).toBe(45);
  });

  test("one that the server hung up in between is replaced, and the message goes out once", async () => {
    await transport.send(aMessage());
    smtp.hangUp();
    expect(await transport.send(aMessage())).toMatchObject({ kind: "accepted" });
    expect(greetings()).toBe(2);
    expect(smtp.mails).toHaveLength(2);
  });
});

describe("what the server says", () => {
  const unavailable = (reply: number) => ({
    kind: "retryable",
    code: "unavailable",
    detail: `smtp-${reply}`,
  });
  const blocked = (reply: number) => ({ kind: "retryable", code: "sender-blocked", detail: `smtp-${reply}` });
  const cases: [SmtpFault["at"], `${number} ${string}`, unknown][] = [
    ["greeting", "421 4.7.0 Too many connections", unavailable(421)],
    ["greeting", "554 5.7.1 You are on a list", blocked(554)],
    ["mail", "451 4.3.0 Try later", unavailable(451)],
    ["mail", "550 5.7.1 Sender rejected", blocked(550)],
    ["mail", "530 5.7.0 Authentication required", blocked(530)],
    ["rcpt", "421 4.3.2 Shutting down", unavailable(421)],
    ["rcpt", "450 4.2.0 <kim@example.com>: greylisted", unavailable(450)],
    ["rcpt", "452 4.2.2 Mailbox full", unavailable(452)],
    ["rcpt", "530 5.7.0 Authentication required", blocked(530)],
    ["rcpt", "554 5.7.1 <kim@example.com>: Relay access denied", unavailable(554)],
    ["rcpt", "550 5.1.1 <kim@example.com>: no such user", { kind: "permanent", code: "smtp-550" }],
    ["rcpt", "553 <kim@example.com> unknown", { kind: "permanent", code: "smtp-553" }],
    ["end", "421 4.3.2 Shutting down", unavailable(421)],
    ["end", "451 4.3.0 Local error", unavailable(451)],
    ["end", "552 5.2.2 kim@example.com is over quota", { kind: "permanent", code: "smtp-552" }],
    ["end", "554 5.7.1 Looks like spam", { kind: "permanent", code: "smtp-554" }],
  ];
  test.each(cases)("at %s: %s", async (at, reply, result) => {
    smtp.faults.push({ at, does: reply });
    expect(await transport.send(aMessage())).toEqual(result);
    expect(smtp.faults).toEqual([]);
    expect(smtp.mails).toEqual([]);
    expect(await transport.send(aMessage())).toMatchObject({ kind: "accepted" });
  });

  test.each([
    ["", "535 5.7.8 Bad password", blocked(535)],
    ["", "454 4.7.0 Temporary failure", unavailable(454)],
    ["ansim:wrong@", "", blocked(535)],
    ["ansim:p%40ss%2Fword@", "", { kind: "accepted" }],
  ])("to the login %s %s", async (credentials, reply, result) => {
    const server = await aServer({ login: true });
    if (reply) server.faults.push({ at: "auth", does: reply as `${number} ${string}` });
    const url = server.url.replace("//", `//${credentials || "ansim:p%40ss%2Fword@"}`);
    expect(await transportTo(url).send(aMessage())).toMatchObject(result);
  });
});

describe("no answer", () => {
  test("nobody listens", async () => {
    const gone = await aServer();
    await gone.close();
    expect(await transportTo(gone.url).send(aMessage())).toMatchObject({
      kind: "retryable",
      code: "unreachable",
    });
  });

  test.each([
    ["greeting", "break"],
    ["greeting", "never"],
    ["mail", "break"],
    ["mail", "never"],
    ["rcpt", "break"],
    ["rcpt", "never"],
  ] as const)("at %s, %s: certain that nothing was sent", async (at, does) => {
    // Twice, since a connection that breaks before the greeting is tried once more.
    smtp.faults.push({ at, does }, { at, does });
    const before = performance.now();
    expect(await impatient.send(aMessage())).toMatchObject({ kind: "retryable", code: "unreachable" });
    expect(performance.now() - before).toBeLessThan(5 * IMPATIENT_MS);
    expect(smtp.mails).toEqual([]);
  });

  test.each([
    ["end", "break", 0],
    ["end", "never", 0],
    ["taken", "break", 1],
    ["taken", "never", 1],
  ] as const)("at %s, %s: it can't be told", async (at, does, taken) => {
    smtp.faults.push({ at, does });
    const before = performance.now();
    expect(await impatient.send(aMessage())).toEqual({ kind: "unknown", code: "no-answer" });
    expect(performance.now() - before).toBeLessThan(5 * IMPATIENT_MS);
    expect(smtp.mails).toHaveLength(taken);
    expect(smtp.reached.filter((stage) => stage === "end")).toHaveLength(1);
  });

  test("a slow one is waited for", async () => {
    smtp.delayMs = IMPATIENT_MS / 3;
    expect(await impatient.send(aMessage())).toMatchObject({ kind: "accepted" });
  });

  test("a server that trickles its reply doesn't hold a call any longer", async () => {
    const server = createServer((socket) => {
      const trickle = setInterval(() => socket.write("220-"), 100);
      socket.on("error", () => undefined);
      socket.on("close", () => clearInterval(trickle));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const before = performance.now();
    expect(await transportTo(`smtp://127.0.0.1:${port}`, IMPATIENT_MS).send(aMessage())).toMatchObject({
      code: "unreachable",
    });
    expect(performance.now() - before).toBeLessThan(5 * IMPATIENT_MS);
  });

  test("those that wait for a connection in vain never left", async () => {
    // One of its own: its answers come when the test is over.
    const server = await aServer();
    server.delayMs = 2 * IMPATIENT_MS;
    const hurried = transportTo(server.url, IMPATIENT_MS);
    const results = await Promise.all(Array.from({ length: 12 }, () => hurried.send(aMessage())));
    expect(results.filter(({ kind }) => kind === "unknown")).toHaveLength(10);
    expect(results.filter(({ kind }) => kind === "retryable")).toHaveLength(2);
  });
});

describe("encryption", () => {
  /** This machine, as an address that isn't loopback's own. */
  const elsewhere = ({ url }: TestSmtp) => url.replace("127.0.0.1", "0.0.0.0");
  const unencrypted = { kind: "retryable", code: "unreachable", detail: "ETLS" };

  test("beyond loopback nothing goes to a server that offers none, not even the login", async () => {
    const server = await aServer({ login: true });
    const url = elsewhere(server).replace("//", "//ansim:p%40ss%2Fword@");
    expect(await transportTo(url).send(aMessage())).toEqual(unencrypted);
    expect(server.reached).toEqual(["greeting"]);
  });

  test.each([{ startTls: true }, { secure: true }])(
    "nor to one that can't prove its name (%j)",
    async (options) => {
      const server = await aServer({ login: true, ...options });
      const url = elsewhere(server).replace("//", "//ansim:p%40ss%2Fword@");
      expect(await transportTo(url).send(aMessage())).toMatchObject({
        kind: "retryable",
        code: "unreachable",
      });
      // Whoever can switch nodemailer's settings in the address can switch that off.
      const switched = `${url}?tls.rejectUnauthorized=false&ignoreTLS=true&requireTLS=false`;
      expect(await transportTo(switched).send(aMessage())).toMatchObject({ code: "unreachable" });
      expect(server.reached).not.toContain("auth");
      expect(server.mails).toEqual([]);
    },
  );

  test.each([{ startTls: true }, { secure: true }])(
    "with a certificate it trusts the mail goes out, and the process ends by itself (%j)",
    async (options) => {
      const server = await aServer({ login: true, ...options });
      const url = elsewhere(server).replace("//", "//ansim:p%40ss%2Fword@");
      const script = `
        import { mailTransport } from "#app/infra/mail/mail-transport.server.ts";
        const transport = mailTransport(${JSON.stringify({ smtpUrl: url, from, publicUrl })});
        const { kind } = await transport.send(${JSON.stringify(aMessage())});
        transport.close();
        process.stdout.write(kind);
      `;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "--input-type=module", "-e", script],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: aFile(testCertificate, "ca.pem") }, timeout: 30_000 },
      );
      expect(stdout).toBe("accepted");
      expect(server.mails).toHaveLength(1);
    },
  );

  test("on loopback a server's own certificate doesn't stand in the way", async () => {
    const server = await aServer({ login: true, startTls: true });
    const url = server.url.replace("//", "//ansim:p%40ss%2Fword@");
    expect(await transportTo(url).send(aMessage())).toMatchObject({ kind: "accepted" });
  });
});

describe("an address that is none, or more than one", () => {
  const hostile = [
    "kim@example.com, lee@example.com",
    "kim@example.com;lee@example.com",
    "kim@example.com lee@example.com",
    "Kim <kim@example.com>",
    "<kim@example.com>",
    "kim@example.com>\r\nRCPT TO:<lee@example.com",
    "kim@example.com\r\nBcc: lee@example.com",
    "kim@example.com\n",
    "kim\u0000@example.com",
    '"kim\r\n"@example.com',
    "group:kim@example.com,lee@example.com;",
    "@relay.example:kim@example.com",
    "kim@lee@example.com",
    "kim@example.com (lee@example.com)",
    `${"a".repeat(250)}@example.com`,
    "kim",
    "",
  ];

  test.each(hostile)("%j never gets to the server", async (to) => {
    expect(await transport.send(aMessage({ to }))).toEqual({ kind: "permanent", code: "bad-address" });
    expect(smtp.reached).toEqual([]);
  });

  test("whatever the address and the words: one recipient, no header of theirs", async () => {
    const lines = fc.constantFrom(
      "\r\nBcc: lee@example.com",
      "\rX-Evil: 1",
      ".\r\nMAIL FROM:<evil@example.com>",
      "=?utf-8?B?",
      "제목",
    );
    const anything = fc.array(fc.oneof(lines, fc.string({ unit: "binary" })), { maxLength: 5 });
    const ours = [
      ...["from", "to", "subject", "message-id", "list-id", "auto-submitted", "content-language", "date"],
      ...["mime-version", "content-type", "content-transfer-encoding"],
    ];
    await fc.assert(
      fc.asyncProperty(anything, async (parts) => {
        smtp.mails.length = 0;
        expect(await transport.send(aMessage({ body: parts.join("\n") }))).toMatchObject({
          kind: "accepted",
        });
        const [mail, ...more] = smtp.mails;
        expect(more).toEqual([]);
        expect(mail).toMatchObject({ from, to: ["kim@example.com"] });
        const names = (mail?.email.headers ?? []).map(({ key }) => key);
        expect(new Set(names).size).toBe(names.length);
        expect(names.filter((name) => !ours.includes(name))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
