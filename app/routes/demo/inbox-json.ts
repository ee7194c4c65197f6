import { demoLoader } from "#app/http/demo-route.server.ts";

export const loader = demoLoader(async ({ demo, request }) =>
  Response.json(await demo.listMessages(new URL(request.url).searchParams.get("to") ?? undefined)),
);
