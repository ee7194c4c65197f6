import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { carrierApi, type CarrierReads, type LineOwner } from "#app/infra/carrier/carrier-api.server.ts";
import { carrierWrites, type CarrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import { carrierStandin } from "#app/processes/standins/carrier.ts";

export type TestCarrier = {
  access: { url: string; apiKey: string };
  reads: CarrierReads;
  writes: CarrierWrites;
  /** Who holds each number. */
  lines: Map<string, LineOwner>;
  /** Orders as they came in, refused and lost ones too. */
  heard: { path: string; body: Record<string, unknown> }[];
  /** What it does wrong from now on: see the stand-in. */
  fault: (fault: string, path?: string) => Promise<void>;
  /** Changes what it knows: one of its /control paths. */
  tell: (path: string, body: object) => Promise<void>;
  /** What it paid back, in order. */
  refunds: () => Promise<PaidBack[]>;
  close: () => void;
};

export type PaidBack = {
  subscriberRef: string;
  accountRef: string;
  totalKrw: number;
  to: { way: string; number?: string };
  items: { reference: string; how: string; amountKrw: number }[];
};

/** The demo's stand-in for the carrier on a port of its own; it counts what is ordered of it. */
export async function startCarrier(now: () => Date): Promise<TestCarrier> {
  const apiKey = "a-key";
  const lines = new Map<string, LineOwner>();
  const heard: TestCarrier["heard"] = [];
  const app = express();
  app.use(express.json(), (request, _response, next) => {
    const body = request.body as Record<string, unknown>;
    if ("idempotencyKey" in body) heard.push({ path: request.path, body });
    next();
  });
  const server = createServer(app.use(carrierStandin({ apiKey, lines, now })));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const access = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey };
  const headers = { "content-type": "application/json", authorization: `Bearer ${apiKey}` };
  async function tell(path: string, body: object) {
    const response = await fetch(`${access.url}/control/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    if (response.status !== 204) throw new Error(`the stand-in answered ${response.status}`);
  }
  return {
    access,
    reads: carrierApi(access),
    writes: carrierWrites(access),
    lines,
    heard,
    tell,
    fault: (fault, path) => tell("fault", { fault, path, delayMs: 200 }),
    refunds: async () =>
      (await (await fetch(`${access.url}/control/refunds`, { headers })).json()) as PaidBack[],
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
