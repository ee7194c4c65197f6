import { z } from "zod";
import {
  recordReceipt,
  type Receipt,
  type ReceiptRefusal,
} from "#app/domain/outbox/record-receipt.server.ts";
import { twilioAction, twilioLoader } from "#app/http/twilio-webhook.server.ts";

/** `outbox` and `attempt` come from the address that the text was sent with, the rest from Twilio. */
const receiptSchema = z.object({
  outbox: z.string().regex(/^\d{1,18}$/),
  attempt: z.coerce.number().int().min(1).max(100_000),
  MessageSid: z.string().regex(/^[\w-]{1,64}$/),
  MessageStatus: z.string().regex(/^[a-z_-]{1,30}$/),
  ErrorCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .optional(),
});

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const states = new Map<string, Receipt["state"]>([
  ["accepted", "queued"],
  ["scheduled", "queued"],
  ["queued", "queued"],
  ["sending", "sending"],
  ["sent", "sent"],
  ["undelivered", "undelivered"],
  ["failed", "failed"],
  ["canceled", "failed"],
  ["delivered", "delivered"],
  ["read", "delivered"],
]);

export const loader = twilioLoader;

export const action = twilioAction(async ({ ctx, log, fields }) => {
  const receipt = receiptSchema.safeParse(fields);
  if (!receipt.success) return new Response(null, { status: 422 });

  const { outbox: outboxId, attempt, MessageSid: providerId, MessageStatus, ErrorCode } = receipt.data;
  const state = states.get(MessageStatus);
  if (!state) {
    log.info({ status: MessageStatus }, "a receipt of a kind not known here");
    return new Response(null, { status: 204 });
  }
  const errorCode = ErrorCode ? `twilio-${ErrorCode}` : undefined;
  const recorded = await recordReceipt(ctx, { outboxId, attempt, providerId, state, errorCode });
  if (!recorded.ok) log.warn({ outboxId, attempt }, refusalText[recorded.refusal]);
  return new Response(null, { status: recorded.ok ? 204 : 409 });
});

const refusalText: Record<ReceiptRefusal, string> = {
  "unknown-attempt": "a receipt for a call that was never made",
  "another-call": "a receipt for a text that the provider took a second time",
};
