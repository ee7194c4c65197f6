import type { RequestHandler } from "express";
import { z } from "zod";

/** As it travels; the client makes dates of the instants. */
export const instantSchema = z.iso.datetime({ offset: true });
export const lineAskedSchema = z.object({ msisdn: z.string() });

/** Why one is refused, in the words of docs/carrier-api.yaml. */
export const refusals = {
  refused: { error: "refused" },
  bankRefuses: { error: "bank-refuses" },
  paidBefore: { error: "paid-before" },
  keyUsed: { error: "key-used" },
};
const isRefusal = (answer: object) => Object.values<object>(refusals).includes(answer);

/** 400 for a malformed question, 404 where there is no answer, 409 where it is a refusal. */
export const answers =
  <Schema extends z.ZodType>(
    schema: Schema,
    find: (asked: z.infer<Schema>) => object | undefined,
  ): RequestHandler =>
  (request, response) => {
    const asked = schema.safeParse(request.body);
    const found = asked.success && find(asked.data);
    if (!asked.success) response.status(400).json({ error: "bad-request" });
    else if (found) response.status(isRefusal(found) ? 409 : 200).json(found);
    else response.status(404).json({ error: "unknown" });
  };

/** 400 for a malformed change, 404 where there is nothing to change. */
export const changes =
  <Schema extends z.ZodType>(schema: Schema, make: (change: z.infer<Schema>) => boolean): RequestHandler =>
  (request, response) => {
    const change = schema.safeParse(request.body);
    response.sendStatus(change.success ? (make(change.data) ? 204 : 404) : 400);
  };

/**
 * Carries orders out, each once a key; the same key with another order is refused. What is refused or unknown
 * leaves its key free.
 */
export function ordersOnce() {
  /** Of each key: the order that came with it, and what it came to. */
  const orders = new Map<string, { order: string; answer: object }>();
  return <Schema extends z.ZodType<{ idempotencyKey: string }>>(
    schema: Schema,
    carryOut: (order: z.infer<Schema>) => object | undefined,
  ): RequestHandler =>
    answers(schema, (order) => {
      const said = JSON.stringify(order);
      const before = orders.get(order.idempotencyKey);
      if (before) return before.order === said ? before.answer : refusals.keyUsed;
      const answer = carryOut(order);
      if (answer && !isRefusal(answer)) orders.set(order.idempotencyKey, { order: said, answer });
      return answer;
    });
}
