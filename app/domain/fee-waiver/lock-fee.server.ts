import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * One after the other for a line, until the transaction ends: what is registered, decided, and given up by an
 * offer.
 */
export const lockFee = (tx: Transaction, subscriberId: bigint) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`fee:${subscriberId}`}, 0))`;
