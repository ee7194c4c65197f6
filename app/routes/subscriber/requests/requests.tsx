import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listOwnRecord } from "#app/domain/audit/list-own-record.server.ts";
import { listOwnOrders } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import { getOwnClaims } from "#app/domain/compensation/get-own-claims.server.ts";
import { listOwnFees } from "#app/domain/fee-waiver/list-own-fees.server.ts";
import { listOwnReports } from "#app/domain/reports/list-own-reports.server.ts";
import { listOwnSwaps } from "#app/domain/usim-swap/list-own-swaps.server.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { compensation } from "#app/locales/compensation.ts";
import { requests } from "#app/locales/requests.ts";
import { say } from "#app/locales/say.ts";
import { OwnClaims } from "#app/ui/compensation-claims.tsx";
import { OwnFeesCard } from "#app/ui/fee-own.tsx";
import { OrderCard } from "#app/ui/order-card.tsx";
import { OwnRecord } from "#app/ui/own-record.tsx";
import { Page } from "#app/ui/page.tsx";
import { ReportCard } from "#app/ui/report-card.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { OwnSwaps } from "#app/ui/swap-own.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language, request }) => {
  const page = pageOf(request.url);
  return {
    ...(await getFrame(ctx, language)),
    endsAt: session.endsAt.toISOString(),
    now: ctx.now(),
    page,
    claims: await getOwnClaims(ctx, session.subscriberId, session.level),
    fees: await listOwnFees(ctx, session.subscriberId),
    orders: await listOwnOrders(ctx, session.subscriberId),
    swaps: await listOwnSwaps(ctx, session.subscriberId),
    reports: await listOwnReports(ctx, session.subscriberId),
    record: await listOwnRecord(ctx, session.subscriberId, page),
  };
});

/** Of the record; the first for whatever is no number of one. */
function pageOf(url: string): number {
  const typed = new URL(url).searchParams.get("page") ?? "";
  return /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : 1;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(requests.title, data?.language ?? "ko") },
];

export default function Requests() {
  const { language, synthetic, hotline, endsAt, now, page, claims, fees, orders, swaps, reports, record } =
    useLoaderData<typeof loader>();
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <p>
        <a href="/result">{say(requests.result, language)}</a>
      </p>
      <h1>{say(requests.title, language)}</h1>

      <OwnClaims language={language} number={number} claims={claims} />
      <p>
        <a className="button second wide" href="/compensation">
          {say(compensation.title, language)}
        </a>
      </p>

      <OwnFeesCard language={language} number={number} fees={fees} />

      <h2>{say(carrierOrder.orders, language)}</h2>
      {orders.length === 0 && <p>{say(carrierOrder.none, language)}</p>}
      {orders.map((own) => (
        <OrderCard key={own.id} language={language} number={number} own={own} />
      ))}

      <OwnSwaps language={language} entries={swaps} />

      <h2>{say(requests.reports, language)}</h2>
      {reports.length === 0 && <p>{say(requests.no_reports, language)}</p>}
      {reports.map((own) => (
        <ReportCard key={own.caseNumber} language={language} number={number} now={now} own={own} />
      ))}
      <p>
        <a className="button second wide" href="/report">
          {say(requests.report, language)}
        </a>
      </p>

      <h2 id="record">{say(requests.record, language)}</h2>
      <p>{say(requests.record_lead, language, { number })}</p>
      {record.entries.length === 0 && <p>{say(requests.no_record, language)}</p>}
      <OwnRecord language={language} entries={record.entries} />
      {page > 1 && (
        <p>
          <a href="/requests#record">{say(requests.newest, language)}</a>
        </p>
      )}
      {record.older && (
        <p>
          <a href={`/requests?page=${page + 1}#record`}>{say(requests.older, language)}</a>
        </p>
      )}
    </Page>
  );
}
