import type { OwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { formatDay, formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapWait } from "#app/locales/usim-swap-wait.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { OrderCard } from "#app/ui/order-card.tsx";

/** Whether there is a visit to be booked at all. */
export const canBook = ({ swap, visit, remote }: OwnSwap) =>
  visit === null &&
  (swap === null || swap.state === "refused") &&
  (remote === null || remote.state === "failed" || remote.state === "superseded");

/** How a line stands with its new card, and the one thing to do next. */
export function SwapState({ language, own, number }: { language: Language; own: OwnSwap; number: string }) {
  const { swap, visit, ticket, remote } = own;
  return (
    <>
      {swap && <Swapped language={language} swap={swap} number={number} />}
      {visit && (
        <section className="card verdict">
          <h2>{say(usimSwap.visit_title, language)}</h2>
          <p>
            {say(usimSwap.visit_where, language, {
              day: formatWeekday(visit.startsAt, language),
              time: formatTime(visit.startsAt, language),
              store: visit.store.name,
            })}
          </p>
          <p>
            <a className="button wide" href="/usim-swap/visit">
              {say(usimSwap.see_visit, language)}
            </a>
          </p>
        </section>
      )}
      {ticket && <Waiting language={language} ticket={ticket} />}
      {remote && <OrderCard language={language} number={number} own={remote} />}
    </>
  );
}

function Swapped({
  language,
  swap,
  number,
}: {
  language: Language;
  swap: NonNullable<OwnSwap["swap"]>;
  number: string;
}) {
  return (
    <section className={swap.state === "refused" ? "card verdict heavy" : "card verdict"}>
      <h2>{say(usimSwap[`done_${swap.state}`], language)}</h2>
      <p>
        {say(usimSwap.done_where, language, {
          day: formatDay(swap.completedAt, language),
          time: formatTime(swap.completedAt, language),
          store: swap.storeName,
        })}
      </p>
      {swap.state === "refused" ? (
        <p>{say(usimSwap.refused_next, language, { number })}</p>
      ) : (
        <>
          <p>
            <a className="button wide" href="/protection">
              {say(usimSwap.to_protection, language)}
            </a>
          </p>
          <p>
            <a className="button second wide" href="/certificates">
              {say(usimSwap.to_certificates, language)}
            </a>
          </p>
        </>
      )}
    </section>
  );
}

function Waiting({ language, ticket }: { language: Language; ticket: NonNullable<OwnSwap["ticket"]> }) {
  const isOffered = ticket.state === "offered" && ticket.offeredUntil !== null;
  return (
    <section className={isOffered ? "card verdict" : "card"}>
      <h2>{say(isOffered ? usimSwap.offered_title : ticketTitle(ticket.state), language)}</h2>
      <p lang="ko">{ticket.store.name}</p>
      {isOffered && ticket.offeredUntil && (
        <p>
          {say(swapWait.offered, language, {
            day: formatWeekday(ticket.offeredUntil, language),
            time: formatTime(ticket.offeredUntil, language),
          })}
        </p>
      )}
      <p>
        <a className="button wide" href="/usim-swap/wait">
          {say(usimSwap.see_ticket, language)}
        </a>
      </p>
    </section>
  );
}

const ticketTitle = (state: NonNullable<OwnSwap["ticket"]>["state"]) =>
  state === "lapsed" ? swapWait.lapsed_title : usimSwap.ticket_title;
