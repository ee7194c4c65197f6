import type { Ctx } from "#app/domain/context.server.ts";
import {
  addressWindow,
  dayWindow,
  wrongAnswersPerAddressAndHour,
  wrongAnswersPerDay,
  wrongAnswersPerLink,
} from "#app/domain/verification/verification.rules.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { after, before } from "#app/shared/time.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type TooMany = Result<never, "too-many"> & { retryAt: Date };

/**
 * Counts an answer as wrong before it is looked at, and hands back how to take that back should it prove
 * right; so answers sent at once can't slip past the limits. Refuses, the same for every token, once the
 * limits of its hash or of the address are reached.
 */
export async function countWrongAnswer(
  ctx: Ctx,
  tokenHash: Uint8Array,
  addressIndex: Uint8Array,
): Promise<Result<{ takeBack: () => Promise<void> }, never> | TooMany> {
  const now = ctx.now();
  return inTransaction(ctx.pool, async (client) => {
    // Always the address first: two requests can't wait for each other crosswise.
    for (const name of [addressIndex, tokenHash])
      await client.query("select pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 1))", [name]);

    const counted = await client.query<{ life: number; fifth: Date | null; hundredth: Date | null }>(
      `select
         (select count(*)::int from verification_failures where token_hash = $1) as life,
         (select at from verification_failures where token_hash = $1 and at > $3
            order by at desc offset $5 limit 1) as fifth,
         (select at from verification_failures where address_index = $2 and at > $4
            order by at desc offset $6 limit 1) as hundredth`,
      [
        tokenHash,
        addressIndex,
        before(now, dayWindow),
        before(now, addressWindow),
        wrongAnswersPerDay - 1,
        wrongAnswersPerAddressAndHour - 1,
      ],
    );
    const { life = 0, fifth = null, hundredth = null } = counted.rows[0] ?? {};
    const retryAt = [
      ...(fifth ? [after(fifth, dayWindow)] : []),
      ...(hundredth ? [after(hundredth, addressWindow)] : []),
      ...(life >= wrongAnswersPerLink ? [after(now, dayWindow)] : []),
    ].sort((a, b) => b.getTime() - a.getTime())[0];
    if (retryAt) return { ...refused("too-many"), retryAt };

    const inserted = await client.query<{ id: string }>(
      "insert into verification_failures (token_hash, address_index, at) values ($1, $2, $3) returning id",
      [tokenHash, addressIndex, now],
    );
    const id = inserted.rows[0]?.id;
    return ok({
      takeBack: async () => {
        await ctx.pool.query("delete from verification_failures where id = $1", [id]);
      },
    });
  });
}
