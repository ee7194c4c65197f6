import type { Compensation } from "#app/domain/compensation/get-compensation.server.ts";
import { compensation as words } from "#app/locales/compensation.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";

type Props = { language: Language; number: string; formKey: string; state: Compensation };

/**
 * What the carrier has confirmed, and the one press that gets it back; where nothing is confirmed, what that
 * means for this line.
 */
export function CompensationSum({ language, number, formKey, state }: Props) {
  const { sum, suspected, exposed, minor, ended } = state;
  const amount = formatKrw(sum.openKrw);
  const waits =
    suspected.count > 0 &&
    say(words.suspected, language, { count: suspected.count, amount: formatKrw(suspected.amountKrw) });
  return (
    <>
      {minor && <p>{say(words.minor, language)}</p>}
      {sum.openCount > 0 ? (
        <section className="card verdict">
          <h2>{say(words.sum_title, language, { amount })}</h2>
          <p>{say(words.sum_means, language, { count: sum.openCount })}</p>
          <p>{say(words.sum_how, language)}</p>
          <form method="post">
            <input type="hidden" name="key" value={formKey} />
            <input type="hidden" name="expectedKrw" value={sum.openKrw} />
            <button className="wide">{say(words.take, language, { amount })}</button>
          </form>
          <p className="quiet">{say(words.take_once, language)}</p>
        </section>
      ) : sum.takenKrw > 0 ? (
        <section className="card verdict">
          <h2>{say(words.taken_title, language)}</h2>
          <p>{say(words.taken, language, { amount: formatKrw(sum.takenKrw) })}</p>
        </section>
      ) : (
        <section className="card verdict">
          <h2>{say(words.none_title, language)}</h2>
          {!waits && <p>{say(exposed ? words.none_exposed : words.none_found, language)}</p>}
        </section>
      )}
      {sum.askedByHand > 0 && <p>{say(words.asked_by_hand, language, { count: sum.askedByHand })}</p>}
      {waits && <p>{waits}</p>}
      {ended && <p className="card">{say(words.ended, language, { number })}</p>}
    </>
  );
}

/** The way to each payment, which is for whoever signed in. */
export const CompensationMore = ({
  language,
  signedIn,
  hasDraft,
}: {
  language: Language;
  signedIn: boolean;
  hasDraft: boolean;
}) => (
  <section>
    <h2>{say(words.more_title, language)}</h2>
    <p>{say(words.more, language)}</p>
    {!signedIn && <p className="quiet">{say(words.more_sign_in, language)}</p>}
    {hasDraft && <p>{say(words.draft, language)}</p>}
    <p>
      <a className="button second wide" href="/compensation/payments">
        {say(hasDraft ? words.draft_open : signedIn ? words.payments : words.sign_in, language)}
      </a>
    </p>
    <p className="quiet">{say(words.never, language)}</p>
  </section>
);
