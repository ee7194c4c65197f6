import { readEnv, webEnvSchema } from "#app/infra/env.server.ts";
import { builtSite } from "#app/processes/web/built-site.ts";
import { startWeb } from "#app/processes/web/start-web.ts";

// `npm start`: the site, and nothing of the demo.
await startWeb(readEnv(webEnvSchema), await builtSite());
