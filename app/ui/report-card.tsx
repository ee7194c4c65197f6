import type { OwnReport } from "#app/domain/reports/list-own-reports.server.ts";
import { isOverdue } from "#app/domain/reports/report.rules.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { report } from "#app/locales/report.ts";
import { requests } from "#app/locales/requests.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

/** One report as whoever filed it follows it: where it stands, by when it is answered, and the answers. */
export function ReportCard({
  language,
  number,
  now,
  own,
}: {
  language: Language;
  number: string;
  now: Date;
  own: OwnReport;
}) {
  const when = (at: Date) => ({ day: formatDay(at, language), time: kstTime(at) });
  return (
    <section className="card">
      <h3>{say(report[own.kind], language)}</h3>
      <p className="quiet">
        {say(requests.case, language, { caseNumber: own.caseNumber, ...when(own.filedAt) })}
      </p>
      <p>
        {isOverdue(own, now)
          ? say(requests.state_late, language, { number, ...when(own.dueAt) })
          : say(requests[`state_${own.state}`], language, when(own.dueAt))}
      </p>
      {own.answers.map(({ at, text }) => (
        <div key={at.toISOString()} className="card verdict">
          <p className="quiet">{say(requests.answer, language, when(at))}</p>
          <p className="message">{text}</p>
        </div>
      ))}
    </section>
  );
}
