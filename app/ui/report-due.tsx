import type { ListedReport } from "#app/domain/reports/list-reports.server.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

/** Until when a report is to be answered; that it is late is said in a word, too. */
export function DueMark({ report }: { report: Pick<ListedReport, "dueAt" | "overdue"> }) {
  const due = `${kstDay(report.dueAt)} ${kstTime(report.dueAt)}`;
  if (!report.overdue) return <>{due}</>;
  return (
    <>
      {due} <strong className="mark stays">기한 지남</strong>
    </>
  );
}
