import express, { type Router } from "express";
import { z } from "zod";
import {
  micropaymentsSchema,
  remoteCardSchema,
  type Micropayments,
} from "#app/infra/carrier/carrier-api.server.ts";
import {
  answers,
  instantSchema,
  lineAskedSchema,
  ordersOnce,
  refusals,
} from "#app/processes/standins/carrier-answers.ts";

const protectionSchema = z.object({
  state: z.enum(["on", "off", "paused"]),
  pausedUntil: instantSchema.nullable(),
});
type Protection = z.infer<typeof protectionSchema>;

const orderSchema = lineAskedSchema.extend({ idempotencyKey: z.string().min(1) });
const protectionOrderSchema = orderSchema
  .extend({ state: protectionSchema.shape.state, until: instantSchema.nullable() })
  .refine(({ state, until }) => (state === "paused") === (until !== null));
const micropaymentsOrderSchema = orderSchema.extend(micropaymentsSchema.partial().shape);
const cardOrderSchema = orderSchema.extend({ iccid: z.string().regex(/^89\d{17,18}$/) });
const remoteCardOrderSchema = orderSchema.extend({ way: remoteCardSchema.shape.way });

/** Since that day every micropayment needs biometric authentication. */
const BIOMETRIC_SINCE = new Date("2025-09-12T00:00:00+09:00");

/** Every card of Korea passes for one of the carrier's. */
const OWN_CARDS = "8982";

type Options = {
  knowsLine: (msisdn: string) => boolean;
  /** Notes a change of the line's SIM, and gives its history. */
  changeSim: (msisdn: string) => object;
  now: () => Date;
};

/** What the API changes for a line, each order once, and what it has then. */
export function carrierOrders({ knowsLine, changeSim, now }: Options): Router {
  const protections = new Map<string, Protection>();
  const micropayments = new Map<string, Partial<Micropayments>>();
  const cardsInUse = new Set<string>();
  const takesOrders = ordersOnce();

  /** A pause ends by itself. */
  function findProtection(msisdn: string): Protection | undefined {
    if (!knowsLine(msisdn)) return undefined;
    const set = protections.get(msisdn) ?? { state: "off", pausedUntil: null };
    const over = set.pausedUntil !== null && new Date(set.pausedUntil) <= now();
    return over ? { state: "on", pausedUntil: null } : set;
  }
  const findMicropayments = (msisdn: string): Micropayments | undefined =>
    knowsLine(msisdn)
      ? {
          allowed: true,
          capKrw: 300_000,
          biometricOnly: now() >= BIOMETRIC_SINCE,
          ...micropayments.get(msisdn),
        }
      : undefined;

  function activate(msisdn: string, iccid: string) {
    if (!knowsLine(msisdn)) return undefined;
    if (!iccid.startsWith(OWN_CARDS) || cardsInUse.has(iccid)) return refusals.refused;
    cardsInUse.add(iccid);
    return changeSim(msisdn);
  }

  const router = express.Router();
  router.post(
    "/v1/lines/protection",
    answers(lineAskedSchema, ({ msisdn }) => findProtection(msisdn)),
  );
  router.post(
    "/v1/lines/protection/set",
    takesOrders(protectionOrderSchema, ({ msisdn, state, until }) => {
      if (knowsLine(msisdn)) protections.set(msisdn, { state, pausedUntil: until });
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
      if (knowsLine(msisdn)) micropayments.set(msisdn, { ...micropayments.get(msisdn), ...change });
      return findMicropayments(msisdn);
    }),
  );
  router.post(
    "/v1/lines/card/activate",
    takesOrders(cardOrderSchema, ({ msisdn, iccid }) => activate(msisdn, iccid)),
  );
  router.post(
    "/v1/lines/card/send",
    takesOrders(remoteCardOrderSchema, ({ msisdn, way }) =>
      knowsLine(msisdn) ? { way, sentAt: now().toISOString() } : undefined,
    ),
  );
  return router;
}
