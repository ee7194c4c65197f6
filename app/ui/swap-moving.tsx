import type { OwnVisit } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";

/** That a time chosen now takes the place of the one there is. */
export const SwapMoving = ({ language, visit }: { language: Language; visit: OwnVisit }) => (
  <p className="card verdict">
    {say(swapStores.moving, language, {
      day: formatWeekday(visit.startsAt, language),
      time: formatTime(visit.startsAt, language),
      store: visit.store.name,
    })}
  </p>
);
