import { createRequestHandler, type GetLoadContextFunction, type RequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";

/**
 * One Remix handler per part of the site, that is per first path segment. Remix 2 flattens and ranks all
 * routes on every request, so each route there is would slow down every other; a handler that knows only its
 * own part doesn't pay for the rest (docs/decisions/004-one-handler-per-part.md).
 */
export function createPartHandlers(
  build: ServerBuild,
  getLoadContext: GetLoadContextFunction,
): RequestHandler {
  const parts = new Map<string, string[]>();
  for (const [id, route] of Object.entries(build.routes)) {
    if (!route.parentId) continue;
    const segment = firstSegment(fullPath(build, id));
    parts.set(segment, [...(parts.get(segment) ?? []), id]);
  }

  // Each part knows the page for what isn't there: left without a match, the framework warns with the whole
  // path, token and all.
  const notFound = parts.get("*") ?? [];
  const handlers = new Map(
    [...parts].map(([segment, ids]) => [
      segment,
      createRequestHandler({
        build: restrict(build, [...ids, ...notFound]),
        getLoadContext,
        mode: "production",
      }),
    ]),
  );
  const whole = createRequestHandler({ build, getLoadContext, mode: "production" });
  return (request, response, next) =>
    (handlers.get(firstSegment(request.path)) ?? handlers.get("*") ?? whole)(request, response, next);
}

const firstSegment = (path: string) => path.split("/").find(Boolean) ?? "";

function fullPath(build: ServerBuild, id: string): string {
  const route = build.routes[id];
  if (!route) return "";
  return route.parentId ? `${fullPath(build, route.parentId)}/${route.path ?? ""}` : (route.path ?? "");
}

/** The build with those routes and their parents alone. */
function restrict(build: ServerBuild, ids: string[]): ServerBuild {
  const kept = new Set<string>();
  for (const id of ids)
    for (let at: string | undefined = id; at; at = build.routes[at]?.parentId) kept.add(at);
  const only = <Route>(routes: Record<string, Route>) =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => kept.has(id)));
  return {
    ...build,
    routes: only(build.routes),
    assets: { ...build.assets, routes: only(build.assets.routes) },
  };
}
