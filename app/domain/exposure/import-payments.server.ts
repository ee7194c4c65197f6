import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { unknownCell, unknownSubscriber } from "#app/domain/exposure/draft-checks.ts";
import { openDraft, type Draft } from "#app/domain/exposure/open-draft.server.ts";
import { amountKrw, freeText, oneOf, pastInstant, ref } from "#app/domain/imports/cells.ts";
import { importFile, type ImportOptions, type ImportResult } from "#app/domain/imports/import-file.server.ts";
import { GOOD, repeats, type ImportKind } from "#app/domain/imports/import-kind.ts";

/**
 * Fills a draft with unauthorized payments. A payment belongs to one line for the whole incident: a row that
 * says otherwise is rejected.
 */
export const importPayments = (ctx: Ctx, findingKey: string, options: ImportOptions): Promise<ImportResult> =>
  importFile(ctx, options, (client) =>
    openDraft(ctx, client, findingKey, (draft) => paymentsKind(draft, ctx.now())),
  );

const paymentsKind = (draft: Draft, now: Date) => {
  const row = z.object({
    payment_id: ref,
    subscriber_ref: ref,
    at: pastInstant(now),
    merchant: freeText,
    pg: freeText,
    item: freeText,
    amount_krw: amountKrw,
    auth_method: oneOf("ARS", "SMS", "PASS"),
    cell_id: ref.optional(),
    status: oneOf("confirmed", "suspected", "cleared"),
  });
  const values = "at, merchant, pg, item, amount_krw, auth_method, cell_id, status";
  return {
    name: "payments",
    row,
    prose: ["merchant", "pg", "item"],
    staging: {
      payment_id: "text",
      subscriber_ref: "text",
      at: "timestamptz(3)",
      merchant: "text",
      pg: "text",
      item: "text",
      amount_krw: "int",
      auth_method: '"AuthMethod"',
      cell_id: "text",
      status: '"PaymentStatus"',
    },
    stage: (payment) => [
      payment.payment_id,
      payment.subscriber_ref,
      payment.at.toISOString(),
      payment.merchant,
      payment.pg,
      payment.item,
      payment.amount_krw,
      payment.auth_method,
      payment.cell_id ?? null,
      payment.status,
    ],
    checks: [
      unknownSubscriber(draft),
      unknownCell(draft),
      {
        column: "payment_id",
        lines: `select line from staged ${draft.joinSubscriber} where ${GOOD} and exists (
          select from payments where payments.payment_id = staged.payment_id and subscriber_id <> subscriber.id
            and finding_id = any(array(select id from findings where incident_id = ${draft.incident})))`,
        reason: "is a payment of another subscriber",
      },
      repeats("payment_id", "the payment_id", ["payment_id"]),
    ],
    warnings: [],
    prepare: [],
    write: [
      `insert into payments (subscriber_id, finding_id, payment_id, ${values})
       select subscriber.id, ${draft.findingId}, payment_id, staged.at, merchant, pg, item, amount_krw, auth_method,
         cell.cell_id, status
       from staged ${draft.joinSubscriber} left join ${draft.cell} on eci = staged.cell_id
       where ${GOOD} and line between $1 and $2
       on conflict (subscriber_id, finding_id, payment_id) do update set (${values}) = row(
         excluded.at, excluded.merchant, excluded.pg, excluded.item, excluded.amount_krw, excluded.auth_method,
         excluded.cell_id, excluded.status)
       where payments is distinct from excluded`,
    ],
  } satisfies ImportKind<typeof row>;
};
