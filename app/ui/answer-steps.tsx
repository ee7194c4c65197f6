import { nothingHeld, stepsFor } from "#app/domain/exposure/answer.rules.ts";
import type { Remedy } from "#app/domain/incidents/incident.schema.ts";
import { compensation } from "#app/locales/compensation.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { protection } from "#app/locales/protection.ts";
import { result } from "#app/locales/result.ts";
import { say, type Message } from "#app/locales/say.ts";
import type { AnswerProps } from "#app/ui/answer-verdict.tsx";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { telephone } from "#app/ui/page.tsx";

/** Where a remedy is got on these pages, and what the way there is called. */
const pages: Partial<Record<Remedy["key"], { path: string; name: Message }>> = {
  "usim-swap": { path: "/usim-swap", name: usimSwap.here },
  protection: { path: "/protection", name: protection.here },
  micropayments: { path: "/micropayments", name: micropayments.here },
  compensation: { path: "/compensation", name: compensation.here },
  "fee-waiver": { path: "/fee-waiver", name: feeWaiver.here },
};

/**
 * What to do now: the remedies for this answer, how to get each today, and from when it can be done here.
 * With today's day, what has come leads to its page; an agent's screen, which names none, leads to no page of
 * the subscriber's.
 */
export function AnswerSteps({ language, incident, history, today }: AnswerProps & { today?: string }) {
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
            <StepOnline language={language} step={step} today={today} />
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

function StepOnline({
  language,
  step,
  today,
}: {
  language: Language;
  step: Remedy;
  today: string | undefined;
}) {
  const page = pages[step.key];
  if (page && today && step.online_from && step.online_from <= today)
    return (
      <p>
        <a className="button wide" href={page.path}>
          {say(page.name, language)}
        </a>
      </p>
    );
  return (
    <p className="quiet">
      {step.online_from
        ? say(result.step_online_from, language, { day: formatDay(step.online_from, language) })
        : say(result.step_undecided, language)}
    </p>
  );
}
