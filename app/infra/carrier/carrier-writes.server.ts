import { z } from "zod";
import {
  carrierCaller,
  CarrierError,
  micropaymentsSchema,
  protectionSchema,
  remoteCardSchema,
  simHistorySchema,
  wonSchema,
  type CarrierAccess,
  type Micropayments,
  type Protection,
  type RemoteCard,
  type SimHistory,
} from "#app/infra/carrier/carrier-api.server.ts";
import type { FeePart } from "#app/shared/fee-parts.ts";

/** The same at every attempt: the carrier carries an order out once, however often it hears of it. */
type Keyed = { idempotencyKey: string };
type Order = Keyed & { msisdn: string };

export const refundAnswerSchema = z.object({
  items: z.array(
    z.object({
      reference: z.string(),
      how: z.enum(["credited", "waived", "transferred"]),
      amountKrw: wonSchema,
    }),
  ),
});
/**
 * How each item was paid back: credited on the bill, waived since it was never billed, or transferred to the
 * account.
 */
export type RefundAnswer = z.infer<typeof refundAnswerSchema>;

/** Money back. An ended line has no number any more: it goes by the carrier's own references. */
export type Refund = Keyed & {
  subscriberRef: string;
  accountRef: string;
  totalKrw: number;
  to: { way: "bill" } | { way: "account"; bank: string; number: string; holderName: string };
  items: { reference: string; paymentId: string | null; at: Date; amountKrw: number }[];
};

export const feeWaivedSchema = z.object({ waivedKrw: wonSchema, paidBackKrw: wonSchema });
export type FeeWaived = z.infer<typeof feeWaivedSchema>;
export type FeeWaiver = Keyed & {
  subscriberRef: string;
  parts: { part: FeePart; waiveKrw: number; payBackKrw: number }[];
};

export const offerTakenSchema = z.object({ offer: z.string(), takenAt: z.iso.datetime({ offset: true }) });

/**
 * What changes something at the carrier. Handed to the worker alone, which follows the orders in the
 * database: whoever else could call these would change a line without a trace. Each gives what is so after
 * it, and throws a CarrierError for whatever else the carrier answers.
 */
export type CarrierWrites = {
  /** `until` is a pause's end, and null for anything else. */
  setProtection(order: Order & { state: Protection["state"]; until: Date | null }): Promise<Protection>;
  /** What is left out stays as it is. */
  setMicropayments(order: Order & Partial<Micropayments>): Promise<Micropayments>;
  /** Protection stays as it is. */
  activateCard(order: Order & { iccid: string }): Promise<SimHistory>;
  sendRemoteCard(order: Order & Pick<RemoteCard, "way">): Promise<RemoteCard>;
  refund(order: Refund): Promise<RefundAnswer>;
  waiveFee(order: FeeWaiver): Promise<FeeWaived>;
  takeOffer(
    order: Keyed & { subscriberRef: string; offer: string },
  ): Promise<z.infer<typeof offerTakenSchema>>;
};

export function carrierWrites(access: CarrierAccess): CarrierWrites {
  const ask = carrierCaller(access);
  async function set<Schema extends z.ZodType>(path: string, order: Keyed, schema: Schema) {
    const answer = await ask(path, order, schema);
    if (answer === null) throw new CarrierError(path, 404);
    return answer;
  }
  return {
    setProtection: (order) => set("/v1/lines/protection/set", order, protectionSchema),
    setMicropayments: (order) => set("/v1/lines/micropayments/set", order, micropaymentsSchema),
    activateCard: (order) => set("/v1/lines/card/activate", order, simHistorySchema),
    sendRemoteCard: (order) => set("/v1/lines/card/send", order, remoteCardSchema),
    refund: (order) => set("/v1/lines/refund", order, refundAnswerSchema),
    waiveFee: (order) => set("/v1/lines/fee/waive", order, feeWaivedSchema),
    takeOffer: (order) => set("/v1/lines/offer", order, offerTakenSchema),
  };
}
