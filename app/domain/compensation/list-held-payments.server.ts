import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { AuthMethod, PaymentStatus } from "#app/infra/db/generated/enums.ts";

/** A payment of a line, as the newest finding that names it holds it. */
export type HeldPayment = {
  findingId: number;
  paymentId: string;
  at: Date;
  merchant: string;
  /** The payment gateway, which is what the phone bill names. */
  pg: string;
  item: string;
  amountKrw: number;
  authMethod: AuthMethod;
  status: PaymentStatus;
  /** Whether the finding names an illegal cell that served the line at that moment; else nobody knows. */
  rogueCell: boolean;
  /** Of that cell. */
  eci: string | null;
};

/** The payments in force of a line: of each the row of the newest finding that was published by then; oldest first. */
export const listHeldPayments = (
  db: Database | Transaction,
  { subscriberId, at }: { subscriberId: bigint; at: Date },
): Promise<HeldPayment[]> =>
  db.$queryRaw<HeldPayment[]>`
    select "findingId", "paymentId", at, merchant, pg, item, "amountKrw", "authMethod", status, eci,
      eci is not null as "rogueCell"
    from (
      select distinct on (payment_id) finding_id as "findingId", payment_id as "paymentId", at, merchant, pg, item,
        amount_krw as "amountKrw", auth_method::text as "authMethod", payments.status::text as status, rogue_cells.eci
      from payments join findings on findings.id = finding_id left join rogue_cells on rogue_cells.id = cell_id
      where subscriber_id = ${subscriberId} and findings.status = 'published' and announced_at <= ${at}
      order by payment_id, announced_at desc) as held
    order by at, "paymentId"`;
