import type { z } from "zod";
import {
  carrierCaller,
  CarrierError,
  micropaymentsSchema,
  protectionSchema,
  remoteCardSchema,
  simHistorySchema,
  type CarrierAccess,
  type Micropayments,
  type Protection,
  type RemoteCard,
  type SimHistory,
} from "#app/infra/carrier/carrier-api.server.ts";

type Order = {
  msisdn: string;
  /** The same at every attempt: the carrier carries an order out once, however often it hears of it. */
  idempotencyKey: string;
};

/**
 * What changes something at the carrier. Handed to the worker alone, which follows the orders in the database: whoever else could call these
 * would change a line without a trace. Each gives what is so after it, and throws a CarrierError for whatever else the carrier answers.
 */
export type CarrierWrites = {
  /** `until` is a pause's end, and null for anything else. */
  setProtection(order: Order & { state: Protection["state"]; until: Date | null }): Promise<Protection>;
  /** What is left out stays as it is. */
  setMicropayments(order: Order & Partial<Micropayments>): Promise<Micropayments>;
  /** Protection stays as it is. */
  activateCard(order: Order & { iccid: string }): Promise<SimHistory>;
  sendRemoteCard(order: Order & Pick<RemoteCard, "way">): Promise<RemoteCard>;
};

export function carrierWrites(access: CarrierAccess): CarrierWrites {
  const ask = carrierCaller(access);
  async function set<Schema extends z.ZodType>(path: string, order: Order, schema: Schema) {
    const answer = await ask(path, order, schema);
    if (answer === null) throw new CarrierError(path, 404);
    return answer;
  }
  return {
    setProtection: (order) => set("/v1/lines/protection/set", order, protectionSchema),
    setMicropayments: (order) => set("/v1/lines/micropayments/set", order, micropaymentsSchema),
    activateCard: (order) => set("/v1/lines/card/activate", order, simHistorySchema),
    sendRemoteCard: (order) => set("/v1/lines/card/send", order, remoteCardSchema),
  };
}
