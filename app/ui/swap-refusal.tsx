import type { StoreFound } from "#app/domain/stores/find-stores.server.ts";
import type { StoreTimes } from "#app/domain/usim-swap/get-store-times.server.ts";
import type { SwapRefusal } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { swapRefusals } from "#app/locales/usim-swap-visit.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { swapPath } from "#app/ui/swap-links.ts";
import { StoresNear, TimeButtons } from "#app/ui/swap-times.tsx";

export type VisitProblem = SwapRefusal | "gone";

export const visitProblems: Record<VisitProblem, Message> = {
  "slot-full": swapRefusals.slot_full,
  "no-card": swapRefusals.no_card,
  "store-cards-promised": swapRefusals.promised,
  "already-booked": swapRefusals.already_booked,
  "already-swapped": swapRefusals.already_swapped,
  "not-offered": swapRefusals.not_offered,
  "line-not-active": swapRefusals.line_not_active,
  "form-used": swapRefusals.form_used,
  "remote-asked": swapRefusals.remote_asked,
  "reads-only": swapRefusals.reads_only,
  "too-many": swapRefusals.too_many,
  gone: swapRefusals.gone,
};

/** Another time or another store helps. */
const isAboutTheStore = (problem: VisitProblem) =>
  problem === "slot-full" ||
  problem === "no-card" ||
  problem === "store-cards-promised" ||
  problem === "not-offered";

export const SwapProblem = ({
  language,
  number,
  problem,
}: {
  language: Language;
  number: string;
  problem: VisitProblem;
}) => (
  <div className="error" role="alert" id="problem">
    <h2>{say(carrierOrder.problem, language)}</h2>
    <p>{visitProblems[problem][language].replace("{number}", number)}</p>
  </div>
);

/** Why it came to nothing, and under that all that can be done instead, each in one press. */
export function SwapRefused({
  language,
  number,
  problem,
  instead,
  chosen,
}: {
  language: Language;
  number: string;
  problem: VisitProblem;
  instead: { times: StoreTimes; near: readonly StoreFound[]; card: string };
  chosen: { card: string | null; line: readonly string[] };
}) {
  const { times, near, card } = instead;
  const next = times.days.flatMap((day) => day.times).slice(0, 6);
  const { storeRef } = times.store;
  const helps = isAboutTheStore(problem);
  return (
    <>
      <SwapProblem language={language} number={number} problem={problem} />
      {helps && next.length > 0 && (
        <section>
          <h2>{say(swapRefusals.instead_here, language)}</h2>
          <TimeButtons
            language={language}
            times={next}
            path="/usim-swap/confirm"
            chosen={{ store: storeRef, ...chosen }}
            withDay
          />
          <p>
            <a href={swapPath(`/usim-swap/stores/${storeRef}`, chosen)}>
              {say(swapStores.other_day, language)}
            </a>
          </p>
        </section>
      )}
      {helps && <StoresNear language={language} near={near} card={card} />}
      {helps && times.lacking && (
        <p>
          <a className="button wide" href={swapPath("/usim-swap/wait", { store: storeRef, card })}>
            {say(swapStores.join_list, language)}
          </a>
        </p>
      )}
      {helps && next.length === 0 && near.length === 0 && (
        <p>{say(swapRefusals.instead_none, language, { number })}</p>
      )}
      {!helps && (
        <p>
          <a className="button wide" href="/usim-swap">
            {say(usimSwap.how_it_stands, language)}
          </a>
        </p>
      )}
    </>
  );
}
