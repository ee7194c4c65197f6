import {
  exposedCategories,
  type AnswerEntry,
  type AnswerIncident,
} from "#app/domain/exposure/answer.rules.ts";
import { formatDay, formatList } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import type { AnswerProps } from "#app/ui/answer-verdict.tsx";

const states = {
  payments: result.verdict_payments,
  exposed: result.verdict_exposed,
  signal_only: result.verdict_signal_only,
  cleared: result.verdict_cleared,
  not_exposed: result.verdict_not_exposed,
};

/** What the finding in force changed for this line, against the one before it. */
export function AnswerChanges({ language, incident, history }: AnswerProps) {
  const now = history.at(-1);
  if (!now) return null;
  return (
    <section>
      <h2>{say(result.changed_title, language)}</h2>
      {changes(language, incident, now, history.at(-2)).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

function changes(
  language: Language,
  incident: AnswerIncident,
  now: AnswerEntry,
  before: AnswerEntry | undefined,
): string[] {
  const day = formatDay(new Date(now.announcedAt), language);
  if (!now.changed) return [say(result.changed_not, language, { day })];

  const sentences: string[] = [];
  if ((before?.exposure.verdict ?? "not_exposed") === "not_exposed")
    sentences.push(say(result.changed_first, language, { day }));
  if (now.exposure.verdict === "cleared") sentences.push(say(result.changed_cleared, language, { day }));
  const added = exposedCategories(incident, now.exposure).filter(({ key }) => now.added.includes(key));
  if (added.length > 0)
    sentences.push(
      say(result.changed_added, language, {
        day,
        items: formatList(
          added.map(({ names }) => say(names, language)),
          language,
        ),
      }),
    );
  const paidBefore = before?.exposure.confirmedKrw ?? 0;
  if (paidBefore !== now.exposure.confirmedKrw)
    sentences.push(
      say(result.changed_payments, language, {
        day,
        before: formatKrw(paidBefore),
        now: formatKrw(now.exposure.confirmedKrw),
      }),
    );
  return sentences.length > 0 ? sentences : [say(result.changed_other, language, { day })];
}

/** Every finding that was published, oldest first, and what it said of this line: nothing said is taken away. */
export function AnswerHistory({ language, incident, history }: AnswerProps) {
  return (
    <section>
      <h2>{say(result.history_title, language)}</h2>
      <ol className="plain">
        {history.map(({ announcedAt, exposure, textedAt }, index) => {
          const names = exposedCategories(incident, exposure).map((category) =>
            say(category.names, language),
          );
          return (
            <li key={announcedAt} className="card">
              <h3>
                {formatDay(new Date(announcedAt), language)}
                {index === history.length - 1 && ` (${say(result.history_now, language)})`}
              </h3>
              <p>{say(states[exposure.verdict], language)}</p>
              {names.length > 0 && <p>{formatList(names, language)}</p>}
              {exposure.confirmedKrw > 0 && (
                <p>{say(result.history_payments, language, { amount: formatKrw(exposure.confirmedKrw) })}</p>
              )}
              {textedAt && (
                <p className="quiet">
                  {say(result.history_texted, language, { day: formatDay(new Date(textedAt), language) })}
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
