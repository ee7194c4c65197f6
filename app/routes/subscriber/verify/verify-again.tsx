import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { readKeptReport } from "#app/http/kept-form.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { verify } from "#app/locales/verify.ts";
import { Page } from "#app/ui/page.tsx";

export const loader = publicLoader(async ({ ctx, language, request, publicUrl }) => ({
  ...(await getFrame(ctx, language)),
  why: readKeptReport(request, publicUrl) ? "kept" : new URL(request.url).searchParams.get("why"),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(verify.again_title, data?.language ?? "ko") },
];

export default function VerifyAgain() {
  const { language, synthetic, hotline, why } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(verify.again_title, language)}</h1>
      {why === "kept" && <p className="card">{say(verify.kept, language)}</p>}
      {why === "ended" && (
        <p className="card verdict heavy" role="alert">
          {say(verify.not_done, language)}
        </p>
      )}
      <p>{say(verify.again, language)}</p>
      <p>
        <a className="button" href="/signin/carrier">
          {say(verify.sign_in, language)}
        </a>
      </p>
      {hotline && <p>{say(verify.no_text, language, { number: hotline.number })}</p>}
      <p>
        <a href="/">{say(site.home, language)}</a>
      </p>
    </Page>
  );
}
