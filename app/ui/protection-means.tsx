import type { Language } from "#app/locales/language.ts";
import { protection } from "#app/locales/protection.ts";
import { say } from "#app/locales/say.ts";

/** What protection means for a new phone, a new card and roaming: said before it is switched on, and while it is. */
export function ProtectionMeans({ language, number }: { language: Language; number: string }) {
  return (
    <ul>
      <li>{say(protection.before_phone, language)}</li>
      <li>{say(protection.before_swap, language)}</li>
      <li>{say(protection.before_roaming, language, { number })}</li>
    </ul>
  );
}
