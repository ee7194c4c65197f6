import { callCode } from "#app/locales/call-code.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { telephone } from "#app/ui/page.tsx";

/** Whether the person on the phone is an agent of ours: a plain yes, or a plain no and what to do. */
export function AgentVerdict({
  language,
  number,
  since,
}: {
  language: Language;
  number: string;
  since: string | null;
}) {
  if (since)
    return (
      <section className="card verdict">
        <h1>{say(callCode.genuine, language)}</h1>
        <p>{say(callCode.genuine_since, language, { time: since })}</p>
        <p>{say(callCode.genuine_never, language)}</p>
      </section>
    );
  return (
    <section className="card verdict heavy">
      <h1>{say(callCode.not_genuine, language)}</h1>
      <p>{say(callCode.not_genuine_why, language, { number })}</p>
      <p>
        <a className="button wide" href={telephone(number)}>
          {number}
        </a>
      </p>
      <p>
        <a href="/report">{say(callCode.report, language)}</a>
      </p>
    </section>
  );
}
