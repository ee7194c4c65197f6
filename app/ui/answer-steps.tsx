import { nothingHeld, stepsFor } from "#app/domain/exposure/answer.rules.ts";
import type { OwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";
import { inOrder, type StepState } from "#app/domain/exposure/step-state.rules.ts";
import { answerSteps, stepStates } from "#app/locales/answer-steps.ts";
import { formatDay, formatTime } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { telephone } from "#app/ui/page.tsx";
import { RemedyDescription } from "#app/ui/remedy-description.tsx";
import { RemedyWay } from "#app/ui/remedy-way.tsx";

type Props = {
  language: Language;
  answer: Pick<OwnAnswer, "incident" | "history" | "today" | "states" | "feePolicy">;
  /** An agent's screen: the same words, and none of the subscriber's links. */
  readsAloud?: boolean;
};

/**
 * What to do now: the remedies for this answer, how to get each today, and those that were asked for or done,
 * with how they stand.
 */
export function AnswerSteps({ language, answer, readsAloud }: Props) {
  const { incident, history, today, states, feePolicy } = answer;
  const steps = inOrder(stepsFor(incident, history.at(-1)?.exposure ?? nothingHeld), states);
  const { number, hours } = incident.hotline;
  if (steps.length === 0) return null;
  return (
    <section>
      <h2>{say(result.steps_title, language)}</h2>
      <ol className="plain">
        {steps.map((step) => {
          const state = states[step.key];
          const isLeft = !state || state.stands === "open";
          // Who is registered for the fee still has days to keep.
          const isDescribed = isLeft || state.says === "fee_registered";
          return (
            <li key={step.key} className="card">
              <h3>{say(step.names, language)}</h3>
              {state && (
                <p>
                  <strong>{sayState(state, language)}</strong>
                </p>
              )}
              {isDescribed && (
                <RemedyDescription
                  language={language}
                  remedy={step}
                  today={today}
                  feePolicy={feePolicy}
                  isRegistered={state?.says === "fee_registered"}
                />
              )}
              <RemedyWay
                language={language}
                remedy={step}
                today={today}
                readsAloud={readsAloud}
                name={isLeft ? undefined : answerSteps.see}
              />
            </li>
          );
        })}
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

const sayState = ({ says, at, amountKrw }: StepState, language: Language) =>
  say(stepStates[says], language, {
    day: at ? formatDay(at, language) : "",
    time: at ? formatTime(at, language) : "",
    amount: formatKrw(amountKrw ?? 0),
  });
