import type { FeeLine, FeeSum } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { feeMoney } from "#app/locales/fee-money.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import type { FeePart } from "#app/shared/fee-parts.ts";
import { formatKrw } from "#app/shared/money.ts";

export const partName = (part: FeePart, language: Language) => say(feeMoney[part], language);
export const won = (amountKrw: number, language: Language) =>
  say(feeMoney.amount, language, { won: formatKrw(amountKrw) });

/** Whether the sums are this line's by a decision, or what they would be: by the rules in force, or by what is reviewed. */
type FeeStage = "decided" | "rules" | "review";

/** The fee, part by part: what counts, what doesn't, what is paid already, and what comes of it. */
export function FeeLines({
  language,
  sum: { lines, waivedKrw, paidBackKrw },
  caption,
  stage,
}: {
  language: Language;
  sum: FeeSum;
  caption: string;
  stage: FeeStage;
}) {
  if (lines.length === 0) return <p>{say(feeMoney.nothing, language)}</p>;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <tbody>
          {lines.map((line) => (
            <tr key={line.part}>
              <th scope="row">
                {partName(line.part, language)}
                <PartMeans language={language} line={line} underReview={stage === "review"} />
              </th>
              <td className="number">{won(line.amountKrw, language)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {say(stage === "decided" ? feeMoney.waived_sum : feeMoney.waived_sum_if, language)}
            </th>
            <td className="number">
              <strong>{won(waivedKrw, language)}</strong>
            </td>
          </tr>
          <tr>
            <th scope="row">
              {say(stage === "decided" ? feeMoney.paid_back_sum : feeMoney.paid_back_sum_if, language)}
            </th>
            <td className="number">
              <strong>{won(paidBackKrw, language)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function PartMeans({
  language,
  line: { counts, paidKrw },
  underReview,
}: {
  language: Language;
  line: FeeLine;
  underReview: boolean;
}) {
  const means = !counts ? feeMoney.counts_not : underReview ? feeMoney.reviewed : feeMoney.counts;
  return (
    <>
      <br />
      <span className={counts ? "mark goes" : "mark stays"}>{say(means, language)}</span>
      {paidKrw > 0 && (
        <>
          <br />
          <span className="quiet">{say(feeMoney.paid, language, { won: formatKrw(paidKrw) })}</span>
        </>
      )}
    </>
  );
}
