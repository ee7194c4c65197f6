import { swapEffect, type SwapEffect } from "#app/domain/exposure/answer.rules.ts";
import { certificate } from "#app/locales/certificate.ts";
import { formatDay, formatList } from "#app/locales/format.ts";
import { resultSwapped } from "#app/locales/result-swapped.ts";
import { say } from "#app/locales/say.ts";
import type { AnswerProps } from "#app/ui/answer-verdict.tsx";

const sentences = [
  ["replaced", resultSwapped.replaced],
  ["kept", resultSwapped.kept],
  ["later", resultSwapped.later],
] as const;

/** After a swap: what the new card replaced of what had been exposed, and what it did not. */
export function AnswerSwapped({
  language,
  incident,
  history,
  swappedAt,
}: AnswerProps & { swappedAt: string | null }) {
  if (swappedAt === null) return null;
  const effect = swapEffect(incident, history, new Date(swappedAt));
  const names = (part: keyof SwapEffect) =>
    formatList(
      effect[part].map(({ names }) => say(names, language)),
      language,
    );
  return (
    <section className="card">
      <h2>{say(resultSwapped.title, language)}</h2>
      <p>{say(resultSwapped.when, language, { day: formatDay(new Date(swappedAt), language) })}</p>
      <ul>
        {sentences.map(
          ([part, sentence]) =>
            effect[part].length > 0 && <li key={part}>{say(sentence, language, { items: names(part) })}</li>,
        )}
      </ul>
      <p>{say(resultSwapped.links, language)}</p>
    </section>
  );
}

/** From the answer to what certifies it. */
export const CertificatesLink = ({ language }: Pick<AnswerProps, "language">) => (
  <p>
    <a href="/certificates">{say(certificate.link, language)}</a>
  </p>
);
