import { builtSite } from "#app/processes/web/built-site.ts";

export type SiteRoute = { id: string; path: string; loads: boolean; acts: boolean };

/** Every page and form of the built site, parameters filled in. */
export async function listRoutes(): Promise<SiteRoute[]> {
  const { build } = await builtSite();
  if (typeof build === "function") throw new Error("the site is not built");
  return Object.values(build.routes).flatMap((route) =>
    route.parentId
      ? [
          {
            id: route.id.replace(/^routes\//, ""),
            path: `/${(route.path ?? "").replace(":token", "an-unknown-token").replace("*", "nowhere")}`,
            loads: route.module.loader !== undefined,
            acts: route.module.action !== undefined,
          },
        ]
      : [],
  );
}
