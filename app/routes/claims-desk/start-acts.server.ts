import { agreeToOutcome } from "#app/domain/carrier-orders/agree-to-outcome.server.ts";
import { recordOutcome } from "#app/domain/carrier-orders/record-outcome.server.ts";
import { takeBackOutcome } from "#app/domain/carrier-orders/take-back-outcome.server.ts";
import { retryPayout } from "#app/domain/compensation/retry-payout.server.ts";
import { settleChangedPayment } from "#app/domain/compensation/settle-changed-payment.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { retryFeeWaiver } from "#app/domain/fee-waiver/retry-fee-waiver.server.ts";
import { formText } from "#app/http/form-text.ts";
import { OrderOutcome } from "#app/infra/db/generated/enums.ts";
import type { Result } from "#app/shared/result.ts";
import type { ClaimRefusal } from "#app/ui/claims-words.ts";

type Acted = Promise<Result<unknown, ClaimRefusal>>;

/** All that a reviewer can do on the desk's first page; what no form of it asks for isn't there. */
export function actAtDesk(ctx: Ctx, formData: FormData): Acted {
  const idOf = (name: string) => idIn(formData, name);
  if (formData.has("fee")) return retryFeeWaiver(ctx, { applicationId: idOf("fee") });
  if (formData.has("payout")) return retryPayout(ctx, { payoutId: idOf("payout") });
  switch (formText(formData, "act")) {
    case "found-done":
      return recordOutcome(ctx, { orderId: idOf("order"), outcome: "done" });
    case "found-not-done":
      return recordOutcome(ctx, { orderId: idOf("order"), outcome: "not_done" });
    case "agree": {
      const shown = Object.values(OrderOutcome).find((one) => one === formText(formData, "outcome"));
      if (!shown) throw new Response(null, { status: 404 });
      return agreeToOutcome(ctx, { orderId: idOf("order"), outcome: shown });
    }
    case "take-back":
      return takeBackOutcome(ctx, { orderId: idOf("order") });
    case "settle-changed":
      return settleChangedPayment(ctx, {
        itemId: idOf("item"),
        findingId: Number(idIn(formData, "finding", 9)),
      });
    default:
      throw new Response(null, { status: 404 });
  }
}

/** Only what was forged has no number there. */
function idIn(formData: FormData, name: string, digits = 18): bigint {
  const id = formText(formData, name);
  if (!/^\d+$/.test(id) || id.length > digits) throw new Response(null, { status: 404 });
  return BigInt(id);
}
