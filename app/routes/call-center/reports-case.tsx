import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { closeReport } from "#app/domain/reports/close-report.server.ts";
import { getReport } from "#app/domain/reports/get-report.server.ts";
import { handOverReport } from "#app/domain/reports/hand-over-report.server.ts";
import { noteReport } from "#app/domain/reports/note-report.server.ts";
import { parseCaseNumber } from "#app/domain/reports/report.rules.ts";
import { takeReport } from "#app/domain/reports/take-report.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import type { Result } from "#app/shared/result.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";
import { ReportActs } from "#app/ui/report-acts.tsx";
import { ReportCase } from "#app/ui/report-case.tsx";
import { ReportRefused, type ReportRefusal } from "#app/ui/report-refused.tsx";

type Acted = Result<void, ReportRefusal>;

export const loader = staffLoader(["agent", "auditor"], async ({ ctx, staff, params }) => {
  const read = await getReport(ctx, caseIn(params));
  const desk = await deskOf(ctx, staff);
  if (!read.ok) return data({ desk, report: null, acts: false }, { status: 429 });
  return data({ desk, report: read.value, acts: ctx.actor.role === "agent" });
});

function caseIn(params: StaffArgs["params"]): string {
  const caseNumber = parseCaseNumber(params.case ?? "");
  if (!caseNumber) throw new Response(null, { status: 404 });
  return caseNumber;
}

/** Auditors reach it and are refused there: who may do what to a report is the use cases' to say. */
export const action = staffAction(["agent", "auditor"], async (args) => {
  const act = acts.get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const done = await act(args, caseIn(args.params));
  if (done.ok) throw redirect(new URL(args.request.url).pathname, 303);
  const typed = { act: formText(args.formData, "act"), text: formText(args.formData, "text") };
  return data({ refusal: done.refusal, typed }, { status: 409 });
});

type Act = (args: StaffArgs & { formData: FormData }, caseNumber: string) => Promise<Acted>;

const acts = new Map<string, Act>(
  Object.entries<Act>({
    take: ({ ctx }, caseNumber) => takeReport(ctx, caseNumber),
    note: ({ ctx, formData }, caseNumber) =>
      noteReport(ctx, { caseNumber, kind: "note", text: formText(formData, "text") }),
    answer: ({ ctx, formData }, caseNumber) =>
      noteReport(ctx, { caseNumber, kind: "answer", text: formText(formData, "text") }),
    "hand-over": ({ ctx, formData }, caseNumber) =>
      handOverReport(ctx, { caseNumber, to: memberIn(formData), note: formText(formData, "text") }),
    close: ({ ctx }, caseNumber) => closeReport(ctx, caseNumber),
  }),
);

/** Nobody is number 0. */
function memberIn(formData: FormData): bigint {
  const member = formText(formData, "to");
  return /^\d{1,18}$/.test(member) ? BigInt(member) : 0n;
}

export const meta: MetaFunction = ({ params }) => [{ title: `사건 ${params.case ?? ""}` }];

export default function ReportsCase() {
  const { desk, report, acts: mayAct } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/call-center/reports">
      <div className="row call-head">
        <h1>사건 {report?.caseNumber}</h1>
        <a href="/call-center/reports" data-key="KeyL">
          목록으로 <Key code="KeyL" />
        </a>
      </div>
      {refused && <ReportRefused refusal={refused.refusal} />}
      {report ? (
        <div className="columns">
          <ReportCase report={report} />
          {mayAct && <ReportActs report={report} typed={refused?.typed ?? null} />}
        </div>
      ) : (
        <ReportRefused refusal="over-quota" />
      )}
    </ConsolePage>
  );
}
