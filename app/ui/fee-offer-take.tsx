import type { OfferCost } from "#app/domain/fee-waiver/get-offer.server.ts";
import { feeOffer } from "#app/locales/fee-offer.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";

/** The box to tick, which names the sum, and then the button; or why the offer can't be taken. */
export function OfferTake({
  language,
  shown,
  formKey,
}: {
  language: Language;
  shown: OfferCost;
  formKey: string;
}) {
  const { cost } = shown;
  const why = whyNot(shown);
  if (why || !cost) return <p className="card">{say(why ?? feeOffer.silent, language)}</p>;
  return (
    <form method="post" className="card">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="lostKrw" value={cost.lostKrw} />
      <div className="choice">
        <input type="checkbox" id="confirm" name="confirm" value="yes" required />
        <label htmlFor="confirm">{say(feeOffer.confirm, language, { won: formatKrw(cost.lostKrw) })}</label>
      </div>
      <button className="wide">{say(feeOffer.take, language)}</button>
    </form>
  );
}

function whyNot({ isOpen, isWaived, readsOnly, cost }: OfferCost): Message | null {
  if (!isOpen) return feeOffer.not_on_offer;
  if (isWaived) return feeOffer.already_waived;
  if (readsOnly) return feeWaiver.reads_only;
  return cost ? null : feeOffer.silent;
}

/** What was taken, at which price, and what the carrier made of it. */
export function OfferTaken({
  language,
  number,
  taken: { chosenAt, lostKrw, order },
}: {
  language: Language;
  number: string;
  taken: NonNullable<OfferCost["taken"]>;
}) {
  return (
    <section className="card verdict">
      <h2>{say(feeOffer.is_taken, language)}</h2>
      <p>
        {say(feeOffer.taken_on, language, {
          day: formatDay(new Date(chosenAt), language),
          won: formatKrw(lostKrw),
        })}
      </p>
      <p>
        {order === "failed"
          ? say(feeOffer.order_failed, language, { number })
          : say(order === "done" ? feeOffer.order_done : feeOffer.order_asked, language)}
      </p>
    </section>
  );
}
