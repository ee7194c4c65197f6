import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getFigures } from "#app/domain/figures/get-figures.server.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { findSessionOf } from "#app/http/subscriber-route.server.ts";
import { landing } from "#app/locales/landing.ts";
import { requests } from "#app/locales/requests.ts";
import { report } from "#app/locales/report.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { verify } from "#app/locales/verify.ts";
import { kstDay } from "#app/shared/time.ts";
import { FindingTable } from "#app/ui/finding-table.tsx";
import { HeadlineChart } from "#app/ui/findings-chart.tsx";
import { Page, telephone } from "#app/ui/page.tsx";
import { RemedyDescription } from "#app/ui/remedy-description.tsx";
import { RemedyWay } from "#app/ui/remedy-way.tsx";

export const loader = publicLoader(async (args) => {
  const { ctx, language } = args;
  const incident = await findCurrentIncident(ctx);
  const figures = incident && (await getFigures(ctx, { incidentId: incident.id, at: ctx.now() }));
  return {
    language,
    incident,
    findings: figures?.findings.slice(-2) ?? [],
    feePolicy: incident && (await findFeePolicy(ctx, incident.id)),
    today: kstDay(ctx.now()),
    hasSession: (await findSessionOf(args)) !== null,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: data?.incident ? say(data.incident.names, data.language) : say(site.brand, data?.language ?? "ko"),
  },
];

export default function Landing() {
  const { language, incident, findings, feePolicy, today, hasSession } = useLoaderData<typeof loader>();
  if (!incident)
    return (
      <Page language={language} synthetic={false} hotline={null}>
        <h1>{say(site.brand, language)}</h1>
        <p>{say(landing.no_incident, language)}</p>
      </Page>
    );
  const { number, hours } = incident.hotline;
  const last = findings.at(-1);
  return (
    <Page language={language} synthetic={incident.synthetic} hotline={incident.hotline}>
      <p className="quiet">{say(incident.carrier, language)}</p>
      <h1>{say(incident.names, language)}</h1>
      <p>{say(landing.lead, language)}</p>
      {hasSession && (
        <p>
          <a className="button wide" href="/result">
            {say(requests.result, language)}
          </a>
        </p>
      )}

      <section className="card verdict">
        <h2>{say(landing.mine, language)}</h2>
        <p>
          {say(landing.mine_text, language)} <a href="/message-check">{say(site.message_check, language)}</a>
        </p>
        <p>
          <a className="button wide" href="/signin/carrier">
            {say(verify.sign_in, language)}
          </a>
        </p>
        <p>{say(landing.mine_phone, language, { number, hours: say(hours, language) })}</p>
        <p>
          <a className="button wide second" href={telephone(number)}>
            {say(landing.call, language, { number })}
          </a>
        </p>
        <p>{say(landing.mine_store, language)}</p>
        <p>
          <a href="/report">{say(report.title, language)}</a>
        </p>
        <p className="quiet">{say(landing.mine_no_lookup, language)}</p>
      </section>

      <h2>{say(landing.happened, language)}</h2>
      <p>{say(incident.summary, language)}</p>
      {incident.window.note && <p className="quiet">{say(incident.window.note, language)}</p>}

      <h2>{say(landing.figures, language)}</h2>
      {last ? (
        <>
          <HeadlineChart language={language} incident={incident} findings={findings} />
          <FindingTable language={language} incident={incident} finding={last} before={findings.at(-2)} />
        </>
      ) : (
        <p>{say(landing.none_announced, language)}</p>
      )}
      <p>
        <a href="/figures">{say(site.figures, language)}</a>
      </p>

      <h2>{say(landing.remedies, language)}</h2>
      {incident.remedies.map((remedy) => (
        <section key={remedy.key} className="card">
          <h3>{say(remedy.names, language)}</h3>
          <RemedyDescription language={language} remedy={remedy} today={today} feePolicy={feePolicy} />
          <RemedyWay language={language} remedy={remedy} today={today} />
        </section>
      ))}
    </Page>
  );
}
