import type { StoreFound } from "#app/domain/stores/find-stores.server.ts";
import { formatDay, formatList, formatTime, formatWeekday } from "#app/locales/format.ts";
import { languageNames, type Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatHours } from "#app/locales/store-hours.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { telephone } from "#app/ui/page.tsx";

type Facts = Pick<StoreFound, "address" | "phone" | "hours" | "languages" | "stepFree">;

/** Where a store is, when it is open, and who gets in and is understood there. */
export const StoreFacts = ({ language, store }: { language: Language; store: Facts }) => (
  <dl>
    <dt>{say(swapStores.address, language)}</dt>
    <dd lang="ko">{store.address}</dd>
    <dt>{say(swapStores.phone, language)}</dt>
    <dd>
      <a href={telephone(store.phone)}>{store.phone}</a>
    </dd>
    <dt>{say(swapStores.hours, language)}</dt>
    <dd>
      {formatHours(store.hours, language).map((line) => (
        <div key={line}>{line}</div>
      ))}
    </dd>
    <dt>{say(swapStores.speaks, language)}</dt>
    <dd>{sayLanguages(store, language)}</dd>
    {store.stepFree && <dd>{say(swapStores.no_steps_here, language)}</dd>}
  </dl>
);

const sayLanguages = ({ languages }: Pick<Facts, "languages">, language: Language) =>
  formatList(
    languages.map((one) => languageNames[one]),
    language,
  );

const aboutStore = ({ languages, stepFree }: Pick<Facts, "languages" | "stepFree">, language: Language) =>
  formatList(
    [
      ...languages.map((one) => languageNames[one]),
      ...(stepFree ? [say(swapStores.no_steps, language)] : []),
    ],
    language,
  );

/** One store of a list: how far, when next, and the one thing to do. */
export function StoreCard({
  language,
  store,
  timesPath,
  waitPath,
}: {
  language: Language;
  store: StoreFound;
  timesPath: string;
  waitPath: string;
}) {
  return (
    <li className="card">
      <h3 lang="ko">{store.name}</h3>
      <p lang="ko">{store.address}</p>
      <p className="quiet">
        {store.km !== null && `${say(swapStores.km, language, { km: store.km.toFixed(1) })} · `}
        {aboutStore(store, language)}
      </p>
      <StoreSupply language={language} store={store} />
      <p>
        {store.nextFree ? (
          <a className="button wide" href={timesPath}>
            {say(swapStores.choose_time, language)}
          </a>
        ) : (
          store.cardsFree === 0 && (
            <a className="button second wide" href={waitPath}>
              {say(swapStores.join_list, language)}
            </a>
          )
        )}
      </p>
    </li>
  );
}

function StoreSupply({ language, store }: { language: Language; store: StoreFound }) {
  if (store.nextFree)
    return (
      <p>
        <strong>
          {say(swapStores.next_free, language, {
            day: formatWeekday(store.nextFree, language),
            time: formatTime(store.nextFree, language),
          })}
        </strong>
      </p>
    );
  if (store.cardsFree > 0) return <p>{say(swapStores.no_times, language)}</p>;
  return <NoCards language={language} supply={store} />;
}

/** That there is no card, when more come, and how many people wait for them. */
export const NoCards = ({
  language,
  supply: { nextDelivery, waiting },
}: {
  language: Language;
  supply: Pick<StoreFound, "nextDelivery" | "waiting">;
}) => (
  <p>
    {say(swapStores.no_cards, language)}{" "}
    {nextDelivery &&
      say(swapStores.delivery, language, {
        day: formatDay(nextDelivery.dueOn, language),
        quantity: nextDelivery.quantity,
      })}{" "}
    {waiting > 0 && say(swapStores.waiting, language, { count: waiting })}
  </p>
);
