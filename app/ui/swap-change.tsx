import type { OwnVisit } from "#app/domain/usim-swap/get-own-swap.server.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";

/** For whoever can't come after all. */
export const ChangeVisit = ({
  language,
  visit,
  signedIn,
}: {
  language: Language;
  visit: OwnVisit;
  signedIn: boolean;
}) => (
  <section>
    <h2>{say(swapVisit.change_title, language)}</h2>
    <p>{say(swapVisit.change_lead, language)}</p>
    {visit.canMove ? (
      <>
        <p>
          <a className="button second wide" href={`/usim-swap/stores/${visit.store.storeRef}`}>
            {say(swapVisit.move_time, language)}
          </a>
        </p>
        <p>
          <a className="button second wide" href="/usim-swap/stores">
            {say(swapVisit.move_store, language)}
          </a>
        </p>
      </>
    ) : (
      !signedIn &&
      !visit.arrivedAt && (
        <p>
          {say(swapVisit.cannot_move, language)}{" "}
          <a href="/signin/carrier?to=/usim-swap/visit">{say(swapVisit.sign_in, language)}</a>
        </p>
      )
    )}
    <p>
      <a href="/usim-swap/visit?cancel=yes">{say(swapVisit.cancel, language)}</a>
    </p>
  </section>
);

/** Asked once more: the card goes to somebody else at once. */
export function CancelVisit({
  language,
  visit,
  formKey,
}: {
  language: Language;
  visit: OwnVisit;
  formKey: string;
}) {
  const live = visit.lines.filter(({ state }) => state === "booked");
  return (
    <section className="card verdict heavy">
      <h2>{say(swapVisit.cancel, language)}</h2>
      <p>{say(swapVisit.cancel_sure, language)}</p>
      <form method="post" action="/usim-swap/visit">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="visit" value={String(visit.visitId)} />
        {live.length > 1 &&
          live.map(({ subscriberId, ending }) => (
            <p key={String(subscriberId)}>
              <button className="wide second" name="line" value={String(subscriberId)}>
                {say(swapVisit.cancel_line, language, { ending })}
              </button>
            </p>
          ))}
        <p>
          <button className="wide second">
            {say(live.length > 1 ? swapVisit.cancel_all : swapVisit.cancel_yes, language)}
          </button>
        </p>
      </form>
      <p>
        <a className="button wide" href="/usim-swap/visit">
          {say(swapVisit.cancel_no, language)}
        </a>
      </p>
    </section>
  );
}
