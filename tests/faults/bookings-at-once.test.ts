import { fork, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { after, days, kstDay } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCrowd } from "#tests/factories/crowd.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { openSlotsOf } from "#tests/factories/open-slots.ts";
import { aStore } from "#tests/factories/store.ts";
import { stockOf } from "#tests/factories/swap.ts";
import { signinEnv } from "#tests/setup/signin-env.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { sendRequest } from "#tests/setup/web-server.ts";

const PEOPLE = 1_000;
const CARDS = 50;
const PUBLIC_URL = "http://127.0.0.1:1";

let t: TestContext;
let databaseUrl: string;
const started: ChildProcess[] = [];
beforeAll(async () => {
  ({ url: databaseUrl } = await createTestDatabase());
  t = testContext({ databaseUrl, now: new Date() });
  await anIncident(t.ctx);
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await t.close();
});

/** The web process as `npm start` runs it; gives its port. */
async function startWebProcess(): Promise<number> {
  const child = fork("build/processes/web.js", {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: "0",
      PUBLIC_URL,
      ...signinEnv,
      DATABASE_URL: databaseUrl,
      KEYS_FILE: t.keysFile,
      CARRIER_API_URL: "http://127.0.0.1:1",
      CARRIER_API_KEY: "a-key",
    },
  });
  started.push(child);
  const [{ port }] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error("the web process ended"))),
  ])) as [{ port: number }];
  return port;
}

it(
  "a thousand people at once for fifty cards, through two web processes: fifty are booked, the rest are told what else there is",
  { timeout: 300_000 },
  async () => {
    const store = await aStore(t.ctx, { id: "small-incident" }, { usim: CARDS, counters: 20 });
    const elsewhere = await aStore(t.ctx, { id: "small-incident" });
    const ports = [await startWebProcess(), await startWebProcess()];
    const secrets = await aCrowd(t.ctx, "small-incident", PEOPLE);
    const day = kstDay(after(t.ctx.now(), days(1)));
    const open = await openSlotsOf(t.ctx, { storeId: store.id, day, slots: 1 });
    // Half of them want the very same time, which has room for twenty.
    const wantedBy = (index: number) =>
      open[index % 2 === 0 ? 0 : index % open.length]?.startsAt ?? new Date(0);

    const answers = await Promise.all(
      secrets.map((secret, index) =>
        sendRequest(`http://127.0.0.1:${ports[index % 2]}/usim-swap/confirm`, "POST", PUBLIC_URL, {
          cookie: `session=${secret}`,
          form: {
            storeId: String(store.id),
            startsAt: wantedBy(index).toISOString(),
            card: "usim",
            key: randomUUID(),
          },
        }),
      ),
    );

    const of = (status: number) => answers.filter((answer) => answer.status === status);
    expect([of(303).length, of(409).length]).toEqual([CARDS, PEOPLE - CARDS]);
    for (const { headers } of of(303)) expect(headers.location).toBe("/usim-swap/visit");
    // Each refusal leads on: to other times of the store, its waiting list, or the store that still has cards.
    for (const { body } of of(409))
      expect(body.toString()).toMatch(new RegExp(`startsAt|/usim-swap/wait|${elsewhere.storeRef}`));

    expect(await stockOf(t.ctx, store)).toEqual({ initial: CARDS, remaining: 0, reserved: CARDS, used: 0 });
    expect(await t.ctx.db.swapBooking.count({ where: { visit: { storeId: store.id } } })).toBe(CARDS);
    expect(await t.ctx.db.notice.count({ where: { kind: "visit_booked" } })).toBe(CARDS);
    expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  },
);
