import type { OwnTicket } from "#app/domain/usim-swap/get-own-swap.server.ts";
import type { StoreTimes } from "#app/domain/usim-swap/get-store-times.server.ts";
import { waitingReasons, type WaitingReason } from "#app/domain/usim-swap/waiting-list.rules.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { formatDay, formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { swapRefusals } from "#app/locales/usim-swap-visit.ts";
import { swapWait } from "#app/locales/usim-swap-wait.ts";
import { swapPath } from "#app/ui/swap-links.ts";
import { NoCards } from "#app/ui/swap-store.tsx";

const reasonNames: Record<WaitingReason, Message> = {
  displaced: swapWait.order_displaced,
  payments: swapWait.order_payments,
  imsi: swapWait.order_imsi,
  guti: swapWait.order_guti,
  other: swapWait.order_other,
};

export type WaitProblem =
  | "cards-free"
  | "already-booked"
  | "already-swapped"
  | "already-waiting"
  | "form-used"
  | "line-not-active"
  | "remote-asked"
  | "too-many"
  | "travel-wrong";

export const waitProblems: Record<WaitProblem, Message> = {
  "cards-free": swapWait.cards_free,
  "already-booked": swapRefusals.already_booked,
  "already-swapped": swapRefusals.already_swapped,
  "already-waiting": swapWait.already_waiting,
  "form-used": swapRefusals.form_used,
  "line-not-active": swapRefusals.line_not_active,
  "remote-asked": swapRefusals.remote_asked,
  "too-many": swapRefusals.too_many,
  "travel-wrong": swapWait.travel_wrong,
};

export const WaitProblemBox = ({
  language,
  number,
  problem,
}: {
  language: Language;
  number: string;
  problem: WaitProblem;
}) => (
  <div className="error" role="alert" id="problem">
    <h2>{say(carrierOrder.problem, language)}</h2>
    <p>{waitProblems[problem][language].replace("{number}", number)}</p>
  </div>
);

/** The same for everyone, and said before somebody joins. */
const WaitingOrder = ({ language }: { language: Language }) => (
  <section>
    <h2>{say(swapWait.order_title, language)}</h2>
    <ol>
      {waitingReasons.map((reason) => (
        <li key={reason}>{say(reasonNames[reason], language)}</li>
      ))}
    </ol>
    <p>{say(swapWait.order_within, language)}</p>
  </section>
);

/** For a store that has no card: what waiting there means, and the one thing that only the person knows. */
export function JoinList({
  language,
  times,
  card,
  formKey,
}: {
  language: Language;
  times: StoreTimes;
  card: string;
  formKey: string;
}) {
  const { store, lacking } = times;
  if (!lacking)
    return (
      <section className="card verdict">
        <p>{say(swapWait.cards_free, language)}</p>
        <p>
          <a className="button wide" href={swapPath(`/usim-swap/stores/${store.storeRef}`, { card })}>
            {say(swapWait.choose_time, language)}
          </a>
        </p>
      </section>
    );
  return (
    <>
      <NoCards language={language} supply={times} />
      <p>{say(swapWait.lead, language, { store: store.name })}</p>
      <form method="post" className="card">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="storeId" value={store.id} />
        <input type="hidden" name="card" value={card} />
        <label htmlFor="travelOn">{say(swapWait.travel_label, language)}</label>
        <p id="travel-hint" className="quiet">
          {say(swapWait.travel_hint, language)}
        </p>
        <input id="travelOn" name="travelOn" type="date" aria-describedby="travel-hint" />
        <button className="wide" name="act" value="join">
          {say(swapWait.join, language)}
        </button>
      </form>
      <WaitingOrder language={language} />
      <p>
        <a href={swapPath("/usim-swap/stores", { card })}>{say(swapWait.elsewhere, language)}</a>
      </p>
    </>
  );
}

/** The ticket that can be kept: its code, how many come first, and why. */
export function OwnPlace({
  language,
  ticket,
  formKey,
}: {
  language: Language;
  ticket: OwnTicket | null;
  formKey: string;
}) {
  const isLive = ticket?.state === "waiting" || ticket?.state === "offered";
  return (
    <>
      {ticket ? <Ticket language={language} ticket={ticket} /> : <p>{say(swapWait.no_place, language)}</p>}
      {isLive && <p>{say(swapWait.elsewhere_lead, language)}</p>}
      <p>
        <a
          className={ticket?.state === "offered" ? "button second wide" : "button wide"}
          href="/usim-swap/stores"
        >
          {say(swapWait.elsewhere, language)}
        </a>
      </p>
      {isLive && (
        <form method="post">
          <input type="hidden" name="key" value={formKey} />
          <button className="second wide" name="act" value="leave">
            {say(swapWait.leave, language)}
          </button>
        </form>
      )}
      {isLive && <WaitingOrder language={language} />}
    </>
  );
}

function Ticket({ language, ticket }: { language: Language; ticket: OwnTicket }) {
  const { state, store, card, offeredUntil, travelOn, place } = ticket;
  if (state === "lapsed")
    return (
      <section className="card verdict heavy">
        <h2>{say(swapWait.lapsed_title, language)}</h2>
        <p lang="ko">{store.name}</p>
        <p>{say(swapWait.lapsed, language)}</p>
        <p>
          <a
            className="button second wide"
            href={swapPath("/usim-swap/wait", { store: store.storeRef, card })}
          >
            {say(swapWait.join, language)}
          </a>
        </p>
      </section>
    );
  return (
    <section className="card verdict">
      <h2>{say(swapWait.ticket, language)}</h2>
      <p className="code visit">{ticket.code}</p>
      <p lang="ko">{store.name}</p>
      {state === "offered" && offeredUntil ? (
        <>
          <p>
            <strong>
              {say(swapWait.offered, language, {
                day: formatWeekday(offeredUntil, language),
                time: formatTime(offeredUntil, language),
              })}
            </strong>
          </p>
          <p>
            <a className="button wide" href={swapPath(`/usim-swap/stores/${store.storeRef}`, { card })}>
              {say(swapWait.choose_time, language)}
            </a>
          </p>
        </>
      ) : (
        <p>
          <strong>
            {place === 0
              ? say(swapWait.you_are_next, language)
              : say(swapWait.before_you, language, { count: place })}
          </strong>
        </p>
      )}
      <p>
        {say(swapWait.why, language, { reason: say(reasonNames[ticket.reason], language) })}
        {travelOn && ` · ${say(swapWait.travels, language, { day: formatDay(travelOn, language) })}`}
      </p>
      <p className="quiet">{say(swapWait.keep, language)}</p>
    </section>
  );
}
