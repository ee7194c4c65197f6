import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { FeeHindrance } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { FeeWaiverPage } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { feeMoney } from "#app/locales/fee-money.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { feeRefusalText } from "#app/ui/fee-application.tsx";
import { FeeLines } from "#app/ui/fee-lines.tsx";
import { tooLate } from "#app/ui/fee-rules.tsx";

/** What the carrier says of the line's fee, and what would become of it. */
export function FeeQuoteCard({
  language,
  quote,
  policy,
}: {
  language: Language;
  quote: NonNullable<FeeWaiverPage["quote"]>;
  policy: FeePolicyDefinition;
}) {
  const isReview = policy.state === "under_review";
  return (
    <section>
      <h2>{say(feeMoney.title, language)}</h2>
      {quote !== "silent" ? (
        <>
          <FeeLines
            language={language}
            sum={quote}
            caption={
              quote.terminatedAt
                ? say(feeMoney.left, language, { day: formatDay(new Date(quote.terminatedAt), language) })
                : say(feeMoney.if_left, language)
            }
            stage={quote.why ? "decided" : isReview ? "review" : "rules"}
          />
          {quote.lines.length > 0 && !quote.why && (
            <p>{say(isReview ? feeMoney.if_waived : feeMoney.if_eligible, language)}</p>
          )}
        </>
      ) : (
        <p>{say(feeMoney.silent, language)}</p>
      )}
    </section>
  );
}

/** That nothing would be waived as of now, and why: before the rules, which say that fees are. */
export function FeeWhyNot({
  language,
  quote,
  policy,
}: {
  language: Language;
  quote: FeeWaiverPage["quote"];
  policy: FeePolicyDefinition;
}) {
  if (!quote || quote === "silent" || !quote.why) return null;
  const { why, terminatedAt } = quote;
  return (
    <section className="card verdict heavy">
      <h2>{say(feeMoney.why_title, language)}</h2>
      <p>
        {whyText(why, language, {
          policy,
          end: terminatedAt ? formatDay(new Date(terminatedAt), language) : "",
        })}
      </p>
    </section>
  );
}

function whyText(
  why: FeeHindrance,
  language: Language,
  { policy, end }: { policy: FeePolicyDefinition; end: string },
): string {
  if (why === "applied-late") return tooLate(policy, language);
  if (why !== "too-late-to-leave") return feeRefusalText(why, language, end);
  const day = formatDay(policy.terminated?.to ?? "", language);
  return say(feeMoney.why_too_late_to_leave, language, { day });
}
