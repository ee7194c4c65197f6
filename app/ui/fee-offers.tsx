import type { FeeOffer, FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { FeeWaiverPage } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import type { OfferCost } from "#app/domain/fee-waiver/get-offer.server.ts";
import type { LostLine } from "#app/domain/fee-waiver/offer.rules.ts";
import { feeOffer } from "#app/locales/fee-offer.ts";
import { formatDay, formatTime } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { partName, won } from "#app/ui/fee-lines.tsx";

/** What the carrier offers beside the waiver, and that it may cost it. */
export function FeeOffers({ language, offers }: { language: Language; offers: FeeWaiverPage["offers"] }) {
  if (offers.length === 0) return null;
  return (
    <section>
      <h2>{say(feeOffer.list_title, language)}</h2>
      <p>{say(feeOffer.list_lead, language)}</p>
      <ul className="plain">
        {offers.map((offer) => (
          <li key={offer.key} className="card">
            <h3>{say(offer.names, language)}</h3>
            {offer.isTaken && <p className="mark goes">{say(feeOffer.is_taken, language)}</p>}
            <OfferFacts language={language} offer={offer} />
            <p>
              <a className="button second wide" href={`/fee-waiver/offers/${offer.key}`}>
                {say(feeOffer.see, language)}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const costs: Record<FeeOffer["forfeits"][number], Message> = {
  "fee-waiver": feeOffer.costs_waiver,
  compensation: feeOffer.costs_compensation,
};

/** What it is, and what it gives up. */
export function OfferFacts({ language, offer }: { language: Language; offer: FeeOffer }) {
  const { forfeits } = offer;
  return (
    <>
      <p>{say(offer.description, language)}</p>
      <p>
        {say(feeOffer.worth, language, { won: formatKrw(offer.worth_krw) })} ·{" "}
        {say(feeOffer.until, language, { day: formatDay(offer.until, language) })}
      </p>
      {forfeits.map((remedy) => (
        <p key={remedy}>
          <strong>{say(costs[remedy], language)}</strong>
        </p>
      ))}
      {forfeits.length === 0 && <p>{say(feeOffer.costs_nothing, language)}</p>}
    </>
  );
}

/** The won lost, line by line, before anything can be pressed. */
export function OfferLoss({
  language,
  offer,
  cost,
  policyState,
}: {
  language: Language;
  offer: FeeOffer;
  cost: NonNullable<OfferCost["cost"]>;
  policyState: FeePolicyDefinition["state"];
}) {
  const { lines, lostKrw } = cost;
  if (lostKrw === 0)
    return (
      <section className="card">
        <h2>{say(feeOffer.lost_none, language)}</h2>
      </section>
    );
  const isOpen = policyState === "under_review" && lines.some(({ kind }) => kind === "fee");
  return (
    <section className="card verdict heavy">
      <h2>{say(feeOffer.lost_title, language, { won: formatKrw(lostKrw) })}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={say(feeOffer.lost_caption, language)}>
        <table>
          <caption>{say(feeOffer.lost_caption, language)}</caption>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                <th scope="row">{lineName(line, language)}</th>
                <td className="number">{won(line.krw, language)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say(feeOffer.lost_total, language)}</th>
              <td className="number">
                <strong>{won(lostKrw, language)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {isOpen && <p>{say(feeOffer.lost_review, language)}</p>}
      {lostKrw > offer.worth_krw && (
        <p>{say(feeOffer.more, language, { won: formatKrw(lostKrw - offer.worth_krw) })}</p>
      )}
    </section>
  );
}

function lineName(line: LostLine, language: Language): string {
  if (line.kind === "fee") return partName(line.part, language);
  if (line.kind === "cleared") return say(feeOffer.line_cleared, language, { count: line.count });
  const at = new Date(line.at);
  const when = { day: formatDay(at, language), time: formatTime(at, language) };
  return say(lineNames[line.kind], language, when);
}

const lineNames = {
  suspected: feeOffer.line_suspected,
  drafted: feeOffer.line_drafted,
  refused: feeOffer.line_refused,
};
