import { createHash } from "node:crypto";
import express, { type Router } from "express";
import { z } from "zod";
import { wonSchema as won, type LineOwner } from "#app/infra/carrier/carrier-api.server.ts";
import {
  answers,
  changes,
  instantSchema,
  ordersOnce,
  refusals,
} from "#app/processes/standins/carrier-answers.ts";
import { feeParts } from "#app/shared/fee-parts.ts";
import { kstDay } from "#app/shared/time.ts";

/** A line as the stand-in's subscribers file has it, beside who holds it. */
export type StandinLine = LineOwner & { name?: string; subscriberRef?: string };

const accountSchema = z.object({ bank: z.string(), number: z.string() });
const refundSchema = z
  .object({
    subscriberRef: z.string(),
    accountRef: z.string(),
    idempotencyKey: z.string().min(1),
    totalKrw: won.min(1),
    to: z.discriminatedUnion("way", [
      z.object({ way: z.literal("bill") }),
      accountSchema.extend({ way: z.literal("account"), holderName: z.string() }),
    ]),
    items: z.array(
      z.object({
        reference: z.string().min(1),
        paymentId: z.string().nullable(),
        at: instantSchema,
        amountKrw: won.min(1),
      }),
    ),
  })
  .refine(({ items, totalKrw }) => items.reduce((sum, { amountKrw }) => sum + amountKrw, 0) === totalKrw);
type RefundAsked = z.infer<typeof refundSchema>;
const partSchema = z.enum(feeParts);
const waiveSchema = z.object({
  subscriberRef: z.string(),
  idempotencyKey: z.string().min(1),
  parts: z.array(z.object({ part: partSchema, waiveKrw: won, payBackKrw: won })),
});
const offerSchema = z.object({
  subscriberRef: z.string(),
  offer: z.string().min(1),
  idempotencyKey: z.string().min(1),
});
const quoteSchema = z.object({
  terminatedAt: instantSchema.nullable(),
  parts: z.array(z.object({ part: partSchema, amountKrw: won, paidKrw: won })),
});
type Quote = z.infer<typeof quoteSchema>;

/**
 * Of the people to try, who leaves the carrier, and when: on a day in between, in the last minute that
 * counts, and in the first that doesn't. Their numbers stay theirs here, so that they can go on being told by
 * text.
 */
const leavers: Record<string, string> = {
  "S-000002": "2025-11-20T10:00:00+09:00",
  "S-000009": "2026-01-13T23:59:30+09:00",
  "S-000010": "2026-01-14T00:00:30+09:00",
};
/** When the lines ended that the file says have. */
const ENDED_AT = "2025-09-05T10:00:00+09:00";

/** Every reference of a line begins so. */
const knowsRef = (subscriberRef: string) => subscriberRef.startsWith("S");

type Options = { lines: ReadonlyMap<string, StandinLine>; now: () => Date };

/**
 * What the API says and does about money. A bank account is the one's whose mobile number's last eight digits
 * it ends with; any other doesn't exist, until /control/account says whose it is. What was paid in the
 * running month isn't billed yet, and is waived. An item is paid back once, whatever the key;
 * /control/refunds is the ledger.
 */
export function carrierMoney({ lines, now }: Options): Router {
  /** By bank and number; null: closed. */
  const accounts = new Map<string, string | null>();
  const unbilled = new Set<string>();
  const quotes = new Map<string, Quote>();
  const ledger: (Omit<RefundAsked, "items" | "idempotencyKey"> & { items: object[]; at: string })[] = [];
  const paidBack = new Set<string>();
  const takesOrders = ordersOnce();

  function findHolder({ bank, number }: z.infer<typeof accountSchema>) {
    const told = accounts.get(`${bank} ${number}`);
    const name = told === undefined ? lines.get(`010${number.slice(-8)}`)?.name : told;
    return name ? { name } : undefined;
  }

  function refund({ idempotencyKey: _, ...asked }: RefundAsked) {
    const { subscriberRef, to, items } = asked;
    if (!knowsRef(subscriberRef)) return undefined;
    const isNew = items.every(({ reference }) => !paidBack.has(reference));
    if (!isNew) return refusals.paidBefore;
    if (to.way === "account" && !findHolder(to)) return refusals.bankRefuses;
    const month = monthOf(now());
    const done = items.map(({ reference, paymentId, at, amountKrw }) => {
      const isUnbilled = monthOf(new Date(at)) === month || (paymentId !== null && unbilled.has(paymentId));
      const paid = to.way === "bill" ? "credited" : "transferred";
      return { reference, how: isUnbilled ? "waived" : paid, amountKrw };
    });
    for (const { reference } of items) paidBack.add(reference);
    ledger.push({ ...asked, items: done, at: now().toISOString() });
    return { items: done };
  }

  const endedRefs = new Set(
    [...lines.values()].flatMap(({ status, subscriberRef }) =>
      status === "active" || !subscriberRef ? [] : [subscriberRef],
    ),
  );
  function terminationOf(subscriberRef: string): string | null {
    const leaves = leavers[subscriberRef];
    if (leaves && new Date(leaves) <= now()) return leaves;
    return endedRefs.has(subscriberRef) ? ENDED_AT : null;
  }

  const router = express.Router();
  router.post("/v1/accounts/holder", answers(accountSchema, findHolder));
  router.post("/v1/lines/refund", takesOrders(refundSchema, refund));
  router.post(
    "/v1/lines/fee/quote",
    answers(z.object({ subscriberRef: z.string() }), ({ subscriberRef }) =>
      knowsRef(subscriberRef)
        ? (quotes.get(subscriberRef) ?? inventQuote(subscriberRef, terminationOf(subscriberRef)))
        : undefined,
    ),
  );
  router.post(
    "/v1/lines/fee/waive",
    takesOrders(waiveSchema, ({ subscriberRef, parts }) =>
      knowsRef(subscriberRef)
        ? {
            waivedKrw: parts.reduce((sum, { waiveKrw }) => sum + waiveKrw, 0),
            paidBackKrw: parts.reduce((sum, { payBackKrw }) => sum + payBackKrw, 0),
          }
        : undefined,
    ),
  );
  router.post(
    "/v1/lines/offer",
    takesOrders(offerSchema, ({ subscriberRef, offer }) =>
      knowsRef(subscriberRef) ? { offer, takenAt: now().toISOString() } : undefined,
    ),
  );

  router.get("/control/refunds", (_request, response) => void response.json(ledger));
  router.post(
    "/control/account",
    changes(accountSchema.extend({ name: z.string().nullable() }), ({ bank, number, name }) => {
      accounts.set(`${bank} ${number}`, name);
      return true;
    }),
  );
  router.post(
    "/control/unbilled",
    changes(z.object({ paymentIds: z.array(z.string()) }), ({ paymentIds }) => {
      for (const id of paymentIds) unbilled.add(id);
      return true;
    }),
  );
  router.post(
    "/control/fee",
    changes(quoteSchema.extend({ subscriberRef: z.string() }), ({ subscriberRef, ...quote }) => {
      quotes.set(subscriberRef, quote);
      return true;
    }),
  );
  return router;
}

const monthOf = (instant: Date) => kstDay(instant).slice(0, 7);

/** The same for a reference each time. A third of those who left have paid already. */
function inventQuote(subscriberRef: string, terminatedAt: string | null): Quote {
  const bytes = createHash("sha256").update(subscriberRef).digest();
  const between = (index: number, low: number, high: number) =>
    low + (bytes.readUInt16BE(index * 2) % ((high - low) / 1_000 + 1)) * 1_000;
  const isPaid = terminatedAt !== null && bytes.readUInt16BE(20) % 3 === 0;
  const part = (name: z.infer<typeof partSchema>, amountKrw: number) => ({
    part: name,
    amountKrw,
    paidKrw: isPaid ? amountKrw : 0,
  });
  return {
    terminatedAt,
    parts: [
      part("subsidy_clawback", between(0, 120_000, 300_000)),
      part("discount_refund", between(1, 40_000, 150_000)),
      part("handset_instalments", between(2, 200_000, 700_000)),
      ...(bytes.readUInt16BE(22) % 4 === 0 ? [part("bundle", between(3, 20_000, 60_000))] : []),
    ],
  };
}
