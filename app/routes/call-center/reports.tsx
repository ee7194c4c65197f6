import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listReports } from "#app/domain/reports/list-reports.server.ts";
import { reportFilters } from "#app/domain/reports/report.rules.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { staffLoader } from "#app/http/staff-route.server.ts";
import { ConsoleChoices } from "#app/ui/console-choices.tsx";
import { ConsolePage } from "#app/ui/console-page.tsx";
import { ReportTable } from "#app/ui/report-table.tsx";

export const loader = staffLoader(["agent", "auditor"], async ({ ctx, staff, request }) => {
  const asked = new URL(request.url).searchParams.get("show");
  const filter = reportFilters.find((one) => one === asked) ?? "open";
  return { desk: await deskOf(ctx, staff), filter, ...(await listReports(ctx, filter)) };
});

export const meta: MetaFunction = () => [{ title: "접수 사건" }];

const filters = [
  { name: "open", label: "답변 기다림", code: "KeyO" },
  { name: "mine", label: "내가 맡은 것", code: "KeyM" },
  { name: "all", label: "모두 (최근 것부터)", code: "KeyA" },
] as const;

export default function Reports() {
  const { desk, filter, reports, count } = useLoaderData<typeof loader>();
  const overdue = reports.filter((report) => report.overdue).length;
  return (
    <ConsolePage desk={desk} at="/call-center/reports">
      <h1>접수 사건</h1>
      <ConsoleChoices label="보기" choices={filters} chosen={filter} hrefOf={(name) => `?show=${name}`} />
      <p>
        {count}건{count > reports.length && ` 가운데 ${reports.length}건`}
        {overdue > 0 && `, 기한 지남 ${overdue}건`}
      </p>
      {count === 0 ? <p>해당하는 사건이 없습니다.</p> : <ReportTable reports={reports} />}
    </ConsolePage>
  );
}
