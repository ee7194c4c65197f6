import type { ReportKind } from "#app/domain/reports/report.schema.ts";
import type { Language } from "#app/locales/language.ts";
import { report, reportAdvice } from "#app/locales/report.ts";
import { say, type Message } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";

/** What to do at once, whatever becomes of the report. */
export function ReportAdvice({
  language,
  kind,
  number,
}: {
  language: Language;
  kind: ReportKind;
  number: string;
}) {
  // Some name the number and some don't, so each is filled by hand.
  const advice: readonly Message[] = Object.values(reportAdvice[kind]);
  return (
    <>
      <h2>{say(report.to_do, language)}</h2>
      <ul>
        {advice.map((message) => (
          <li key={message.ko}>{say(message, language).replaceAll("{number}", number)}</li>
        ))}
        {kind === "suspicious_message" && (
          <li>
            <a href="/message-check">{say(site.message_check, language)}</a>
          </li>
        )}
        <li>{say(report.call_118, language)}</li>
      </ul>
    </>
  );
}
