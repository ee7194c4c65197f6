import type { Remedy } from "#app/domain/incidents/incident.schema.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { answerSteps } from "#app/locales/answer-steps.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";

/**
 * What a remedy does. Of the termination fee, once that is decided, what was decided: the incident's file
 * tells of the review.
 */
export function RemedyDescription({
  language,
  remedy,
  today,
  feePolicy,
  isRegistered = false,
}: {
  language: Language;
  remedy: Remedy;
  today: string;
  feePolicy: FeePolicyDefinition | null;
  /** Who has asked for it has nothing to ask for any more, but days to keep. */
  isRegistered?: boolean;
}) {
  const policy = remedy.key === "fee-waiver" ? feePolicy : null;
  return (
    <>
      {!isRegistered && policy?.state !== "decided" && <p>{say(remedy.description, language)}</p>}
      {policy &&
        feeSentences(policy, today, language, isRegistered).map((words) => <p key={words}>{words}</p>)}
      <p>{say(remedy.until_then, language)}</p>
    </>
  );
}

function feeSentences(
  policy: FeePolicyDefinition,
  today: string,
  language: Language,
  isRegistered: boolean,
): string[] {
  const { terminated, apply, grace } = policy;
  const day = formatDay(new Date(policy.announced_at), language);
  if (!terminated || !apply) return [say(answerSteps.fee_review, language, { day })];
  const period = ({ from, to }: { from: string; to: string }) => ({
    from: formatDay(from, language),
    to: formatDay(to, language),
  });
  const isOver = today > apply.to;
  const hasGrace = grace.some(({ apply_until }) => apply_until >= today);
  const decided = [
    say(answerSteps.fee_decided, language, { ...period(terminated), day }),
    ...(today > terminated.to ? [say(answerSteps.fee_leaving_over, language)] : []),
  ];
  if (isRegistered) return decided;
  return [
    ...decided,
    isOver
      ? say(answerSteps.fee_apply_over, language, { day: formatDay(apply.to, language) })
      : say(answerSteps.fee_apply, language, period(apply)),
    ...(isOver && hasGrace ? [say(answerSteps.fee_grace, language)] : []),
  ];
}
