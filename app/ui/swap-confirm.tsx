import type { VisitChoice } from "#app/domain/usim-swap/get-visit-choice.server.ts";
import { formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapEffects } from "#app/locales/usim-swap-effects.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";
import { after, kstDay, minutes } from "#app/shared/time.ts";
import { SwapEffects } from "#app/ui/swap-effects.tsx";
import { swapPath } from "#app/ui/swap-links.ts";
import { VisitFacts, VisitPapers } from "#app/ui/swap-visit.tsx";

/**
 * The last page before a visit is booked or moved: when and where, what to bring, what happens to what hangs
 * on the old card; then the button.
 */
export function ConfirmVisit({
  language,
  number,
  choice: { own, lines, chosen, times },
  asked,
  at,
  formKey,
}: {
  language: Language;
  number: string;
  choice: VisitChoice;
  asked: { card: string | null; lines: readonly string[] };
  at: Date;
  formKey: string;
}) {
  const { store } = times;
  const ids = chosen.map(({ subscriberId }) => String(subscriberId));
  const who = own.visit
    ? own.visit.lines.filter(({ state }) => state === "booked")
    : lines.filter(({ id }) => ids.includes(String(id)));
  const until = after(at, minutes(store.minutesPerSwap * chosen.length));
  return (
    <>
      <section className="card verdict">
        <VisitFacts
          language={language}
          when={{ startsAt: at, until }}
          store={store}
          endings={who.map(({ ending }) => ending)}
        />
        {own.visit && (
          <p>
            {say(swapVisit.instead_of, language, {
              day: formatWeekday(own.visit.startsAt, language),
              time: formatTime(own.visit.startsAt, language),
            })}
          </p>
        )}
      </section>
      <VisitPapers
        language={language}
        number={number}
        relationships={who.map(({ relationship }) => relationship)}
      />
      <section>
        <h2>{say(swapEffects.title, language)}</h2>
        <SwapEffects language={language} visit />
      </section>
      <form method="post">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="storeId" value={store.id} />
        <input type="hidden" name="startsAt" value={at.toISOString()} />
        {asked.card && <input type="hidden" name="card" value={asked.card} />}
        {own.visit ? (
          <input type="hidden" name="visit" value={String(own.visit.visitId)} />
        ) : (
          ids.map((id) => <input key={id} type="hidden" name="line" value={id} />)
        )}
        <button className="wide">{say(own.visit ? swapVisit.move : swapVisit.book, language)}</button>
      </form>
      <p>
        <a
          href={swapPath(`/usim-swap/stores/${store.storeRef}`, {
            card: asked.card,
            line: asked.lines,
            day: kstDay(at),
          })}
        >
          {say(swapStores.other_time, language)}
        </a>
      </p>
    </>
  );
}
