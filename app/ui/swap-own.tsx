import type { OwnSwapEntry } from "#app/domain/usim-swap/list-own-swaps.server.ts";
import { formatDay, formatTime } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";
import { swapWait } from "#app/locales/usim-swap-wait.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";

/** All that a line ever booked, waited for and was given of new cards. */
export const OwnSwaps = ({ language, entries }: { language: Language; entries: readonly OwnSwapEntry[] }) => (
  <>
    <h2>{say(usimSwap.requests_title, language)}</h2>
    {entries.length === 0 && <p>{say(usimSwap.requests_none, language)}</p>}
    {entries.map((entry, index) => (
      <section key={index} className="card">
        <h3>{titleOf(entry, language)}</h3>
        <p>
          <span lang="ko">{entry.storeName}</span>
          <br />
          {sayMoment(momentOf(entry), language)}
        </p>
        {"code" in entry && <p className="quiet">{entry.code}</p>}
      </section>
    ))}
    <p>
      <a className="button second wide" href="/usim-swap">
        {say(usimSwap.title, language)}
      </a>
    </p>
  </>
);

function titleOf(entry: OwnSwapEntry, language: Language): string {
  switch (entry.kind) {
    case "visit":
      return `${say(swapVisit.title, language)}: ${say(swapVisit[`state_${entry.state}`], language)}`;
    case "ticket":
      return `${say(swapWait.title, language)}: ${say(swapWait[`state_${entry.state}`], language)}`;
    case "swap":
      return say(usimSwap[`done_${entry.state}`], language);
  }
}

function momentOf(entry: OwnSwapEntry): Date {
  switch (entry.kind) {
    case "visit":
      return entry.startsAt;
    case "ticket":
      return entry.joinedAt;
    case "swap":
      return entry.completedAt;
  }
}

const sayMoment = (at: Date, language: Language) => `${formatDay(at, language)} ${formatTime(at, language)}`;
