import { nothingHeld, stepsFor } from "#app/domain/exposure/answer.rules.ts";
import { formatDay } from "#app/locales/format.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import type { AnswerProps } from "#app/ui/answer-verdict.tsx";
import { telephone } from "#app/ui/page.tsx";

/** What to do now: the remedies for this answer, how to get each today, and from when it can be done here. */
export function AnswerSteps({ language, incident, history }: AnswerProps) {
  const steps = stepsFor(incident, history.at(-1)?.exposure ?? nothingHeld);
  const { number, hours } = incident.hotline;
  if (steps.length === 0) return null;
  return (
    <section>
      <h2>{say(result.steps_title, language)}</h2>
      <ol className="plain">
        {steps.map((step) => (
          <li key={step.key} className="card">
            <h3>{say(step.names, language)}</h3>
            <p>{say(step.description, language)}</p>
            <p>{say(step.until_then, language)}</p>
            <p className="quiet">
              {step.online_from
                ? say(result.step_online_from, language, { day: formatDay(step.online_from, language) })
                : say(result.step_undecided, language)}
            </p>
          </li>
        ))}
      </ol>
      <p>
        <a className="button wide" href={telephone(number)}>
          {say(result.call, language, { number })}
        </a>
      </p>
      <p className="quiet">{say(hours, language)}</p>
    </section>
  );
}
