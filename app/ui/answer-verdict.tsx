import {
  exposedCategories,
  nothingHeld,
  type AnswerEntry,
  type AnswerIncident,
} from "#app/domain/exposure/answer.rules.ts";
import type { OwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";
import { formatDay, formatList } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";

export type AnswerProps = { language: Language; incident: AnswerIncident; history: AnswerEntry[] };

const titles = {
  payments: result.verdict_payments,
  exposed: result.verdict_exposed,
  signal_only: result.verdict_signal_only,
  cleared: result.verdict_cleared,
  not_exposed: result.verdict_not_exposed,
};

/**
 * The answer in one sentence, and the sentences after it. Of the payments that a finding suspects, those that
 * a claim has decided are no longer being checked.
 */
export function AnswerVerdict({
  language,
  incident,
  history,
  suspected,
}: AnswerProps & Pick<OwnAnswer, "suspected">) {
  const entry = history.at(-1);
  const exposure = entry?.exposure ?? nothingHeld;
  const { verdict, confirmedCount, confirmedKrw, clearanceReason } = exposure;
  const leaked = exposedCategories(incident, exposure).filter(({ leak }) => leak);
  const title = verdict === "payments" && confirmedCount === 0 ? suspicion(suspected) : titles[verdict];
  const heavy = verdict === "payments" || verdict === "exposed";

  return (
    <section className={heavy ? "card verdict heavy" : "card verdict"}>
      <h1>{say(title, language)}</h1>
      {confirmedCount > 0 && (
        <p>
          {say(result.lead_payments, language, {
            count: confirmedCount,
            amount: formatKrw(confirmedKrw),
          })}
        </p>
      )}
      {suspected.openCount > 0 && (
        <p>
          {say(result.lead_suspected, language, {
            count: suspected.openCount,
            amount: formatKrw(suspected.openKrw),
          })}
        </p>
      )}
      {suspected.decidedCount > 0 && (
        <p>{say(result.lead_decided, language, { count: suspected.decidedCount })}</p>
      )}
      {leaked.length > 0 && (
        <p>
          {say(result.lead_exposed, language, {
            items: formatList(
              leaked.map(({ names }) => say(names, language)),
              language,
            ),
          })}
        </p>
      )}
      {verdict === "signal_only" && <p>{say(result.lead_signal_only, language)}</p>}
      {verdict === "not_exposed" && <p>{say(result.lead_not_exposed, language)}</p>}
      {verdict === "cleared" && <p>{say(result.lead_cleared, language)}</p>}
      {clearanceReason && <p>{say(result.lead_cleared_reason, language, { reason: clearanceReason })}</p>}
      <p className="quiet">
        {say(incident.names, language)}
        {entry &&
          ` · ${say(result.as_of, language, { day: formatDay(new Date(entry.announcedAt), language) })}`}
      </p>
    </section>
  );
}

const suspicion = ({ openCount }: OwnAnswer["suspected"]) =>
  openCount > 0 ? result.verdict_payments_suspected : result.verdict_payments_decided;
