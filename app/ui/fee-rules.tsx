import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { lastDayToApply } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { FeeWaiverPage } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { partName } from "#app/ui/fee-lines.tsx";

export const graceNames: Record<FeeGrace, Message> = {
  military: feeWaiver.grace_military,
  abroad: feeWaiver.grace_abroad,
};

/** That the days to apply are over. */
export const tooLate = (policy: FeePolicyDefinition, language: Language) =>
  say(feeWaiver.too_late, language, { day: formatDay(lastDayToApply(policy, null) ?? "", language) });

/** How it stands: nothing decided, and what that means; or the rules, with their days. */
export function FeeRules({
  language,
  policy,
  announced,
}: {
  language: Language;
  policy: FeePolicyDefinition;
  announced: FeeWaiverPage["announced"];
}) {
  const { state, note, source } = policy;
  const day = formatDay(new Date(policy.announced_at), language);
  const isReview = state === "under_review";
  return (
    <section className={isReview ? "card verdict heavy" : "card verdict"}>
      <h2>{say(isReview ? feeWaiver.review_title : feeWaiver.decided_title, language)}</h2>
      <p>{say(isReview ? feeWaiver.review_means : feeWaiver.decided_lead, language, { day })}</p>
      <dl className="big">
        <Period language={language} name={feeWaiver.rule_terminated} period={policy.terminated} />
        <Period language={language} name={feeWaiver.rule_apply} period={policy.apply} />
        <dt>{say(isReview ? feeWaiver.rule_reviewed : feeWaiver.rule_parts, language)}</dt>
        {policy.parts.map((part) => (
          <dd key={part}>{partName(part, language)}</dd>
        ))}
        {policy.not_covered.length > 0 && <dt>{say(feeWaiver.rule_not, language)}</dt>}
        {policy.not_covered.map((text) => (
          <dd key={text.ko}>{say(text, language)}</dd>
        ))}
      </dl>
      {!isReview && <p>{say(feeWaiver.rule_registered, language)}</p>}
      {policy.grace.map((grace) => (
        <p key={grace.for}>
          {say(feeWaiver.grace_until, language, {
            who: say(graceNames[grace.for], language),
            day: formatDay(grace.apply_until, language),
          })}
        </p>
      ))}
      {note && <p>{say(note, language)}</p>}
      {announced.length > 1 && (
        <>
          <h3>{say(feeWaiver.history_title, language)}</h3>
          <ul>
            {announced.map((one) => (
              <li key={one.version}>
                {formatDay(new Date(one.at), language)}:{" "}
                {say(
                  one.state === "decided" ? feeWaiver.history_decided : feeWaiver.history_review,
                  language,
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="quiet">
        {say(feeWaiver.rule_source, language)}: {source}
      </p>
    </section>
  );
}

function Period({
  language,
  name,
  period,
}: {
  language: Language;
  name: Message;
  period: { from: string; to: string } | undefined;
}) {
  if (!period) return null;
  const days = { from: formatDay(period.from, language), to: formatDay(period.to, language) };
  return (
    <>
      <dt>{say(name, language)}</dt>
      <dd>{say(feeWaiver.rule_from_to, language, days)}</dd>
    </>
  );
}
