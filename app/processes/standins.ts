import type { AddressInfo } from "node:net";
import express from "express";
import { z } from "zod";
import { readEnv } from "#app/infra/env.server.ts";
import { readClock } from "#app/processes/clock.ts";
import { carrierStandin, readLines } from "#app/processes/standins/carrier.ts";
import { inboxStandin } from "#app/processes/standins/inbox.ts";

// Other people's systems, for the demo and for development: the carrier's API and an inbox in place of the SMS provider. On loopback, and
// ended with the process that started it.
const env = readEnv(
  z.object({
    STANDIN_LINES_FILE: z.string().min(1),
    CARRIER_API_KEY: z.string().min(1),
    INBOX_FILE: z.string().min(1),
    CLOCK_FILE: z.string().min(1).optional(),
  }),
);

const lines = await readLines(env.STANDIN_LINES_FILE);
const app = express();
app.disable("x-powered-by");
app.use(carrierStandin({ apiKey: env.CARRIER_API_KEY, lines }));
app.use(inboxStandin({ file: env.INBOX_FILE, now: readClock(env.CLOCK_FILE) }));

const server = app.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  if (process.send) process.send({ ready: true, url });
  else process.stdout.write(`ready ${url}\n`);
});

const end = () => {
  server.close();
  server.closeAllConnections();
  if (process.connected) process.disconnect();
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
process.once("disconnect", end);
