import { randomUUID } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  answerLifetime,
  questionLifetime,
  questionsPerCall,
  questionsPerLineAndDay,
} from "#app/domain/calls/call.rules.ts";
import { findQuestion } from "#app/domain/calls/find-question.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { recordDenial } from "#app/domain/calls/record-denial.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Call } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, hours } from "#app/shared/time.ts";

type QuestionRefusal = "no-line" | "no-app" | "denied" | "too-many-questions" | "carrier-silent";

/**
 * Has the carrier's app ask the line's holder, or a minor's guardian, whether they are on the phone with us.
 * While a question waits there is no second one; a "no" is the end of asking about the line for a day,
 * whoever asks, and it is three in a call and six about a line in a day at the most, since somebody who is
 * asked often enough says yes. Refused for companies: whose yes would it be? Audited, as is a "no" that
 * nobody has read yet.
 */
export async function requestConfirmation(
  ctx: Ctx,
  { callId }: { callId: bigint },
): Promise<Result<void, QuestionRefusal>> {
  const { subscriberId } = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, callId));
  if (subscriberId === null) return refused("no-line");
  const holderRef = await findHolderRef(ctx, subscriberId);
  if (!holderRef) return refused("no-app");

  // The carrier is asked outside of a transaction: about this line's calls of the last day, whoever's.
  const questions = await ctx.db.call.findMany({
    where: { subscriberId, confirmationId: { not: null }, startedAt: { gt: before(ctx.now(), hours(24)) } },
  });
  const answers = await readAnswers(ctx, questions).catch(silent);
  if (answers === "silent") return refused("carrier-silent");
  const counted = await ctx.db.$transaction((tx) =>
    countQuestion(ctx, tx, { callId, subscriberId, answers }),
  );
  if (!counted.ok) return counted;
  if (counted.value === "asked") return ok(undefined);
  const { reference, checkedAt } = counted.value;
  const question = await ctx.carrier.requestConfirmation({ holderRef, reference }).catch(silent);
  if (question === "silent") return refused("carrier-silent");

  await ctx.db.$transaction(async (tx) => {
    await lockOwnCall(ctx, tx, callId);
    // Its yes may have been read meanwhile, where two forms ask the same question.
    await tx.call.updateMany({ where: { id: callId, checkedAt }, data: { confirmationId: question.id } });
  });
  return ok(undefined);
}

const silent = () => "silent" as const;

type Answers = Awaited<ReturnType<typeof readAnswers>>;

/**
 * How the carrier has the questions that were asked in these calls. It asks nobody else: what fails here is
 * the carrier's.
 */
const readAnswers = (ctx: Ctx, calls: readonly Pick<Call, "id" | "confirmationId">[]) =>
  Promise.all(
    calls.map(async ({ id, confirmationId }) => ({
      callId: id,
      confirmationId,
      state: confirmationId && (await ctx.carrier.findConfirmation(confirmationId)),
    })),
  );

/**
 * Counts the question before it is asked, one agent after the other for a line. Where the carrier's answer to
 * one got lost it is the same question, under the reference that it has.
 */
async function countQuestion(
  ctx: Ctx,
  tx: Transaction,
  { callId, subscriberId, answers }: { callId: bigint; subscriberId: bigint; answers: Answers },
): Promise<Result<"asked" | { reference: string; checkedAt: Date | null }, "denied" | "too-many-questions">> {
  const call = await lockOwnCall(ctx, tx, callId);
  await tx.$queryRaw`select 1 from subscribers where id = ${subscriberId} for no key update`;
  for (const answer of answers)
    if (answer.state === "denied") await recordDenial(ctx, tx, { callId: answer.callId, subscriberId });

  const about = { subjectType: "subscriber", subjectId: String(subscriberId) };
  const lately = { ...about, at: { gt: before(ctx.now(), hours(24)) } };
  const denials = { action: "call.check-failed", detail: { path: ["by"], equals: "app" } };
  if ((await tx.auditEvent.count({ where: { ...lately, ...denials } })) > 0) return refused("denied");

  const last = await findQuestion(tx, { callId, subscriberId });
  const answer = answers.find((other) => other.confirmationId === call.confirmationId);
  if (call.confirmationId !== null) {
    // One that another form asked meanwhile.
    if (!answer || answer.state === "pending") return ok("asked");
    if (answer.state === "confirmed" && last && last.at > before(ctx.now(), answerLifetime))
      return ok("asked");
  } else if (
    last &&
    last.at > before(ctx.now(), questionLifetime) &&
    !(call.checkedAt && call.checkedAt >= last.at)
  )
    return ok({ reference: last.reference, checkedAt: call.checkedAt });

  const action = "call.question";
  const asked = { ...about, action, detail: { path: ["callId"], equals: String(callId) } };
  if (
    (await tx.auditEvent.count({ where: asked })) >= questionsPerCall ||
    (await tx.auditEvent.count({ where: { ...lately, action } })) >= questionsPerLineAndDay
  )
    return refused("too-many-questions");
  // Under a reference that was there before, of a restored database for one, the carrier would give the answer of then.
  const reference = randomUUID();
  await tx.call.update({ where: { id: callId }, data: { confirmationId: null } });
  const subject = { type: "subscriber", id: String(subscriberId) };
  await recordAudit(ctx, tx, { action, subject, detail: { callId: String(callId), reference } });
  return ok({ reference, checkedAt: call.checkedAt });
}

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
