import { randomUUID, timingSafeEqual } from "node:crypto";
import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse";
import express, { type Request, type RequestHandler, type Router } from "express";
import { z } from "zod";
import {
  confirmationStateSchema,
  lineOwnerSchema,
  micropaymentsSchema,
  type ConfirmationState,
  type LineOwner,
  type Micropayments,
} from "#app/infra/carrier/carrier-api.server.ts";
import { html, sendCarrierAppPage } from "#app/processes/standins/carrier-app-page.ts";
import { parseMsisdn } from "#app/shared/phone.ts";
import { after, minutes } from "#app/shared/time.ts";

const instantSchema = z.iso.datetime({ offset: true });
const lineAskedSchema = z.object({ msisdn: z.string() });
const holderAskedSchema = z.object({ holderRef: z.string() });
const confirmationAskedSchema = holderAskedSchema.extend({
  purpose: z.literal("call-center"),
  reference: z.string().min(1),
});

/** As it travels; the client makes dates of the instants. */
const simHistorySchema = z.object({
  simChangedAt: instantSchema.nullable(),
  portedInAt: instantSchema.nullable(),
});
const authenticatorSchema = z.object({ since: instantSchema, boundInStore: z.boolean() });

const protectionSchema = z.object({
  state: z.enum(["on", "off", "paused"]),
  pausedUntil: instantSchema.nullable(),
});

const orderSchema = lineAskedSchema.extend({ idempotencyKey: z.string().min(1) });
const protectionOrderSchema = orderSchema
  .extend({ state: protectionSchema.shape.state, until: instantSchema.nullable() })
  .refine(({ state, until }) => (state === "paused") === (until !== null));
const micropaymentsOrderSchema = orderSchema.extend(micropaymentsSchema.partial().shape);

type Protection = z.infer<typeof protectionSchema>;
type SimHistory = z.infer<typeof simHistorySchema>;
type Authenticator = z.infer<typeof authenticatorSchema>;
type Confirmation = {
  id: string;
  holderRef: string;
  reference: string;
  state: ConfirmationState;
  askedAt: Date;
};

/**
 * What the stand-in does wrong on request: `slow` answers after `delayMs`, `error` with 500, `refuse` with 409, `silent` never, and `lost`
 * does what was asked and never says so. On one path alone where it is named; without a path on all, whatever was said of single ones before.
 */
const faultSchema = z.object({
  fault: z.enum(["none", "slow", "error", "refuse", "silent", "lost"]),
  delayMs: z.number().int().min(0).max(60_000).default(5_000),
  path: z.string().startsWith("/v1/").optional(),
});
type Fault = z.infer<typeof faultSchema>;

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

const sinceLongAgo: Authenticator = { since: "2024-01-01T00:00:00+09:00", boundInStore: false };

/**
 * Of the people to try, 박민준's is younger than the exposure of 3 September: enrolled by him or by a thief, nobody can tell, so it
 * may read and not change.
 */
const youngAuthenticators: readonly [holderRef: string, Authenticator][] = [
  ["H-000003", { since: "2025-09-08T10:30:00+09:00", boundInStore: false }],
];

/** Since that day every micropayment needs biometric authentication. */
const BIOMETRIC_SINCE = new Date("2025-09-12T00:00:00+09:00");

type Options = { apiKey: string; lines: Map<string, LineOwner>; now?: () => Date };

/**
 * Stands in for the carrier's HTTP API (docs/carrier-api.yaml) and, under /app, for what its app shows a holder. /control is the
 * stand-in's own, to change what it knows and to be at fault on request.
 */
export function carrierStandin({ apiKey, lines, now = () => new Date() }: Options): Router {
  let general: Fault = { fault: "none", delayMs: 0 };
  const faults = new Map<string, Fault>();
  const simHistories = new Map<string, SimHistory>();
  const authenticators = new Map(youngAuthenticators);
  const confirmations = new Map<string, Confirmation>();

  const protections = new Map<string, Protection>();
  const micropayments = new Map<string, Partial<Micropayments>>();
  /** Of each key: the order that came with it, and what it came to. */
  const orders = new Map<string, { order: string; answer: object }>();

  const knowsHolder = (asked: string) => {
    for (const { holderRef } of lines.values()) if (holderRef === asked) return true;
    return false;
  };
  const findAuthenticator = (holderRef: string) =>
    authenticators.get(holderRef) ?? (knowsHolder(holderRef) ? sinceLongAgo : undefined);
  const stateOf = ({ state, askedAt }: Confirmation): ConfirmationState =>
    state === "pending" && now() >= after(askedAt, minutes(2)) ? "expired" : state;

  function askHolder({ holderRef, reference }: z.infer<typeof confirmationAskedSchema>) {
    if (!knowsHolder(holderRef)) return undefined;
    const before = [...confirmations.values()].find((asked) => asked.reference === reference);
    const asked = before ?? { id: randomUUID(), holderRef, reference, state: "pending", askedAt: now() };
    confirmations.set(asked.id, asked);
    return { id: asked.id };
  }

  /** A pause ends by itself. */
  function findProtection(msisdn: string): Protection | undefined {
    if (!lines.has(msisdn)) return undefined;
    const set = protections.get(msisdn) ?? { state: "off", pausedUntil: null };
    const over = set.pausedUntil !== null && new Date(set.pausedUntil) <= now();
    return over ? { state: "on", pausedUntil: null } : set;
  }
  const findMicropayments = (msisdn: string): Micropayments | undefined =>
    lines.has(msisdn)
      ? {
          ...{ allowed: true, capKrw: 300_000, biometricOnly: now() >= BIOMETRIC_SINCE },
          ...micropayments.get(msisdn),
        }
      : undefined;

  /** Carries an order out, once a key; the same key with another order is refused. */
  const takesOrders = <Schema extends z.ZodType<{ idempotencyKey: string }>>(
    schema: Schema,
    carryOut: (order: z.infer<Schema>) => object | undefined,
  ): RequestHandler =>
    answers(schema, (order) => {
      const said = JSON.stringify(order);
      const before = orders.get(order.idempotencyKey);
      if (before) return before.order === said ? before.answer : REFUSED;
      const answer = carryOut(order);
      if (answer) orders.set(order.idempotencyKey, { order: said, answer });
      return answer;
    });

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
    else if (fault === "refuse") response.status(409).json({ error: "refused on request" });
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
    answers(lineAskedSchema, ({ msisdn }) => lines.get(msisdn)),
  );
  router.post(
    "/v1/lines/sim-history",
    answers(
      lineAskedSchema,
      ({ msisdn }) =>
        simHistories.get(msisdn) ??
        (lines.has(msisdn) ? { simChangedAt: null, portedInAt: null } : undefined),
    ),
  );
  router.post(
    "/v1/holders/authenticator",
    answers(holderAskedSchema, ({ holderRef }) => findAuthenticator(holderRef)),
  );
  router.post("/v1/confirmations", answers(confirmationAskedSchema, askHolder));
  router.post(
    "/v1/confirmations/state",
    answers(z.object({ id: z.string() }), ({ id }) => {
      const asked = confirmations.get(id);
      return asked && { state: stateOf(asked) };
    }),
  );

  router.post(
    "/v1/lines/protection",
    answers(lineAskedSchema, ({ msisdn }) => findProtection(msisdn)),
  );
  router.post(
    "/v1/lines/protection/set",
    takesOrders(protectionOrderSchema, ({ msisdn, state, until }) => {
      if (lines.has(msisdn)) protections.set(msisdn, { state, pausedUntil: until });
      return findProtection(msisdn);
    }),
  );
  router.post(
    "/v1/lines/micropayments",
    answers(lineAskedSchema, ({ msisdn }) => findMicropayments(msisdn)),
  );
  router.post(
    "/v1/lines/micropayments/set",
    takesOrders(micropaymentsOrderSchema, ({ msisdn, idempotencyKey: _, ...change }) => {
      if (lines.has(msisdn)) micropayments.set(msisdn, { ...micropayments.get(msisdn), ...change });
      return findMicropayments(msisdn);
    }),
  );

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
    "/control/confirmation",
    changes(z.object({ id: z.string(), state: confirmationStateSchema }), ({ id, state }) => {
      const asked = confirmations.get(id);
      if (asked) confirmations.set(id, { ...asked, state });
      return Boolean(asked);
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

  router.get("/app", (request, response) => {
    const { holder } = z.object({ holder: z.string().default("") }).parse(request.query);
    const waiting = [...confirmations.values()].filter(
      (asked) => asked.holderRef === holder && stateOf(asked) === "pending",
    );
    const body = waiting.map(questionForm).join("");
    sendCarrierAppPage(response, {
      title: waiting.length > 0 ? "확인 요청" : "확인할 요청이 없습니다",
      body: body || `<p>상담원이 확인을 요청하면 이 화면에 나타납니다. 요청은 2분 뒤에 사라집니다.</p>`,
    });
  });
  router.post("/app/confirmations", express.urlencoded({ extended: false }), (request, response) => {
    const answer = answerSchema.safeParse(request.body);
    const asked = answer.success && confirmations.get(answer.data.id);
    if (!answer.success || !asked || stateOf(asked) !== "pending") {
      const body = "<p>시간이 지났거나 이미 답하신 요청입니다.</p>";
      sendCarrierAppPage(response, { title: "이미 끝난 요청입니다", body }, 409);
      return;
    }
    confirmations.set(asked.id, { ...asked, state: answer.data.answer });
    sendCarrierAppPage(
      response,
      answer.data.answer === "confirmed"
        ? { title: "확인했습니다", body: "<p>상담원에게 본인 확인이 전달되었습니다.</p>" }
        : {
            title: "거절했습니다",
            body: "<p>상담원은 고객님의 정보를 볼 수 없습니다. 통화 중이 아니신데 이 요청을 받으셨다면 고객센터에 알려 주십시오.</p>",
          },
    );
  });
  return router;
}

const answerSchema = z.object({ id: z.string(), answer: z.enum(["confirmed", "denied"]) });

const questionForm = ({ id }: Confirmation) => `<form class="card" method="post" action="/app/confirmations">
<p><strong>지금 상담원과 통화 중이십니까?</strong></p>
<p>통화 중이시면 "예"를 누르십시오. 통화 중이 아니시면 "아니요"를 누르십시오. 다른 사람이 고객님인 척하고 있을 수 있습니다.</p>
<input type="hidden" name="id" value="${html(id)}">
<div class="pair"><button class="plain" name="answer" value="confirmed">예, 통화 중입니다</button><button class="plain" name="answer" value="denied">아니요</button></div>
</form>`;

const REFUSED = { error: "refused" };

/** 400 for a malformed question, 404 where there is no answer, 409 where it is a refusal. */
const answers =
  <Schema extends z.ZodType>(
    schema: Schema,
    find: (asked: z.infer<Schema>) => object | undefined,
  ): RequestHandler =>
  (request, response) => {
    const asked = schema.safeParse(request.body);
    const found = asked.success && find(asked.data);
    if (!asked.success) response.status(400).json({ error: "bad-request" });
    else if (found) response.status(found === REFUSED ? 409 : 200).json(found);
    else response.status(404).json({ error: "unknown" });
  };

/** 400 for a malformed change, 404 where there is nothing to change. */
const changes =
  <Schema extends z.ZodType>(schema: Schema, make: (change: z.infer<Schema>) => boolean): RequestHandler =>
  (request, response) => {
    const change = schema.safeParse(request.body);
    response.sendStatus(change.success ? (make(change.data) ? 204 : 404) : 400);
  };

function holdsKey(request: Request, apiKey: string) {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${apiKey}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
