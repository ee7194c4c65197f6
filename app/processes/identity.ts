import { z } from "zod";
import { readEnv } from "#app/infra/env.server.ts";
import { readLines } from "#app/processes/standins/carrier.ts";
import { startIdentityStandin } from "#app/processes/standins/identity.ts";

// The identity provider of the demo and of development, on another host name than the site. On loopback, and
// ended with the process that started it.
const env = readEnv(
  z.object({
    STANDIN_LINES_FILE: z.string().min(1),
    PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
    OIDC_SUBSCRIBER_CLIENT_ID: z.string().min(1),
    OIDC_SUBSCRIBER_CLIENT_SECRET: z.string().min(1),
    OIDC_STAFF_CLIENT_ID: z.string().min(1),
    OIDC_STAFF_CLIENT_SECRET: z.string().min(1),
  }),
);

const identity = await startIdentityStandin({
  publicUrl: env.PUBLIC_URL,
  lines: await readLines(env.STANDIN_LINES_FILE),
  subscribers: {
    clientId: env.OIDC_SUBSCRIBER_CLIENT_ID,
    clientSecret: env.OIDC_SUBSCRIBER_CLIENT_SECRET,
  },
  staff: { clientId: env.OIDC_STAFF_CLIENT_ID, clientSecret: env.OIDC_STAFF_CLIENT_SECRET },
});
if (process.send) process.send({ ready: true, url: identity.issuer });
else process.stdout.write(`ready ${identity.issuer}\n`);

const end = () => {
  identity.close();
  if (process.connected) process.disconnect();
};
process.once("SIGTERM", end);
process.once("SIGINT", end);
process.once("disconnect", end);
