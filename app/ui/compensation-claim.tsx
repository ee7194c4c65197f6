import { LONGEST_NOTE } from "#app/domain/compensation/claim.rules.ts";
import type { OwnClaim } from "#app/domain/compensation/get-own-claims.server.ts";
import type { OwnItem } from "#app/domain/compensation/list-own-items.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationClaim as words } from "#app/locales/compensation-claim.ts";
import { compensationPayments } from "#app/locales/compensation-payments.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { verdictReasons } from "#app/locales/verdict-reasons.ts";
import { formatKrw } from "#app/shared/money.ts";
import { PaymentFacts } from "#app/ui/compensation-payment.tsx";
import { MoreTime } from "#app/ui/more-time.tsx";

/** Each payment of a claim: what was decided of it, why, and what the carrier did. */
export const ClaimItems = ({ language, claim }: { language: Language; claim: OwnClaim }) => (
  <section>
    <h2>{say(words.items, language)}</h2>
    <ul className="plain">
      {(claim.items ?? []).map((item) => (
        <li key={item.itemId} className="card">
          <h3>{say(answerDetails.amount, language, { amount: formatKrw(item.amountKrw) })}</h3>
          <span className={item.state === "refused" ? "mark stays" : "mark goes"}>
            {sayItem(item, claim, language)}
          </span>
          {item.byHand && <p className="quiet">{say(compensationPayments.hand_by_you, language)}</p>}
          <PaymentFacts language={language} payment={factsOf(item)} />
          <ItemOutcome language={language} item={item} claim={claim} />
        </li>
      ))}
    </ul>
  </section>
);

function factsOf({ at, authMethod, payment, byHand }: OwnItem) {
  const { merchant = null, pg = null, item = null } = payment ?? byHand ?? {};
  return {
    at,
    timeKnown: byHand?.timeKnown,
    authMethod,
    merchant,
    pg,
    item,
    ...(payment && { rogueCell: payment.rogueCell }),
  };
}

function sayItem({ state, verdict }: OwnItem, claim: OwnClaim, language: Language): string {
  if (claim.state === "withdrawn") return say(words.item_withdrawn, language);
  switch (state) {
    case "open":
      return say(words.item_open, language);
    case "approved":
      return say(words.item_approved, language, { amount: formatKrw(verdict?.approvedKrw ?? 0) });
    case "refused":
      return say(words.item_refused, language);
  }
}

function ItemOutcome({ language, item, claim }: { language: Language; item: OwnItem; claim: OwnClaim }) {
  const settled = claim.payouts.flatMap(({ settledItems }) =>
    settledItems.filter(({ itemId }) => itemId === item.itemId),
  );
  const reason = item.state === "open" ? null : item.verdict?.reason;
  if (!reason && settled.length === 0) return null;
  return (
    <dl>
      {reason && (
        <>
          <dt>{say(words.reason, language)}</dt>
          <dd>{say(verdictReasons[reason], language)}</dd>
        </>
      )}
      {settled.map(({ how, amountKrw }) => (
        <div key={how}>
          <dt>{say(words.settled, language)}</dt>
          <dd>
            {say(answerDetails.amount, language, { amount: formatKrw(amountKrw) })}:{" "}
            {say(words[how], language)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A missing paper, and those that were handed in. */
export const ClaimPapers = ({
  language,
  number,
  claim,
}: {
  language: Language;
  number: string;
  claim: OwnClaim;
}) => (
  <section>
    <h2>{say(words.papers_title, language)}</h2>
    {claim.papers.length > 0 && <p>{say(words.papers_how, language, { number })}</p>}
    <p>
      <a className="button second wide" href={`/compensation/evidence?claim=${claim.claimNumber}`}>
        {say(words.papers_link, language)}
      </a>
    </p>
  </section>
);

/** Objecting to what was refused, once and in time. */
export function ObjectionForm({
  language,
  formKey,
  claim,
  until,
  typed,
  endsAt,
}: {
  language: Language;
  formKey: string;
  claim: OwnClaim;
  until: string;
  /** What was written and ticked before the form came back. */
  typed: { words: string; items: readonly string[] } | null;
  /** When the session ends. */
  endsAt: string;
}) {
  const refused = (claim.items ?? []).filter(({ state }) => state === "refused");
  return (
    <section>
      <h2>{say(words.object_title, language)}</h2>
      <p>{say(words.object_until, language, { day: formatDay(until, language) })}</p>
      <form method="post" className="card">
        <input type="hidden" name="key" value={formKey} />
        <fieldset>
          <legend>{say(words.object_which, language)}</legend>
          {refused.map(({ itemId, amountKrw, at, payment, byHand }) => (
            <div key={itemId} className="choice">
              <input
                type="checkbox"
                id={`item-${itemId}`}
                name="item"
                value={itemId}
                defaultChecked={typed ? typed.items.includes(itemId) : refused.length === 1}
              />
              <label htmlFor={`item-${itemId}`}>
                {say(answerDetails.amount, language, { amount: formatKrw(amountKrw) })}
                {" · "}
                {[(payment ?? byHand)?.merchant, formatDay(at, language)].filter(Boolean).join(" · ")}
              </label>
            </div>
          ))}
        </fieldset>
        <label htmlFor="words">{say(words.object_words, language)}</label>
        <textarea
          id="words"
          name="words"
          rows={5}
          required
          maxLength={LONGEST_NOTE}
          defaultValue={typed?.words}
        />
        <button className="wide" name="act" value="object">
          {say(words.object, language)}
        </button>
        <MoreTime language={language} endsAt={endsAt} />
      </form>
    </section>
  );
}

/** Taking a claim back that nobody works on yet; or that somebody does. */
export const WithdrawForm = ({ language, isTaken }: { language: Language; isTaken: boolean }) =>
  isTaken ? (
    <p>{say(words.is_taken, language)}</p>
  ) : (
    <details>
      <summary>{say(words.withdraw, language)}</summary>
      <form method="post">
        <p>{say(words.withdraw_means, language)}</p>
        <button className="second" name="act" value="withdraw">
          {say(words.withdraw, language)}
        </button>
      </form>
    </details>
  );
