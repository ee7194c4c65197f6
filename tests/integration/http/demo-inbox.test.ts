import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import express from "express";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { demoControls } from "#app/processes/demo/demo-controls.ts";
import { peopleToTry } from "#app/processes/demo/replay/people-to-try.ts";
import { inboxStandin, openInbox } from "#app/processes/standins/inbox.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ansim-demo-inbox-"));
const html = '<!DOCTYPE html><html lang="ko"><body><p>제목</p></body></html>';

let t: TestContext;
let server: Server;
let site: TestSite;
let mailId: string;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  await anIncident(t.ctx);
  for (const { subscriberRef, msisdn } of peopleToTry)
    await aSubscriber(t.ctx, {
      subscriberRef,
      msisdn,
      email:
        subscriberRef === "S-000001" || subscriberRef === "S-000011" ? `${subscriberRef}@example.com` : null,
      guardianMsisdn: subscriberRef === "S-000011" ? "01000000014" : null,
    });
  const inbox = openInbox({ file: path.join(folder, "inbox.ndjson"), now: t.ctx.now });
  server = createServer(express().use(inboxStandin(inbox)));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const inboxUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  site = await startSite(t, {
    demo: (publicUrl) =>
      demoControls(t.ctx, { clockFile: path.join(folder, "clock.json"), inboxUrl, publicUrl }),
  });
  const body = `제목\n${site.url}/v/AAAAAAAAAAAAAAAAAAAAAA`;
  await inbox.keep({ channel: "sms", to: "01000000001", body });
  const mail = { channel: "mail", to: "S-000001@example.com", subject: "제목", body, html } as const;
  mailId = (await inbox.keep(mail)).id;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await site.close();
  await t.close();
});

const listSchema = z.array(z.record(z.string(), z.unknown()));

it("inbox.json lists texts and e-mails alike, newest first, and filters by number or address", async () => {
  const list = async (query = "") =>
    listSchema.parse(JSON.parse((await site.send("GET", `/demo/inbox.json${query}`)).body.toString()));
  const all = await list();
  expect(all.map(({ channel, to }) => [channel, to])).toEqual([
    ["mail", "S-000001@example.com"],
    ["sms", "01000000001"],
  ]);
  for (const message of all) {
    expect(Object.keys(message)).toEqual(["id", "channel", "to", "body", "links", "at"]);
    expect(message.links).toEqual([`${site.url}/v/AAAAAAAAAAAAAAAAAAAAAA`]);
  }
  expect(await list("?to=S-000001%40example.com")).toEqual(all.slice(0, 1));
  expect(await list("?to=01000000001")).toEqual(all.slice(1));
});

it("the inbox tells an e-mail from a text, and shows it as a mail program would", async () => {
  const inbox = (await site.send("GET", "/demo/inbox")).body.toString().replaceAll("<!-- -->", "");
  expect(inbox).toMatch(/E-mail to.*S-000001@example\.com.*Text to.*01000000001/s);
  const href = /href="(\/demo\/mail\/[^"]+)"/.exec(inbox)?.[1] ?? "";
  expect(inbox.match(/\/demo\/mail\//g)).toHaveLength(1);
  const mail = await site.send("GET", href);
  expect(mail.body.toString()).toBe(html);
  expect(mail.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(mail.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  expect((await site.send("GET", `/demo/mail/${mailId}?to=01000000001`)).status).toBe(404);
});

it("the demo says whose e-mails there are, and none of a minor's", async () => {
  const demo = (await site.send("GET", "/demo")).body.toString();
  expect(demo.match(/\/demo\/inbox\?to=[^"]*%40[^"]*/g)).toEqual(["/demo/inbox?to=S-000001%40example.com"]);
});
