import { NotFound } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/** A case of a list's row, held against others to the end of the transaction. Throws NotFound. */
export async function lockCase(tx: Transaction, caseNumber: string) {
  await tx.$queryRaw`select 1 from claims_list_cases where case_number = ${caseNumber} for update`;
  const found = await tx.claimsListCase.findUnique({ where: { caseNumber }, include: { row: true } });
  if (!found) throw new NotFound("no such case");
  return found;
}
