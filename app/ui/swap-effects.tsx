import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapEffects } from "#app/locales/usim-swap-effects.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";

const effects = [
  [swapEffects.transit, swapEffects.transit_means],
  [swapEffects.contacts, swapEffects.contacts_means],
  [swapEffects.lock, swapEffects.lock_means],
  [swapEffects.roaming, swapEffects.roaming_means],
  [swapEffects.badge, swapEffects.badge_means],
] as const;

/**
 * What happens to whatever hangs on the old card, and what stays: the same words on the phone, in the store
 * and for who gets the card without a `visit`, but for what happens at the counter.
 */
export const SwapEffects = ({ language, visit }: { language: Language; visit: boolean }) => (
  <>
    <dl className="effects">
      {effects.map(([what, means]) => (
        <div key={what.en}>
          <dt>{say(what, language)}</dt>
          <dd>
            {say(means, language)}
            {visit && what === swapEffects.lock && ` ${say(swapEffects.lock_visit, language)}`}
          </dd>
        </div>
      ))}
    </dl>
    <h3>{say(swapEffects.stays, language)}</h3>
    <WhatStays language={language} />
  </>
);

export const WhatStays = ({ language }: { language: Language }) => (
  <ul>
    <li>{say(usimSwap.keeps_protection, language)}</li>
    <li>{say(usimSwap.keeps_number, language)}</li>
    <li>{say(usimSwap.keeps_imei, language)}</li>
  </ul>
);
