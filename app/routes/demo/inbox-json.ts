import { demoLoader } from "#app/http/demo-route.server.ts";

export const loader = demoLoader(async ({ demo, request }) => {
  const messages = await demo.listMessages(new URL(request.url).searchParams.get("to") ?? undefined);
  return Response.json(
    messages.map(({ id, channel, to, body, links, at }) => ({ id, channel, to, body, links, at })),
  );
});
