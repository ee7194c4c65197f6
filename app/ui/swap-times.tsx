import type { StoreFound } from "#app/domain/stores/find-stores.server.ts";
import type { StoreTimes } from "#app/domain/usim-swap/get-store-times.server.ts";
import { formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { swapRefusals } from "#app/locales/usim-swap-visit.ts";
import { swapPath } from "#app/ui/swap-links.ts";
import { NoCards, StoreCard } from "#app/ui/swap-store.tsx";

type Chosen = Record<string, string | readonly string[] | null | undefined>;

/** The days that have a time left, as buttons. */
export const SwapDays = ({
  language,
  days,
  path,
  chosen,
}: {
  language: Language;
  days: StoreTimes["days"];
  path: string;
  chosen: Chosen;
}) => (
  <section>
    <h2>{say(swapStores.which_day, language)}</h2>
    <ul className="plain">
      {days.map(({ day, times }) => (
        <li key={day}>
          <a className="button second wide" href={swapPath(path, { ...chosen, day })}>
            {formatWeekday(day, language)}
            <span className="quiet"> · {say(swapStores.times_free, language, { count: times.length })}</span>
          </a>
        </li>
      ))}
    </ul>
  </section>
);

/** The times of one day, each a button to the last question. */
export const SwapTimes = ({
  language,
  day,
  times,
  path,
  chosen,
}: {
  language: Language;
  day: string;
  times: readonly Date[];
  /** Of the page that asks the last question. */
  path: string;
  chosen: Chosen;
}) => (
  <section>
    <h2>{say(swapStores.which_time, language, { day: formatWeekday(day, language) })}</h2>
    <TimeButtons language={language} times={times} path={path} chosen={chosen} />
  </section>
);

/** Each leads to the page that says what to bring; nothing is booked before that. */
export const TimeButtons = ({
  language,
  times,
  path,
  chosen,
  withDay = false,
}: {
  language: Language;
  times: readonly Date[];
  path: string;
  chosen: Chosen;
  withDay?: boolean;
}) => (
  <form method="get" action={path} className={withDay ? "times days" : "times"}>
    {Object.entries(chosen).flatMap(([name, value]) =>
      (typeof value === "string" ? [value] : (value ?? [])).map((one) => (
        <input key={`${name} ${one}`} type="hidden" name={name} value={one} />
      )),
    )}
    {times.map((at) => (
      <button key={at.toISOString()} className="second" name="at" value={at.toISOString()}>
        {withDay && `${formatWeekday(at, language)} `}
        {formatTime(at, language)}
      </button>
    ))}
  </form>
);

/** Nothing to be had here: the stores near by that have something, and the list. */
export const NoTimes = ({
  language,
  times,
  near,
  card,
  canWait,
}: {
  language: Language;
  times: StoreTimes;
  near: readonly StoreFound[];
  card: string;
  canWait: boolean;
}) => (
  <section>
    {times.lacking ? (
      <NoCards language={language} supply={times} />
    ) : (
      <p>{say(swapStores.no_times, language)}</p>
    )}
    {times.lacking && canWait && (
      <p>
        <a className="button wide" href={swapPath("/usim-swap/wait", { store: times.store.storeRef, card })}>
          {say(swapStores.join_list, language)}
        </a>
      </p>
    )}
    <StoresNear language={language} near={near} card={card} />
  </section>
);

/** Where else there is a card and a time soon. */
export const StoresNear = ({
  language,
  near,
  card,
}: {
  language: Language;
  near: readonly StoreFound[];
  card: string;
}) =>
  near.length === 0 ? null : (
    <>
      <h2>{say(swapRefusals.instead_near, language)}</h2>
      <ul className="plain">
        {near.map((store) => (
          <StoreCard
            key={store.id}
            language={language}
            store={store}
            timesPath={swapPath(`/usim-swap/stores/${store.storeRef}`, { card })}
            waitPath={swapPath("/usim-swap/wait", { store: store.storeRef, card })}
          />
        ))}
      </ul>
    </>
  );
