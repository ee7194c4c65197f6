import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { beginReport } from "#app/domain/reports/begin-report.server.ts";
import { fileReport } from "#app/domain/reports/file-report.server.ts";
import { getBegunLine } from "#app/domain/reports/get-begun-line.server.ts";
import { fileReportSchema, formProblems } from "#app/domain/reports/report.schema.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { keepForm } from "#app/domain/verification/keep-form.server.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { KEPT_REPORT_COOKIE, readKeptReport } from "#app/http/kept-form.server.ts";
import { publicAction, publicLoader, type PublicArgs } from "#app/http/public-route.server.ts";
import { clearHostCookie, setHostCookie } from "#app/http/session-cookie.server.ts";
import { findSessionOf } from "#app/http/subscriber-route.server.ts";
import { report } from "#app/locales/report.ts";
import { say } from "#app/locales/say.ts";
import { kstDay } from "#app/shared/time.ts";
import { WasKept } from "#app/ui/more-time.tsx";
import { Page } from "#app/ui/page.tsx";
import { ReportForm, type TypedReport } from "#app/ui/report-form.tsx";
import { ReportProblems, type ReportProblem } from "#app/ui/report-problems.tsx";

export const loader = publicLoader(async (args) => {
  const { ctx, language, request, publicUrl } = args;
  const session = await findSessionOf(args);
  const { idempotencyKey, line, kept } = await beginReport(ctx, {
    subscriberId: session?.subscriberId ?? null,
    keptSecret: readKeptReport(request, publicUrl),
  });
  return {
    ...(await getFrame(ctx, language)),
    idempotencyKey,
    today: kstDay(ctx.now()),
    line: session && line && { ...line, endsAt: session.endsAt.toISOString() },
    kept: kept && readFields((name) => kept[name] ?? ""),
  };
});

/** The report is whose the page said that it would be, whatever session there is by now. */
export const action = publicAction(async (args) => {
  const { ctx, formData, language, address, publicUrl } = args;
  const typed = readFields((name) => formText(formData, name));
  const subscriberId = getBegunLine(ctx, formText(formData, "line"));
  const session = await findSessionOf(args);
  if (subscriberId !== null && !session) throw await keepUntilSignedIn(args, subscriberId, typed);
  if (subscriberId !== null && session?.subscriberId !== subscriberId)
    return answer(409, typed, ["line-changed"]);
  if (formData.has("extend")) return answer(200, typed);

  const form = fileReportSchema.safeParse(typed);
  if (!form.success) return answer(422, typed, problemsOf(form.error), fieldsOf(form.error));
  const about = { language, subscriberId, callId: null, address };
  const filed = await fileReport(actingFor(ctx, subscriberId === null ? null : session), {
    ...form.data,
    ...about,
  });
  if (!filed.ok) return answer(statusOf[filed.refusal], typed, [filed.refusal]);
  throw redirect(`/report/filed/${form.data.kind}/${filed.value.caseNumber}`, {
    status: 303,
    headers: { "Set-Cookie": clearHostCookie(publicUrl, KEPT_REPORT_COOKIE) },
  });
});

const statusOf = { empty: 422, "too-long": 422, "already-filed": 409, "too-many": 429 } as const;

async function keepUntilSignedIn({ ctx, publicUrl }: PublicArgs, subscriberId: bigint, fields: TypedReport) {
  const secret = await keepForm(ctx, { subscriberId, path: "/report", fields });
  const headers = { "Set-Cookie": setHostCookie(publicUrl, KEPT_REPORT_COOKIE, secret) };
  return redirect("/verify", { status: 303, headers });
}

const actingFor = (ctx: Ctx, session: Session | null): Ctx =>
  session
    ? { ...ctx, actor: { type: "subscriber", id: String(session.subscriberId), level: session.level } }
    : ctx;

const readFields = (read: (name: string) => string): TypedReport => ({
  idempotencyKey: read("idempotencyKey"),
  kind: read("kind"),
  what: read("what"),
  happenedOn: read("happenedOn"),
  contact: read("contact"),
  amount: read("amount"),
  merchant: read("merchant"),
});

const problemsOf = ({ issues }: z.ZodError) =>
  formProblems.filter((problem) => issues.some(({ message }) => message === problem));
const fieldsOf = ({ issues }: z.ZodError) => issues.map(({ path }) => String(path[0]));

const answer = (
  status: number,
  typed: TypedReport,
  problems: readonly ReportProblem[] = [],
  wrong: readonly string[] = [],
) => data({ typed, problems, wrong }, { status });

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(report.title, page?.language ?? "ko") },
];

export default function Report() {
  const { language, synthetic, hotline, idempotencyKey, today, line, kept } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const number = hotline?.number ?? "";
  const typed = sent?.typed ?? kept;
  // What was filed already goes out as another report, if it does.
  const isNew = !typed || sent?.problems.includes("already-filed");
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(report.title, language)}</h1>
      <p>{say(report.lead, language)}</p>
      <p>
        {line ? say(report.for_line, language, { ending: line.ending }) : say(report.anonymous, language)}
      </p>
      {!sent && kept && <WasKept language={language} />}
      {sent && sent.problems.length > 0 && (
        <ReportProblems language={language} number={number} problems={sent.problems} />
      )}
      <ReportForm
        language={language}
        number={number}
        idempotencyKey={isNew ? idempotencyKey : typed.idempotencyKey}
        line={line}
        today={today}
        typed={typed}
        wrong={sent?.wrong ?? []}
      />
    </Page>
  );
}
