import type { Language } from "#app/locales/language.ts";
import { requests } from "#app/locales/requests.ts";
import { say } from "#app/locales/say.ts";

/** From a remedy to one's requests and to the answer. */
export function WaysBack({ language }: { language: Language }) {
  return (
    <>
      <p>
        <a href="/requests">{say(requests.title, language)}</a>
      </p>
      <p>
        <a href="/result">{say(requests.result, language)}</a>
      </p>
    </>
  );
}
