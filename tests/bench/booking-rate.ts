import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { after, days, kstDay } from "#app/shared/time.ts";
import { firstMessage, startChild } from "#tests/bench/child.ts";
import { connectBench, createDatabase, keyFiles } from "#tests/bench/database.ts";
import type { Bench } from "#tests/bench/figure.ts";
import { aCrowd } from "#tests/factories/crowd.ts";
import { openSlotsOf } from "#tests/factories/open-slots.ts";
import { aStore } from "#tests/factories/store.ts";
import { signinEnv } from "#tests/setup/signin-env.ts";
import { sendRequest } from "#tests/setup/web-server.ts";

const INCIDENT = "femtocell-2025";
const PUBLIC_URL = "http://127.0.0.1:1";
const PEOPLE = 600;
const AT_ONCE = 32;

/**
 * Bookings a second through one production web process, each by the form of somebody else: all in one store,
 * where one waits for the other, and spread over a hundred. Each takes its card and slot, and writes its
 * audit and its letter; fsync is on.
 */
export async function measureBookings(bench: Bench): Promise<void> {
  const url = await createDatabase(bench, "bookings");
  await migrateDatabase(url);
  const { keysFile } = keyFiles(bench);
  const { ctx, close } = connectBench(url, keysFile);
  const web = startChild("build/processes/web.js", {
    folder: bench.folder,
    env: {
      ...signinEnv,
      PUBLIC_URL,
      PORT: "0",
      DATABASE_URL: url,
      KEYS_FILE: keysFile,
      CARRIER_API_URL: "http://127.0.0.1:1",
      CARRIER_API_KEY: "a-key",
    },
  });
  const { port } = z.object({ port: z.number() }).parse(await firstMessage(web));
  const created = await createIncident(ctx, await readFile(`docs/incidents/${INCIDENT}.yaml`, "utf8"));
  if (!created.ok) throw new Error(created.reasons.join("; "));

  const book = async (store: { id: number; slot: Date }, secret: string) => {
    const { status } = await sendRequest(`http://127.0.0.1:${port}/usim-swap/confirm`, "POST", PUBLIC_URL, {
      cookie: `session=${secret}`,
      form: {
        storeId: String(store.id),
        startsAt: store.slot.toISOString(),
        card: "usim",
        key: randomUUID(),
      },
    });
    if (status !== 303) throw new Error(`a booking was answered ${status}`);
  };
  const measured = new Map<number, number[]>([1, 100].map((stores) => [stores, []]));
  for (let round = 0; round <= bench.rounds; round += 1)
    for (const [stores, rates] of measured) {
      bench.say(`Booking in ${stores} stores…`);
      const open: { id: number; slot: Date }[] = [];
      for (let index = 0; index < stores; index += 1) {
        const { id } = await aStore(ctx, { id: INCIDENT }, { usim: PEOPLE, counters: PEOPLE });
        const day = kstDay(after(ctx.now(), days(1)));
        const [first] = await openSlotsOf(ctx, { storeId: id, day, slots: 1 });
        if (first) open.push({ id, slot: first.startsAt });
      }
      const waiting = (await aCrowd(ctx, INCIDENT, PEOPLE)).entries();
      const began = performance.now();
      const bookOnAndOn = async () => {
        for (const [index, secret] of waiting) {
          const store = open[index % open.length];
          if (store) await book(store, secret);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, bookOnAndOn));
      // The first round compiles what the others run.
      if (round > 0) rates.push(PEOPLE / ((performance.now() - began) / 1_000));
    }
  const { peakMb } = await web.stop();
  await close();
  for (const [stores, ours] of measured)
    bench.report({
      name: `bookings over HTTP, ${stores === 1 ? "one store" : `${stores} stores`}`,
      unit: "/s",
      ours,
      peer: null,
      aim: "≥ 50",
      peakMb,
    });
}
