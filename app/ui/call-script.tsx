import type { Localized } from "#app/domain/incidents/incident.schema.ts";
import { bankAccount } from "#app/locales/bank-account.ts";
import { callScript } from "#app/locales/call-script.ts";
import { compensation } from "#app/locales/compensation.ts";
import { formatDay } from "#app/locales/format.ts";
import { languageNames, languages, type Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";

type Facts = { names: Localized; number: string; announcedAt: string | null };

/** In which language the script and the caller's page are; the line's own unless chosen here. */
export const SpeakLinks = ({ language }: { language: Language }) => (
  <nav aria-label="통화 언어">
    <ul className="langs">
      {languages.map((other) => (
        <li key={other}>
          {other === language ? (
            <span aria-current="true" lang={other}>
              {languageNames[other]}
            </span>
          ) : (
            <a href={`/call-center/call?speak=${other}`} lang={other}>
              {languageNames[other]}
            </a>
          )}
        </li>
      ))}
    </ul>
  </nav>
);

/**
 * What the agent says, step by step, in the caller's language; the Korean stands beside it for an agent who
 * reads that better.
 */
export function CallScript({
  language,
  facts,
  checked,
}: {
  language: Language;
  facts: Facts;
  checked: boolean;
}) {
  const steps = checked ? checkedSteps : uncheckedSteps;
  return (
    <section className="card script">
      <h2>안내 문구</h2>
      <dl>
        {steps.map(([title, text]) => (
          <div key={title} className={language === "ko" ? undefined : "both"}>
            <dt>{title}</dt>
            <dd lang={language}>{text(language, facts)}</dd>
            {language !== "ko" && <dd className="quiet">{text("ko", facts)}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

type Step = [title: string, text: (language: Language, facts: Facts) => string];

const safety: Step[] = [
  ["상담원이 맞는지 묻는 분께", (language) => say(callScript.agent_real, language)],
  ["저희가 묻지 않는 것", (language) => say(callScript.never, language)],
  ["링크를 남이 보았을 때", (language) => say(callScript.link_misused, language)],
  ["사칭 안내", (language, { number }) => say(callScript.impersonators, language, { number })],
];
const goodbye: Step = ["마무리", (language, { number }) => say(callScript.goodbye, language, { number })];

const uncheckedSteps: Step[] = [
  ["인사", (language, { names }) => say(callScript.greeting, language, { incident: say(names, language) })],
  ["통화 확인 번호로 확인", (language) => say(callScript.check_code, language)],
  ["통신사 앱으로 확인", (language, { number }) => say(callScript.check_app, language, { number })],
  ["확인이 어려울 때", (language) => say(callScript.check_none, language)],
  ...safety,
  goodbye,
];

const checkedSteps: Step[] = [
  [
    "날짜가 있는 답",
    (language, { announcedAt }) =>
      say(callScript.dated, language, {
        day: announcedAt ? formatDay(new Date(announcedAt), language) : "-",
      }),
  ],
  [
    "달라진 점",
    (language) => say(callScript.changed, language, { heading: say(result.changed_title, language) }),
  ],
  ["하실 일", (language) => say(callScript.next, language, { heading: say(result.steps_title, language) })],
  [
    "은행 계좌",
    (language) =>
      say(callScript.account, language, {
        heading: say(compensation.title, language),
        press: say(bankAccount.end_title, language),
      }),
  ],
  ...safety,
  ["기록 안내", (language) => say(callScript.told, language)],
  goodbye,
];
