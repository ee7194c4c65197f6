import { callCode } from "#app/locales/call-code.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { telephone } from "#app/ui/page.tsx";

/**
 * Whether an agent of ours is on a call about the line. Never a bare yes: that agent may be talking to a
 * thief, who passes the code on to the subscriber and asks for the caller code next.
 */
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
        <h1>{say(callCode.genuine, language, { time: since })}</h1>
        <p>
          <strong>{say(callCode.genuine_unless, language, { number })}</strong>
        </p>
        <p>{say(callCode.only_own_call, language, { number })}</p>
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
