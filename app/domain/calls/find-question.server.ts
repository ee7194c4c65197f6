import { z } from "zod";
import type { Transaction } from "#app/infra/db/database.server.ts";

const detailSchema = z.object({ reference: z.string() });

/**
 * The last question that this call had the carrier's app ask: when, and under which reference. The audit is
 * where it is kept.
 */
export async function findQuestion(
  tx: Transaction,
  { callId, subscriberId }: { callId: bigint; subscriberId: bigint },
): Promise<{ at: Date; reference: string } | null> {
  const event = await tx.auditEvent.findFirst({
    where: {
      subjectType: "subscriber",
      subjectId: String(subscriberId),
      action: "call.question",
      detail: { path: ["callId"], equals: String(callId) },
    },
    orderBy: { id: "desc" },
  });
  return event && { at: event.at, ...detailSchema.parse(event.detail) };
}
