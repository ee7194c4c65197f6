import type { AuditHead } from "#app/domain/audit/audit-chain.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";

/** Whether the chain still has the row whose head went out, as it was then. */
export async function holdsHead({ pool }: Pick<Ctx, "pool">, { number, mac }: AuditHead): Promise<boolean> {
  const { rowCount } = await pool.query("select from audit_chain where number = $1 and mac = $2", [
    number,
    Buffer.from(mac, "hex"),
  ]);
  return rowCount === 1;
}
