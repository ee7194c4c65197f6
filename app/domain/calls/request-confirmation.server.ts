import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { questionsPerCall, questionsPerLineAndDay } from "#app/domain/calls/call.rules.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, hours } from "#app/shared/time.ts";

type QuestionRefusal = "no-line" | "no-app" | "denied" | "too-many-questions" | "carrier-silent";

/**
 * Has the carrier's app ask the line's holder, or a minor's guardian, whether they are on the phone with us. While a question waits there is
 * no second one; after a "no" there is none at all, and three in a call and six about a line in a day at the most, since somebody who is
 * asked often enough says yes. Refused for companies: whose yes would it be? Audited.
 */
export async function requestConfirmation(
  ctx: Ctx,
  { callId }: { callId: bigint },
): Promise<Result<void, QuestionRefusal>> {
  const call = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, callId));
  if (call.subscriberId === null) return refused("no-line");
  const subject = { type: "subscriber", id: String(call.subscriberId) };

  // The carrier is asked outside of a transaction. Two forms at once count the same questions, and so ask the same one.
  const questions = { action: "call.question", subjectType: subject.type, subjectId: subject.id };
  const asked = await ctx.db.auditEvent.count({
    where: { ...questions, detail: { path: ["callId"], equals: String(callId) } },
  });
  const lately = await ctx.db.auditEvent.count({
    where: { ...questions, at: { gt: before(ctx.now(), hours(24)) } },
  });
  const holderRef = await findHolderRef(ctx, call.subscriberId);
  if (!holderRef) return refused("no-app");
  const state =
    call.confirmationId && (await ctx.carrier.findConfirmation(call.confirmationId).catch(silent));
  if (state === "silent") return refused("carrier-silent");
  if (state === "pending" || state === "confirmed") return ok(undefined);
  if (state === "denied") return refused("denied");
  if (asked >= questionsPerCall || lately >= questionsPerLineAndDay) return refused("too-many-questions");
  const reference = `call-${callId}-${asked + 1}`;
  const question = await ctx.carrier.requestConfirmation({ holderRef, reference }).catch(silent);
  if (question === "silent") return refused("carrier-silent");

  await ctx.db.$transaction(async (tx) => {
    const { confirmationId } = await lockOwnCall(ctx, tx, callId);
    if (confirmationId === question.id) return;
    await tx.call.update({ where: { id: callId }, data: { confirmationId: question.id } });
    await recordAudit(ctx, tx, { action: "call.question", subject, detail: { callId: String(callId) } });
  });
  return ok(undefined);
}

const silent = () => "silent" as const;

async function findHolderRef(ctx: Ctx, subscriberId: bigint): Promise<string | null> {
  const line = await ctx.db.subscriber.findUniqueOrThrow({
    where: { id: subscriberId },
    include: { holder: true },
  });
  const { guardianMsisdn } = openPersonalData(ctx, line);
  if (!guardianMsisdn) return line.holder.holderType === "person" ? line.holder.holderRef : null;
  const guardian = await ctx.db.subscriber.findFirst({
    where: {
      incidentId: line.incidentId,
      msisdnIndex: ctx.vault.blindIndex("msisdn", guardianMsisdn),
      lineStatus: "active",
    },
    include: { holder: true },
  });
  return guardian?.holder.holderRef ?? null;
}
