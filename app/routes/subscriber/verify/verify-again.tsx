import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { verify } from "#app/locales/verify.ts";
import { Page } from "#app/ui/page.tsx";

export const loader = publicLoader(async ({ ctx, language }) => {
  const incident = await findCurrentIncident(ctx);
  return { language, synthetic: incident?.synthetic ?? false, hotline: incident?.hotline ?? null };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(verify.again_title, data?.language ?? "ko") },
];

export default function VerifyAgain() {
  const { language, synthetic, hotline } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(verify.again_title, language)}</h1>
      <p>{say(verify.again, language)}</p>
      {hotline && <p>{say(verify.no_text, language, { number: hotline.number })}</p>}
      <p>
        <a href="/">{say(site.home, language)}</a>
      </p>
    </Page>
  );
}
