import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getFigures } from "#app/domain/figures/get-figures.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { localPath } from "#app/http/signin.server.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { signin } from "#app/locales/signin.ts";
import { site } from "#app/locales/site.ts";
import { verify } from "#app/locales/verify.ts";
import { Page } from "#app/ui/page.tsx";
import { kstDay, kstTime, parseKstMoment } from "#app/shared/time.ts";

export const loader = publicLoader(async ({ ctx, language, request }) => {
  const asked = new URL(request.url).searchParams;
  const incident = await findCurrentIncident(ctx);
  const figures = incident && (await getFigures(ctx, { incidentId: incident.id, at: ctx.now() }));
  return {
    language,
    synthetic: incident?.synthetic ?? false,
    hotline: incident?.hotline ?? null,
    lastFinding: figures?.findings.at(-1)?.announcedAt.toISOString() ?? null,
    why: asked.get("why") ?? "",
    by: asked.get("by") === "staff" ? ("staff" as const) : ("carrier" as const),
    to: localPath(asked.get("to"), ""),
    until: parseKstMoment(asked.get("until") ?? "")?.toISOString() ?? null,
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(titleOf(data?.why ?? ""), data?.language ?? "ko") },
];

function titleOf(why: string): Message {
  if (why === "no-line") return signin.no_line_title;
  if (why === "ended" || why === "kept") return signin.closed_title;
  return signedIn.includes(why) ? signin.not_here : signin.title;
}

/** Those of them who are signed in all the same go on to their answer. */
const signedIn = ["authenticator-young", "sim-changed", "carrier-silent"];

const reasons = new Map<string, Message>(
  Object.entries({
    cancelled: signin.cancelled,
    expired: signin.expired,
    ended: signin.ended,
    kept: verify.kept,
    weak: signin.weak,
    "authenticator-young": signin.authenticator_young,
    "sim-changed": signin.sim_changed,
    "carrier-silent": signin.carrier_silent,
    "no-second-factor": signin.no_second_factor,
    "not-staff": signin.not_staff,
    disabled: signin.disabled,
    "no-console": signin.no_console,
  }),
);

export default function Refused() {
  const { language, synthetic, hotline, lastFinding, why, by, to, until } = useLoaderData<typeof loader>();
  const noLine = why === "no-line";
  const again = `/signin/${by}${to ? `?to=${encodeURIComponent(to)}` : ""}`;
  const numberOf = hotline && by === "carrier" ? hotline.number : null;
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(titleOf(why), language)}</h1>
      {noLine ? (
        <>
          {lastFinding && (
            <p>
              {say(signin.no_line, language, { date: formatDay(kstDay(new Date(lastFinding)), language) })}
            </p>
          )}
          <p>{say(signin.no_line_limits, language)}</p>
        </>
      ) : (
        <p>{say(reasons.get(why) ?? signin.provider_failed, language)}</p>
      )}
      {why === "sim-changed" && until && <HeldUntil language={language} until={new Date(until)} />}
      {numberOf && <p>{say(signin.store_or_call, language, { number: numberOf })}</p>}
      <p>
        {signedIn.includes(why) ? (
          <a className="button" href="/result">
            {say(signin.to_answer, language)}
          </a>
        ) : (
          !noLine && (
            <a className="button" href={again}>
              {say(signin.again, language)}
            </a>
          )
        )}
      </p>
      <p>
        <a href="/">{say(site.home, language)}</a>
      </p>
    </Page>
  );
}

function HeldUntil({ language, until }: { language: Language; until: Date }) {
  const values = { date: formatDay(until, language), time: kstTime(until) };
  return <p>{say(signin.sim_held_until, language, values)}</p>;
}
