import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import type { AppOptions } from "#app/http/create-app.server.ts";

/** The site as `npm run build` left it. */
export async function builtSite(): Promise<Pick<AppOptions, "build" | "assets">> {
  const build = (await import(pathToFileURL(path.resolve("build/server/index.js")).href)) as ServerBuild;
  const files = express.static("build/client", { index: false, redirect: false, maxAge: "1h" });
  return {
    build,
    // The disk isn't asked about paths that are no file's: nearly every request is for a page.
    assets: (request, response, next) => {
      if (/^\/(?:assets\/|favicon\.svg$|console\.js$)/.test(request.path)) files(request, response, next);
      else next();
    },
  };
}
