import type { ServerBuild } from "@remix-run/node";
import type { AppOptions } from "#app/http/create-app.server.ts";

/** The site as it is being edited: Vite compiles what a request needs and drops what changed. */
export async function editedSite(): Promise<Pick<AppOptions, "build" | "assets">> {
  const vite = await import("vite");
  const server = await vite.createServer({ server: { middlewareMode: true } });
  return {
    build: async () => (await server.ssrLoadModule("virtual:remix/server-build")) as ServerBuild,
    assets: server.middlewares,
  };
}
