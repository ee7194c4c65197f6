import type { OwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";
import type { Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import { AnswerChanges, AnswerHistory } from "#app/ui/answer-history.tsx";
import { AnswerItems } from "#app/ui/answer-items.tsx";
import { AnswerSteps } from "#app/ui/answer-steps.tsx";
import { AnswerSwapped } from "#app/ui/answer-swapped.tsx";
import { AnswerVerdict } from "#app/ui/answer-verdict.tsx";

/** What the caller reads at /result, word for word, in their language. */
export function CallerAnswer({ language, answer }: { language: Language; answer: OwnAnswer }) {
  const { incident, history, minor, swappedAt } = answer;
  const shared = { language, incident, history };
  return (
    <section className="caller-page" lang={language} aria-label="고객님이 보시는 화면">
      {minor && <p>{say(result.minor, language)}</p>}
      <AnswerVerdict {...shared} suspected={answer.suspected} />
      <AnswerChanges {...shared} />
      <AnswerSwapped {...shared} swappedAt={swappedAt} />
      <AnswerSteps language={language} answer={answer} readsAloud />
      <AnswerItems {...shared} />
      <AnswerHistory {...shared} />
    </section>
  );
}
