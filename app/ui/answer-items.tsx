import { exposedCategories, nothingHeld, survivors } from "#app/domain/exposure/answer.rules.ts";
import type { Category } from "#app/domain/incidents/incident.schema.ts";
import { formatDay, formatList } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import type { AnswerProps } from "#app/ui/answer-verdict.tsx";

/** What was exposed, on which days, what it lets a thief do; what was not leaked; and what no remedy takes back. */
export function AnswerItems({ language, incident, history }: AnswerProps) {
  const exposure = history.at(-1)?.exposure ?? nothingHeld;
  const exposed = exposedCategories(incident, exposure);
  const staying = survivors(incident, exposure);
  return (
    <>
      {exposed.length > 0 && (
        <section>
          <h2>{say(result.items_title, language)}</h2>
          {exposed.map((category) => (
            <Item
              key={category.key}
              category={category}
              days={exposure.days[category.key] ?? []}
              language={language}
            />
          ))}
        </section>
      )}
      {incident.not_leaked.length > 0 && (
        <section>
          <h2>{say(result.not_leaked_title, language)}</h2>
          <dl>
            {incident.not_leaked.map(({ names, meaning }) => (
              <div key={names.en}>
                <dt>{say(names, language)}</dt>
                <dd>{say(meaning, language)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {(staying.length > 0 || incident.unknowns.length > 0) && (
        <section>
          <h2>{say(result.limits_title, language)}</h2>
          <ul>
            {staying.length > 0 && (
              <li>
                {say(result.limits_survive, language, {
                  items: formatList(
                    staying.map(({ names }) => say(names, language)),
                    language,
                  ),
                })}
              </li>
            )}
            {incident.unknowns.map((unknown) => (
              <li key={unknown.en}>{say(unknown, language)}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Item({
  category,
  days,
  language,
}: {
  category: Category;
  days: readonly string[];
  language: Language;
}) {
  const goes = category.replaced_by_usim_swap || category.expires_by_itself;
  const mark = category.replaced_by_usim_swap
    ? result.item_swap_yes
    : category.expires_by_itself
      ? result.item_expires
      : result.item_swap_no;
  return (
    <article className="card">
      <h3>{say(category.names, language)}</h3>
      <span className={goes ? "mark goes" : "mark stays"}>{say(mark, language)}</span>
      <p>
        {days.length > 0
          ? say(result.item_days, language, {
              days: formatList(
                days.map((day) => formatDay(day, language)),
                language,
              ),
            })
          : say(result.item_days_unknown, language)}
      </p>
      <dl>
        <dt>{say(result.item_thief, language)}</dt>
        <dd>{say(category.lets_a_thief, language)}</dd>
        <dt>{say(result.item_do, language)}</dt>
        <dd>{say(category.what_to_do, language)}</dd>
      </dl>
    </article>
  );
}
