import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { inboxTransport } from "#app/infra/sms/inbox-transport.server.ts";
import type { Transport } from "#app/infra/transport.ts";
import { inboxStandin, openInbox, type InboxMessage } from "#app/processes/standins/inbox.ts";

/**
 * What the provider does to a call: an HTTP status instead of taking it, or a connection that breaks before
 * or after the message is taken.
 */
export type InboxFault = number | "broken-before" | "broken-after";

export type TestInbox = {
  url: string;
  transport: Transport;
  /** For the calls to come, one each, in order. */
  faults: InboxFault[];
  listDown: boolean;
  calls: number;
  /** Seen once a message is taken, before the reply leaves. */
  onTaken: (taken: number) => void;
  messages: () => Promise<InboxMessage[]>;
  close: () => Promise<void>;
};

/** The real inbox of the demo behind a real port, with a provider's bad days on request. */
export async function startInbox(now: () => Date): Promise<TestInbox> {
  const file = join(mkdtempSync(join(tmpdir(), "ansim-inbox-")), "inbox.ndjson");
  let taken = 0;
  const app = express();
  app.post("/inbox/messages", (request, response, next) => {
    inbox.calls += 1;
    const fault = inbox.faults.shift();
    if (fault === "broken-before") return request.socket.destroy();
    if (typeof fault === "number") return response.sendStatus(fault);
    const reply = response.json.bind(response);
    response.json = (body) => {
      taken += 1;
      inbox.onTaken(taken);
      if (fault !== "broken-after") return reply(body);
      request.socket.destroy();
      return response;
    };
    next();
  });
  app.get("/inbox/messages", (_, response, next) => {
    if (inbox.listDown) response.sendStatus(503);
    else next();
  });
  app.use(inboxStandin(openInbox({ file, now })));

  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inbox: TestInbox = {
    url,
    transport: inboxTransport({ url, timeoutMs: 2_000 }),
    faults: [],
    listDown: false,
    calls: 0,
    onTaken: () => undefined,
    messages: async () => {
      const response = await fetch(`${url}/inbox/messages?limit=1000`);
      return (await response.json()) as InboxMessage[];
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return inbox;
}
