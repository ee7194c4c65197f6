import type { ListedReport } from "#app/domain/reports/list-reports.server.ts";
import { languageNames } from "#app/locales/language.ts";
import { Key } from "#app/ui/console-page.tsx";
import { DueMark } from "#app/ui/report-due.tsx";
import { kindWords, stateWords } from "#app/ui/report-words.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

/** Reports to choose from: what they are, by when, and whose; nothing of what was written in them. */
export function ReportTable({ reports }: { reports: readonly ListedReport[] }) {
  return (
    <div className="scroll" role="region" aria-label="사건 표" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">접수 번호</th>
            <th scope="col">종류</th>
            <th scope="col">접수</th>
            <th scope="col">답변 기한</th>
            <th scope="col">상태</th>
            <th scope="col">담당</th>
            <th scope="col">언어</th>
            <th scope="col">회선</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report, index) => (
            <tr key={report.caseNumber}>
              <th scope="row">
                <a
                  href={`/call-center/reports/${report.caseNumber}`}
                  data-key={index === 0 ? "KeyN" : undefined}
                >
                  {report.caseNumber} {index === 0 && <Key code="KeyN" />}
                </a>
              </th>
              <td>{kindWords(report.kind)}</td>
              <td>
                {kstDay(report.filedAt)} {kstTime(report.filedAt)}
              </td>
              <td>
                <DueMark report={report} />
              </td>
              <td>{stateWords[report.state]}</td>
              <td>{report.owner ?? "없음"}</td>
              <td>{languageNames[report.language]}</td>
              <td>{report.hasLine ? "있음" : "모름"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
