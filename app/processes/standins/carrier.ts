import { timingSafeEqual } from "node:crypto";
import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse";
import express, { type Request, type Router } from "express";
import { z } from "zod";
import { lineOwnerSchema } from "#app/infra/carrier/carrier-api.server.ts";
import {
  answers,
  changes,
  instantSchema,
  lineAskedSchema,
  refusals,
} from "#app/processes/standins/carrier-answers.ts";
import { carrierConfirmations } from "#app/processes/standins/carrier-confirmations.ts";
import { carrierMoney, type StandinLine } from "#app/processes/standins/carrier-money.ts";
import { carrierOrders } from "#app/processes/standins/carrier-orders.ts";
import { parseMsisdn } from "#app/shared/phone.ts";

const holderAskedSchema = z.object({ holderRef: z.string() });
const simHistorySchema = z.object({
  simChangedAt: instantSchema.nullable(),
  portedInAt: instantSchema.nullable(),
});
const authenticatorSchema = z.object({ since: instantSchema, boundInStore: z.boolean() });
const documentCheckSchema = z.object({
  holderRef: z.string(),
  storeRef: z.string(),
  genuine: z.boolean(),
  at: instantSchema,
});

type SimHistory = z.infer<typeof simHistorySchema>;
type Authenticator = z.infer<typeof authenticatorSchema>;
type DocumentCheck = z.infer<typeof documentCheckSchema>;

/**
 * What the stand-in does wrong on request: `slow` answers after `delayMs`, `error` with 500, `refuse` with
 * 409, `silent` never, and `lost` does what was asked and never says so. On one path alone where it is named;
 * without a path on all, whatever was said of single ones before.
 */
const faultSchema = z.object({
  fault: z.enum(["none", "slow", "error", "refuse", "silent", "lost"]),
  delayMs: z.number().int().min(0).max(60_000).default(5_000),
  path: z.string().startsWith("/v1/").optional(),
});
type Fault = z.infer<typeof faultSchema>;

const rowSchema = z.object({
  msisdn: z.string(),
  subscriber_ref: z.string().optional(),
  holder_ref: z.string(),
  name: z.string().optional(),
  line_status: lineOwnerSchema.shape.status,
});

/**
 * The lines of a subscribers file (contract.md), as the carrier's own system knows them; a number that is in
 * use again is its new holder's. Who signs in needs the holders alone: without references and names a line is
 * one that no money goes to.
 */
export async function readLines(path: string): Promise<Map<string, StandinLine>> {
  const lines = new Map<string, StandinLine>();
  const rows = createReadStream(path).pipe(parse({ columns: true, bom: true, skip_empty_lines: true }));
  for await (const row of rows) {
    const { msisdn, subscriber_ref, holder_ref, name, line_status } = rowSchema.parse(row);
    const number = parseMsisdn(msisdn) ?? msisdn;
    if (lines.get(number)?.status !== "active")
      lines.set(number, {
        status: line_status,
        holderRef: holder_ref,
        ...(name !== undefined && { name }),
        ...(subscriber_ref !== undefined && { subscriberRef: subscriber_ref }),
      });
  }
  return lines;
}

const sinceLongAgo: Authenticator = { since: "2024-01-01T00:00:00+09:00", boundInStore: false };

/**
 * Of the people to try, 박민준's is younger than the exposure of 3 September: enrolled by him or by a thief,
 * nobody can tell, so it may read and not change.
 */
const youngAuthenticators: readonly [holderRef: string, Authenticator][] = [
  ["H-000003", { since: "2025-09-08T10:30:00+09:00", boundInStore: false }],
];

type Options = { apiKey: string; lines: Map<string, StandinLine>; now?: () => Date };

/**
 * Stands in for the carrier's HTTP API (docs/carrier-api.yaml) and, under /app, for what its app shows a
 * holder. /control is the stand-in's own, to change what it knows and to be at fault on request.
 */
export function carrierStandin({ apiKey, lines, now = () => new Date() }: Options): Router {
  let general: Fault = { fault: "none", delayMs: 0 };
  const faults = new Map<string, Fault>();
  const simHistories = new Map<string, SimHistory>();
  const authenticators = new Map(youngAuthenticators);
  const documentChecks = new Map<string, DocumentCheck>();

  const knowsHolder = (asked: string) => {
    for (const { holderRef } of lines.values()) if (holderRef === asked) return true;
    return false;
  };
  function findOwner(msisdn: string) {
    const line = lines.get(msisdn);
    return line && { status: line.status, holderRef: line.holderRef };
  }
  const findAuthenticator = (holderRef: string) =>
    authenticators.get(holderRef) ?? (knowsHolder(holderRef) ? sinceLongAgo : undefined);
  const findSimHistory = (msisdn: string) =>
    simHistories.get(msisdn) ?? (lines.has(msisdn) ? { simChangedAt: null, portedInAt: null } : undefined);
  function changeSim(msisdn: string) {
    const changed = { portedInAt: null, ...simHistories.get(msisdn), simChangedAt: now().toISOString() };
    simHistories.set(msisdn, changed);
    return changed;
  }

  const router = express.Router();
  router.use(["/v1", "/control"], express.json(), (request, response, next) => {
    if (holdsKey(request, apiKey)) next();
    else response.status(401).json({ error: "unauthorized" });
  });
  router.use("/v1", (request, response, next) => {
    const { fault, delayMs } = faults.get(request.baseUrl + request.path) ?? general;
    if (fault === "none") next();
    else if (fault === "slow") void sleep(delayMs).then(() => next());
    else if (fault === "error") response.status(500).json({ error: "fault on request" });
    else if (fault === "refuse") response.status(409).json(refusals.refused);
    else if (fault === "lost") {
      response.json = () => {
        request.socket.destroy();
        return response;
      };
      next();
    }
  });

  router.post(
    "/v1/lines/owner",
    answers(lineAskedSchema, ({ msisdn }) => findOwner(msisdn)),
  );
  router.post(
    "/v1/lines/sim-history",
    answers(lineAskedSchema, ({ msisdn }) => findSimHistory(msisdn)),
  );
  router.post(
    "/v1/holders/authenticator",
    answers(holderAskedSchema, ({ holderRef }) => findAuthenticator(holderRef)),
  );
  router.post(
    "/v1/document-checks",
    answers(z.object({ ref: z.string().min(1) }), ({ ref }) => documentChecks.get(ref)),
  );
  router.use(carrierConfirmations({ knowsHolder, now }));
  router.use(carrierOrders({ knowsLine: (msisdn) => lines.has(msisdn), changeSim, now }));
  router.use(carrierMoney({ lines, now }));

  router.post(
    "/control/line",
    changes(lineOwnerSchema.extend({ msisdn: z.string() }), ({ msisdn, ...owner }) => {
      lines.set(msisdn, owner);
      return true;
    }),
  );
  router.post(
    "/control/sim-history",
    changes(simHistorySchema.extend({ msisdn: z.string() }), ({ msisdn, ...history }) => {
      simHistories.set(msisdn, history);
      return true;
    }),
  );
  router.post(
    "/control/authenticator",
    changes(authenticatorSchema.extend({ holderRef: z.string() }), ({ holderRef, ...authenticator }) => {
      authenticators.set(holderRef, authenticator);
      return true;
    }),
  );
  router.post(
    "/control/document-check",
    changes(documentCheckSchema.extend({ ref: z.string().min(1) }), ({ ref, ...check }) => {
      documentChecks.set(ref, check);
      return true;
    }),
  );
  router.post(
    "/control/fault",
    changes(faultSchema, (fault) => {
      if (fault.path) faults.set(fault.path, fault);
      else {
        general = fault;
        faults.clear();
      }
      return true;
    }),
  );
  return router;
}

function holdsKey(request: Request, apiKey: string) {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${apiKey}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
