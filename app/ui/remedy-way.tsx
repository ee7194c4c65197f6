import type { Remedy } from "#app/domain/incidents/incident.schema.ts";
import { compensation } from "#app/locales/compensation.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { protection } from "#app/locales/protection.ts";
import { result } from "#app/locales/result.ts";
import { say, type Message } from "#app/locales/say.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";

/** Where a remedy is got on these pages, and what the way there is called. */
const pages: Record<Remedy["key"], { path: string; name: Message }> = {
  "usim-swap": { path: "/usim-swap", name: usimSwap.here },
  protection: { path: "/protection", name: protection.here },
  micropayments: { path: "/micropayments", name: micropayments.here },
  compensation: { path: "/compensation", name: compensation.here },
  "fee-waiver": { path: "/fee-waiver", name: feeWaiver.here },
};

/**
 * The way to a remedy's page once it is there, and before, from when it will be. `name` says something else
 * than what the remedy calls it. Who reads it aloud for somebody has the words alone: the page isn't theirs.
 */
export function RemedyWay({
  language,
  remedy,
  today,
  name,
  readsAloud = false,
}: {
  language: Language;
  remedy: Remedy;
  today: string;
  name?: Message;
  readsAloud?: boolean;
}) {
  const page = pages[remedy.key];
  if (!remedy.online_from || remedy.online_from > today)
    return (
      <p className="quiet">
        {remedy.online_from
          ? say(result.step_online_from, language, { day: formatDay(remedy.online_from, language) })
          : say(result.step_undecided, language)}
      </p>
    );
  const words = say(name ?? page.name, language);
  return (
    <p>
      {readsAloud ? (
        <strong>{words}</strong>
      ) : (
        <a className={name ? "button second wide" : "button wide"} href={page.path}>
          {words}
        </a>
      )}
    </p>
  );
}
