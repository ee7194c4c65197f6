import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getFigures } from "#app/domain/figures/get-figures.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { figures as messages } from "#app/locales/figures.ts";
import { formatDay } from "#app/locales/format.ts";
import { landing } from "#app/locales/landing.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { kstIso, kstTime, parseKstMoment } from "#app/shared/time.ts";
import { FindingTable } from "#app/ui/finding-table.tsx";
import { FindingsCharts } from "#app/ui/findings-chart.tsx";
import { Page } from "#app/ui/page.tsx";

export const loader = publicLoader(async ({ ctx, language, request }) => {
  const asked = new URL(request.url).searchParams.get("at");
  const past = asked ? parseKstMoment(asked) : null;
  const now = ctx.now();
  // Nothing that is not announced yet can be looked up by asking for a future moment.
  const at = past && past < now ? past : now;
  const incident = await findCurrentIncident(ctx);
  const findings = incident ? (await getFigures(ctx, { incidentId: incident.id, at })).findings : [];
  return { language, incident, findings, at, unreadable: Boolean(asked) && !past };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(messages.title, data?.language ?? "ko") },
];

export default function FiguresPage() {
  const { language, incident, findings, at, unreadable } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic={incident?.synthetic ?? false} hotline={incident?.hotline ?? null}>
      <h1>{say(messages.title, language)}</h1>
      <p>{say(messages.lead, language)}</p>
      {unreadable && (
        <p className="error" role="alert">
          {say(messages.at_bad, language)}
        </p>
      )}
      <p className="quiet">
        {say(messages.at_now, language, { moment: `${formatDay(at, language)} ${kstTime(at)}` })}
        {" · "}
        <a href="#past">{say(messages.at_other, language)}</a>
      </p>
      {!incident && <p>{say(landing.no_incident, language)}</p>}
      {incident && findings.length === 0 && <p>{say(messages.none, language)}</p>}
      {incident && <FindingsCharts language={language} incident={incident} findings={findings} />}
      {incident &&
        findings.map((finding, index) => (
          <section key={finding.id} className="card">
            <h2>{formatDay(finding.announcedAt, language)}</h2>
            <FindingTable
              language={language}
              incident={incident}
              finding={finding}
              before={findings[index - 1]}
            />
          </section>
        ))}
      <form id="past" method="get" className="card">
        <label htmlFor="at">{say(messages.at_label, language)}</label>
        <div id="at-hint" className="quiet">
          {say(messages.at_hint, language)}
        </div>
        <input
          id="at"
          name="at"
          type="datetime-local"
          defaultValue={kstIso(at).slice(0, 16)}
          aria-describedby="at-hint"
        />
        <button>{say(messages.at_submit, language)}</button>
      </form>
      <p>
        <a href="/">{say(site.home, language)}</a>
      </p>
    </Page>
  );
}
