import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hoursToAnswer, parseCaseNumber } from "#app/domain/reports/report.rules.ts";
import { reportKinds } from "#app/domain/reports/report.schema.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { findSessionOf } from "#app/http/subscriber-route.server.ts";
import { report } from "#app/locales/report.ts";
import { say } from "#app/locales/say.ts";
import { Page } from "#app/ui/page.tsx";
import { ReportAdvice } from "#app/ui/report-advice.tsx";

/**
 * Says back what the address says and asks nothing of the reports: so it can be opened again, and tells
 * nobody whether there is one.
 */
export const loader = publicLoader(async (args) => {
  const { ctx, language, params } = args;
  const kind = reportKinds.find((one) => one === params.kind);
  const caseNumber = parseCaseNumber(params.case ?? "");
  if (!kind || !caseNumber) throw new Response(null, { status: 404 });
  const signedIn = (await findSessionOf(args)) !== null;
  return { ...(await getFrame(ctx, language)), kind, caseNumber, signedIn };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(report.filed_title, data?.language ?? "ko") },
];

export default function ReportFiled() {
  const { language, synthetic, hotline, kind, caseNumber, signedIn } = useLoaderData<typeof loader>();
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <section className="card verdict">
        <h1>{say(report.filed_title, language)}</h1>
        <p>
          {say(report.filed_case, language)}
          <br />
          <strong>{caseNumber}</strong>
        </p>
        <p>{say(report.filed_keep, language, { number })}</p>
      </section>
      <p>{say(report.filed_next, language, { number, hours: hoursToAnswer[kind] })}</p>
      {signedIn && (
        <p>
          <a className="button wide" href="/requests">
            {say(report.requests, language)}
          </a>
        </p>
      )}
      <ReportAdvice language={language} kind={kind} number={number} />
    </Page>
  );
}
