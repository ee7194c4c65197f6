import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aVisit, slotAt } from "#tests/factories/swap.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { listRoutes, type SiteGroup, type SiteRoute } from "#tests/setup/site-routes.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

/**
 * Whom each group of the map is for. What no row names is refused: a group that isn't here fails the types, a
 * page in none can't be built.
 */
const mayCome: Record<SiteGroup, readonly Visitor[] | "anyone" | "nobody"> = {
  anyone: "anyone",
  L1: ["L1", "L2"],
  L2: ["L2"],
  // No session has it but for the one page that it was raised for.
  L3: [],
  agent: ["agent"],
  agentOrAuditor: ["agent", "auditor"],
  store: ["store"],
  reviewerOrAuditor: ["reviewer", "auditor"],
  operator: ["operator"],
  auditor: ["auditor"],
  signed: "nobody",
  demo: "nobody",
};

const staffRoles: readonly StaffRole[] = ["agent", "store", "reviewer", "operator", "auditor"];
type Visitor = "nobody" | "L1" | "L2" | StaffRole | "disabled operator" | "agent with L2";

let t: TestContext;
let site: TestSite;
let routes: SiteRoute[];
const cookies = {} as Record<Visitor, string>;

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  const line = await aSubscriber(t.ctx);
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line }] });
  // Of the store staff.
  await aStore(t.ctx, incident, { storeRef: "ST-0001" });
  const session = { subscriberId: line.id, linkId: null };
  cookies.nobody = "";
  cookies.L1 = `session=${await startSession(t.ctx, t.ctx.db, { ...session, level: "L1" })}`;
  const atL2 = {
    ...session,
    level: "L2" as const,
    holderId: line.holderId,
    authenticatorSince: null,
    authenticatorInStore: false,
    raisedFor: null,
    raisedUntil: null,
  };
  cookies.L2 = `session=${await startSession(t.ctx, t.ctx.db, atL2)}`;
  for (const role of staffRoles)
    cookies[role] = await aStaffSession(t.ctx, await aStaffMember(t.ctx, { roles: [role] }));
  const disabled = await aStaffMember(t.ctx, { roles: ["operator", "agent", "auditor"] });
  cookies["disabled operator"] = await aStaffSession(t.ctx, disabled);
  await t.ctx.db.staffMember.update({ where: { id: disabled.id }, data: { disabledAt: t.ctx.now() } });
  cookies["agent with L2"] = `${cookies.agent}; ${cookies.L2}`;
  site = await startSite(t, { twilioAuthToken: "an-auth-token" });
  routes = await listRoutes();
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const isAllowed = (group: SiteGroup, visitor: Visitor) => {
  const allowed = mayCome[group];
  if (typeof allowed === "string") return allowed === "anyone";
  const also: Visitor[] = visitor === "agent with L2" ? ["agent", "L2"] : [];
  return [visitor, ...also].some((one) => allowed.includes(one));
};

const isRefusal = ({ status, location }: { status: number; location: string }) =>
  status === 403 || (status === 303 && /^\/(verify|signin\/(carrier|staff|refused))(\?|$)/.test(location));

describe.each([
  "nobody",
  "L1",
  "L2",
  ...staffRoles,
  "disabled operator",
  "agent with L2",
] as const satisfies readonly Visitor[])("%s", (visitor) => {
  it("reads the pages of the map that are for them, and no other", async () => {
    for (const { id, path, loads, group } of routes.filter((route) => route.loads)) {
      expect(loads).toBe(true);
      if (group === "anyone" || group === "demo" || group === "signed") continue;
      const { status, headers, body } = await site.send("GET", path, { cookie: cookies[visitor] });
      const refused = isRefusal({ status, location: String(headers.location) });
      expect([id, refused], `${status} ${String(headers.location)}`).toEqual([
        id,
        !isAllowed(group, visitor),
      ]);
      if (refused) expect(body.toString(), id).not.toMatch(/IMSI|010\d{8}|Staff \d/);
      // The same by the way that data is asked for alone.
      const data = await site.send("GET", `${path}.data`, { cookie: cookies[visitor] });
      if (refused) expect(data.body.toString(), id).not.toMatch(/IMSI|010\d{8}|Staff \d/);
    }
  });

  it("sends the forms of the map that are for them, and no other", async () => {
    for (const { id, path, group } of routes.filter((route) => route.acts)) {
      if (group === "anyone" || group === "demo" || group === "signed") continue;
      const { status, headers } = await site.send("POST", path, { cookie: cookies[visitor], form: {} });
      const refused = isRefusal({ status, location: String(headers.location) });
      expect([id, refused], `${status} ${String(headers.location)}`).toEqual([
        id,
        !isAllowed(group, visitor),
      ]);
      expect(status, id).toBeLessThan(500);
    }
  });
});

it("a console's one script is known to its policy, anew each time; elsewhere there is none", async () => {
  const nonces = new Set<string>();
  for (let time = 0; time < 2; time += 1) {
    const { headers, body } = await site.send("GET", "/operator/staff", { cookie: cookies.operator });
    const [, nonce = ""] =
      /script-src 'nonce-([^']+)'/.exec(String(headers["content-security-policy"])) ?? [];
    expect(body.toString().match(/<script/g)).toHaveLength(1);
    expect(body.toString()).toContain(`<script src="/console.js" nonce="${nonce}" defer="">`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(2);
  const { headers } = await site.send("GET", "/result", { cookie: cookies["agent with L2"] });
  expect(headers["content-security-policy"]).not.toContain("script-src");
  expect((await site.send("GET", "/console.js")).status).toBe(200);
});

it("writes down what a use case refused, and what isn't there", async () => {
  const refused = async () =>
    (await t.ctx.db.auditEvent.findMany({ where: { action: "access.refused" }, orderBy: { id: "desc" } }))[0];
  const unknown = await site.send("GET", "/call-center/reports/R-7K2Q-9M4X", { cookie: cookies.agent });
  expect(unknown.status).toBe(404);
  expect(await refused()).toMatchObject({
    actorRole: "agent",
    subjectId: "/call-center/reports/R-7K2Q-9M4X",
    detail: { method: "GET" },
  });
  const forbidden = await site.send("POST", "/call-center/reports/R-7K2Q-9M4X", {
    cookie: cookies.auditor,
    form: { act: "take" },
  });
  expect([403, 404]).toContain(forbidden.status);
  expect(await refused()).toMatchObject({ actorRole: "auditor", detail: { method: "POST" } });
});

it("another store's visit is forbidden to a member of a store, and written down", async () => {
  const other = await aStore(t.ctx, { id: "small-incident" });
  const line = await aSubscriber(t.ctx);
  const { code } = await aVisit(t.ctx, line, other, { startsAt: slotAt("2025-09-19 10:00") });
  for (const method of ["GET", "POST"] as const) {
    const reply = await site.send(method, `/store/visits/${code}`, {
      cookie: cookies.store,
      ...(method === "POST" && { form: { act: "check-in" } }),
    });
    expect(reply.status, method).toBe(403);
    const written = await t.ctx.db.auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(written).toMatchObject({
      action: "access.refused",
      actorRole: "store",
      subjectId: `/store/visits/${code}`,
      detail: { method },
    });
  }
});

it("writes down whom a console turned away, and from where", async () => {
  await site.send("GET", "/operator/staff", { cookie: cookies.store });
  const entry = await t.ctx.db.auditEvent.findFirstOrThrow({
    where: { action: "access.refused", actorRole: "store" },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({ actorType: "staff", subjectId: "/operator/staff", address: "127.0.0.1" });
});
