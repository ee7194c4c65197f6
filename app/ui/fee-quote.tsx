import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { FeeWaiverPage } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { feeMoney } from "#app/locales/fee-money.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { FeeLines } from "#app/ui/fee-lines.tsx";

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
            underReview={isReview}
          />
          {quote.lines.length > 0 && (
            <p>{say(isReview ? feeMoney.if_waived : feeMoney.if_eligible, language)}</p>
          )}
        </>
      ) : (
        <p>{say(feeMoney.silent, language)}</p>
      )}
    </section>
  );
}
