import { createReadStream } from "node:fs";
import { timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse";
import express, { type Request, type Response, type Router } from "express";
import { z } from "zod";
import { lineOwnerSchema, type LineOwner } from "#app/infra/carrier/carrier-api.server.ts";
import { parseMsisdn } from "#app/shared/phone.ts";

const ownerRequestSchema = z.object({ msisdn: z.string() });
const lineChangeSchema = lineOwnerSchema.extend({ msisdn: z.string() });

/** What the stand-in does wrong on request: `slow` answers after `delayMs`, `error` with 500, `silent` never. */
const faultSchema = z.object({
  fault: z.enum(["none", "slow", "error", "silent"]),
  delayMs: z.number().int().min(0).max(60_000).default(5_000),
});

const rowSchema = z.object({
  msisdn: z.string(),
  holder_ref: z.string(),
  line_status: lineOwnerSchema.shape.status,
});

/** The lines of a subscribers file (contract.md), as the carrier's own system knows them; a number that is in use again is its new holder's. */
export async function readLines(path: string): Promise<Map<string, LineOwner>> {
  const lines = new Map<string, LineOwner>();
  const rows = createReadStream(path).pipe(parse({ columns: true, bom: true, skip_empty_lines: true }));
  for await (const row of rows) {
    const { msisdn, holder_ref, line_status } = rowSchema.parse(row);
    const number = parseMsisdn(msisdn) ?? msisdn;
    if (lines.get(number)?.status !== "active")
      lines.set(number, { status: line_status, holderRef: holder_ref });
  }
  return lines;
}

/** Stands in for the carrier's HTTP API (docs/carrier-api.yaml); /control is its own, to change an owner and to be at fault on request. */
export function carrierStandin({ apiKey, lines }: { apiKey: string; lines: Map<string, LineOwner> }): Router {
  let fault: z.infer<typeof faultSchema> = { fault: "none", delayMs: 0 };
  const router = express.Router();
  router.use(["/v1", "/control"], express.json(), (request, response, next) => {
    if (holdsKey(request, apiKey)) next();
    else response.status(401).json({ error: "unauthorized" });
  });

  router.post("/v1/lines/owner", (request, response) => {
    void answerOwner(request, response);
  });

  async function answerOwner(request: Request, response: Response) {
    if (fault.fault === "silent") return;
    if (fault.fault === "slow") await sleep(fault.delayMs);
    if (fault.fault === "error") {
      response.status(500).json({ error: "fault on request" });
      return;
    }
    const asked = ownerRequestSchema.safeParse(request.body);
    const line = asked.success && lines.get(asked.data.msisdn);
    if (!asked.success) response.status(400).json({ error: "bad-request" });
    else if (!line) response.status(404).json({ error: "unknown-line" });
    else response.json(line);
  }

  router.post("/control/line", (request, response) => {
    const change = lineChangeSchema.safeParse(request.body);
    if (change.success) {
      const { msisdn, ...owner } = change.data;
      lines.set(msisdn, owner);
    }
    response.sendStatus(change.success ? 204 : 400);
  });
  router.post("/control/fault", (request, response) => {
    const change = faultSchema.safeParse(request.body);
    if (change.success) fault = change.data;
    response.sendStatus(change.success ? 204 : 400);
  });
  return router;
}

function holdsKey(request: Request, apiKey: string) {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${apiKey}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
