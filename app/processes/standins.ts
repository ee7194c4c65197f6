import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import express from "express";
import { z } from "zod";
import { readEnv } from "#app/infra/env.server.ts";
import { readClock } from "#app/processes/clock.ts";
import { carrierStandin, readLines } from "#app/processes/standins/carrier.ts";
import { inboxStandin, openInbox } from "#app/processes/standins/inbox.ts";
import { mailStandin } from "#app/processes/standins/mail.ts";

// Other people's systems, for the demo and for development: the carrier's API, app and mail server, and an
// inbox in place of the SMS provider. On loopback, and ended with the process that started it.
const env = readEnv(
  z.object({
    STANDIN_LINES_FILE: z.string().min(1),
    CARRIER_API_KEY: z.string().min(1),
    INBOX_FILE: z.string().min(1),
    CLOCK_FILE: z.string().min(1).optional(),
  }),
);

const lines = await readLines(env.STANDIN_LINES_FILE);
const now = readClock(env.CLOCK_FILE);
const inbox = openInbox({ file: env.INBOX_FILE, now });
const app = express();
app.disable("x-powered-by");
app.use(carrierStandin({ apiKey: env.CARRIER_API_KEY, lines, now }));
app.use(inboxStandin(inbox));

const server = app.listen(0, "127.0.0.1");
const mail = mailStandin(inbox);
mail.listen(0, "127.0.0.1");
await Promise.all([once(server, "listening"), once(mail.server, "listening")]);
const at = (listening: Server) => `127.0.0.1:${(listening.address() as AddressInfo).port}`;
const ready = { ready: true, url: `http://${at(server)}`, smtpUrl: `smtp://${at(mail.server)}` };
if (process.send) process.send(ready);
else process.stdout.write(`ready ${ready.url} ${ready.smtpUrl}\n`);

const end = () => {
  server.close();
  server.closeAllConnections();
  mail.close();
  if (process.connected) process.disconnect();
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
process.once("disconnect", end);
