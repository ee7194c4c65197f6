import type { ClaimablePayment } from "#app/domain/compensation/list-claimable-payments.server.ts";
import type { Draft } from "#app/domain/compensation/get-draft.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationClaim } from "#app/locales/compensation-claim.ts";
import { compensationPayments as words } from "#app/locales/compensation-payments.ts";
import { compensation } from "#app/locales/compensation.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { PaymentFacts } from "#app/ui/compensation-payment.tsx";

export type ChosenSoFar = { count: number; amountKrw: number };

const sayTotal = ({ count, amountKrw }: ChosenSoFar, language: Language) =>
  say(words.so_far, language, { count, amount: formatKrw(amountKrw) });

type ListProps = {
  language: Language;
  formKey: string;
  canChange: boolean;
  payments: readonly ClaimablePayment[];
  soFar: ChosenSoFar;
};

/**
 * Every payment of the line: first those that one press puts into the claim or takes out, then those that
 * need none.
 */
export function PaymentLists({ payments, ...shared }: ListProps) {
  const { language } = shared;
  const open = payments.filter(({ place }) => place === "free" || place === "draft");
  const settled = payments.filter(({ place }) => place !== "free" && place !== "draft");
  return (
    <>
      {payments.length === 0 && <p className="card">{say(words.none, language)}</p>}
      {open.length > 0 && (
        <section>
          <h2>{say(words.open_title, language)}</h2>
          <PaymentList {...shared} payments={open} />
        </section>
      )}
      {settled.length > 0 && (
        <section>
          <h2>{say(words.settled_title, language)}</h2>
          <PaymentList {...shared} payments={settled} />
        </section>
      )}
    </>
  );
}

const PaymentList = ({ language, formKey, canChange, payments, soFar }: ListProps) => (
  <ol className="plain">
    {payments.map((payment) => {
      const { paymentId, amountKrw, place, claimNumber } = payment;
      const chosen = place === "draft";
      return (
        <li key={paymentId} id={`payment-${paymentId}`} className={chosen ? "card verdict heavy" : "card"}>
          <h3>{say(answerDetails.amount, language, { amount: formatKrw(amountKrw) })}</h3>
          <PaymentMark language={language} payment={payment} />
          <PaymentFacts language={language} payment={payment} />
          {place === "confirmed" && (
            <p>
              {say(words.confirmed_open, language)}{" "}
              <a href="/compensation">{say(compensation.here, language)}</a>
            </p>
          )}
          {place === "by-hand" && <p>{say(compensation.asked_by_hand, language, { count: 1 })}</p>}
          {place === "claimed" && claimNumber && (
            <p>
              <a href={`/compensation/claims/${claimNumber}`}>
                {say(words.in_claim, language, { claimNumber })}
              </a>
            </p>
          )}
          {chosen && (
            <p>
              <strong>{say(words.chosen, language)}</strong>
              <br />
              {sayTotal(soFar, language)}
            </p>
          )}
          {canChange && (chosen || place === "free") && (
            <form method="post">
              <input type="hidden" name="key" value={formKey} />
              <input type="hidden" name="payment" value={paymentId} />
              <button
                className={chosen ? "wide second" : "wide"}
                name="act"
                value={chosen ? "was-me" : "not-me"}
              >
                {say(chosen ? words.was_me : words.not_me, language)}
              </button>
            </form>
          )}
        </li>
      );
    })}
  </ol>
);

/** What a claim decided of it, which the person got a letter about; else what the finding holds. */
function PaymentMark({
  language,
  payment: { status, decided, decidedKrw, amountKrw },
}: {
  language: Language;
  payment: ClaimablePayment;
}) {
  if (decided === "approved")
    return (
      <span className="mark goes">
        {say(compensationClaim.item_approved, language, { amount: formatKrw(decidedKrw ?? amountKrw) })}
      </span>
    );
  if (decided === "refused")
    return <span className="mark stays">{say(compensationClaim.item_refused, language)}</span>;
  return (
    <span className={status === "cleared" ? "mark goes" : "mark stays"}>
      {say(answerDetails[status], language)}
    </span>
  );
}

/** An item of a draft without what is the investigators' alone. */
export const shownItems = (items: Draft["items"]) =>
  items.map(({ itemId, at, amountKrw, authMethod, payment, byHand }) => {
    const { merchant = null, pg = null, item = null } = payment ?? byHand ?? {};
    return {
      itemId,
      at,
      amountKrw,
      authMethod,
      merchant,
      pg,
      item,
      byHand: byHand !== null,
      timeKnown: byHand?.timeKnown !== false,
    };
  });
export type ShownItem = ReturnType<typeof shownItems>[number];

/** What isn't in the carrier's list, as it was typed. */
export const ByHandList = ({
  language,
  canChange,
  items,
}: {
  language: Language;
  canChange: boolean;
  items: readonly ShownItem[];
}) => (
  <section id="by-hand">
    <h2>{say(words.hand_title, language)}</h2>
    <p>{say(words.hand_lead, language)}</p>
    <ul className="plain">
      {items.map((item) => (
        <li key={item.itemId} className="card verdict heavy">
          <h3>{say(answerDetails.amount, language, { amount: formatKrw(item.amountKrw) })}</h3>
          <span className="mark stays">{say(words.hand_by_you, language)}</span>
          <PaymentFacts language={language} payment={item} />
          {canChange && (
            <form method="post">
              <input type="hidden" name="item" value={item.itemId} />
              <button className="second" name="act" value="remove">
                {say(words.remove, language)}
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
    {canChange && (
      <p>
        <a className="button second wide" href="/compensation/by-hand">
          {say(words.hand_add, language)}
        </a>
      </p>
    )}
  </section>
);

/** How much the claim is so far, and the way on. */
export const DraftSum = ({ language, soFar }: { language: Language; soFar: ChosenSoFar }) => (
  <section id="sum" className="card">
    <h2>{say(words.draft_title, language)}</h2>
    {soFar.count === 0 ? (
      <p>{say(words.draft_empty, language)}</p>
    ) : (
      <>
        <p>
          <strong>{sayTotal(soFar, language)}</strong>
        </p>
        <p>
          <a className="button wide" href="/compensation/claim">
            {say(words.next, language)}
          </a>
        </p>
      </>
    )}
  </section>
);
