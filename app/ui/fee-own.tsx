import type { OwnFees } from "#app/domain/fee-waiver/list-own-fees.server.ts";
import { feeOffer } from "#app/locales/fee-offer.ts";
import { feeOwn } from "#app/locales/fee-own.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";

/**
 * That there is an application for the fee, and what was taken instead; all of it is on the page for whoever
 * signs in.
 */
export function OwnFeesCard({
  language,
  number,
  fees: { application, offers },
}: {
  language: Language;
  number: string;
  fees: OwnFees;
}) {
  if (!application && offers.length === 0) return null;
  return (
    <>
      <h2>{say(feeWaiver.title, language)}</h2>
      {application && (
        <section className="card">
          <p className="quiet">
            {application.caseNumber} ·{" "}
            {say(feeWaiver.own_since, language, { day: formatDay(application.appliedAt, language) })}
          </p>
          <p>
            <strong>{sayState(application, language, number)}</strong>
          </p>
        </section>
      )}
      {offers.map(({ names, chosenAt, order }) => (
        <section key={chosenAt.toISOString()} className="card">
          <h3>{say(feeOwn.offer, language, { name: say(names, language) })}</h3>
          <p>
            {formatDay(chosenAt, language)} · {say(feeOffer[`order_${order}`], language, { number })}
          </p>
        </section>
      ))}
      <p>
        <a className="button second wide" href="/fee-waiver">
          {say(feeOwn.details, language)}
        </a>
      </p>
    </>
  );
}

function sayState(
  { state, order }: NonNullable<OwnFees["application"]>,
  language: Language,
  number: string,
): string {
  switch (state) {
    case "registered":
      return say(feeOwn.registered, language);
    case "refused":
      return say(feeWaiver.refused_title, language);
    case "withdrawn":
      return say(feeOwn.withdrawn, language);
    case "approved": {
      const carriedOut =
        order === "done"
          ? say(feeOwn.order_done, language)
          : order === "failed"
            ? say(feeWaiver.order_failed, language, { number })
            : say(feeWaiver.order_asked, language);
      return `${say(feeWaiver.approved, language)}. ${carriedOut}`;
    }
  }
}
