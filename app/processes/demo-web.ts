import { z } from "zod";
import { readEnv, webEnvSchema } from "#app/infra/env.server.ts";
import { demoControls } from "#app/processes/demo/demo-controls.ts";
import { editedSite } from "#app/processes/demo/edited-site.ts";
import { builtSite } from "#app/processes/web/built-site.ts";
import { startWeb } from "#app/processes/web/start-web.ts";

// The site with the /demo pages, started by `npm run demo` and `npm run dev` alone.
const env = readEnv(webEnvSchema.extend({ CLOCK_FILE: z.string().min(1), INBOX_URL: z.url() }));
const site = process.argv.includes("--dev") ? await editedSite() : await builtSite();
await startWeb(env, site, (ctx) =>
  demoControls(ctx, { clockFile: env.CLOCK_FILE, inboxUrl: env.INBOX_URL, publicUrl: env.PUBLIC_URL }),
);
