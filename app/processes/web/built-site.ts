import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import express from "express";
import type { AppOptions } from "#app/http/create-app.server.ts";

/** The site as `npm run build` left it. */
export async function builtSite(): Promise<Pick<AppOptions, "build" | "assets">> {
  const build = (await import(pathToFileURL(path.resolve("build/server/index.js")).href)) as ServerBuild;
  return { build, assets: express.static("build/client", { index: false, redirect: false, maxAge: "1h" }) };
}
