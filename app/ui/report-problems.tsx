import type { FileReportRefusal } from "#app/domain/reports/file-report.server.ts";
import type { FormProblem } from "#app/domain/reports/report.schema.ts";
import type { Language } from "#app/locales/language.ts";
import { report } from "#app/locales/report.ts";
import { say } from "#app/locales/say.ts";

/** Why a report wasn't taken. */
export type ReportProblem = FileReportRefusal | FormProblem | "line-changed";

const problemText = {
  empty: report.empty,
  "too-long": report.too_long,
  "too-many": report.too_many,
  "already-filed": report.already_filed,
  "kind-missing": report.kind_missing,
  "field-too-long": report.field_too_long,
  "day-unreadable": report.day_unreadable,
  "line-changed": report.line_changed,
};

/** What to mend before it is sent again. */
export function ReportProblems({
  language,
  number,
  problems,
}: {
  language: Language;
  number: string;
  problems: readonly ReportProblem[];
}) {
  return (
    <div className="error" role="alert" id="problem">
      <h2>{say(report.error, language)}</h2>
      {problems.map((problem) => (
        <p key={problem}>
          {problem === "too-many"
            ? say(report.too_many, language, { number })
            : say(problemText[problem], language)}
        </p>
      ))}
    </div>
  );
}
