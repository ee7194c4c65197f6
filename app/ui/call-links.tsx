import { callCode } from "#app/locales/call-code.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";

/** What somebody needs who reads their answer with an agent on the phone. */
export const CallLinks = ({ language }: { language: Language }) => (
  <section>
    <h2>{say(callCode.links_title, language)}</h2>
    <ul>
      <li>
        <a href="/call-code">{say(callCode.link_code, language)}</a>
      </li>
      <li>
        <a href="/agent-check">{say(callCode.link_check, language)}</a>
      </li>
    </ul>
  </section>
);
