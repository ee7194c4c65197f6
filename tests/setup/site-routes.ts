import { siteMap } from "#app/routes.ts";
import { builtSite } from "#app/processes/web/built-site.ts";

/** Who may come, as the map of the site groups its pages. */
export type SiteGroup = keyof typeof siteMap;

export type SiteRoute = { id: string; path: string; loads: boolean; acts: boolean; group: SiteGroup };

const groups = new Map(
  Object.entries(siteMap).flatMap(([group, routes]) =>
    routes.map(({ file }) => [file.replace(/[.]tsx?$/, ""), group as SiteGroup]),
  ),
);

function groupOf(id: string): SiteGroup {
  const group = groups.get(id);
  if (!group) throw new Error(`${id} is in no group of the map`);
  return group;
}

/** What parameters stand for: nothing that there is. */
const parameters: Record<string, string> = {
  ":token": "an-unknown-token",
  ":case": "R-0000-0000",
  ":id": "0",
  ":number": "B-0000-0000",
  ":key": "no-such-offer",
  "*": "nowhere",
};

/** Every page and form of the built site, parameters filled in. */
export async function listRoutes(): Promise<SiteRoute[]> {
  const { build } = await builtSite();
  if (typeof build === "function") throw new Error("the site is not built");
  return Object.values(build.routes).flatMap((route) =>
    route.parentId
      ? [
          {
            id: route.id.replace(/^routes\//, ""),
            path: `/${(route.path ?? "").replace(/:\w+|[*]/g, (name) => parameters[name] ?? name)}`,
            group: groupOf(route.id),
            loads: route.module.loader !== undefined,
            acts: route.module.action !== undefined,
          },
        ]
      : [],
  );
}
