import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { formText } from "#app/http/form-text.ts";
import { forgetWayBack, pathAfterSignIn } from "#app/http/kept-form.server.ts";
import { frameLoader } from "#app/http/frame-loader.server.ts";
import { publicAction } from "#app/http/public-route.server.ts";
import { beginSession, readSessionCookie } from "#app/http/session-cookie.server.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { verify } from "#app/locales/verify.ts";
import { Page } from "#app/ui/page.tsx";

/** Reads nothing of the token: the page is the same for every one, and kept in memory by the web server. */
export const loader = frameLoader;

export const action = publicAction(async ({ ctx, address, publicUrl, params, formData, request }) => {
  const typed = formText(formData, "birthDate");
  const verified = await verifyBirthDate(ctx, {
    token: params.token ?? "",
    typed,
    address,
    from: readSessionCookie(request, publicUrl),
  });
  if (!verified.ok) {
    if (verified.refusal !== "too-many")
      return data(verified.refusal, { status: statusOf[verified.refusal] });
    const seconds = Math.ceil((verified.retryAt.getTime() - ctx.now().getTime()) / 1000);
    return data(verified.refusal, { status: 429, headers: { "Retry-After": String(seconds) } });
  }
  const headers = beginSession(new Headers(), { request, publicUrl }, verified.value);
  forgetWayBack(headers, request, publicUrl);
  throw redirect(pathAfterSignIn(request, publicUrl), { status: 303, headers });
});

const statusOf = { unreadable: 422, wrong: 422, "carrier-silent": 503 } as const;

export const headers = ({ actionHeaders }: { actionHeaders: Headers }) => actionHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(verify.title, page?.language ?? "ko") },
];

const refusalText = {
  unreadable: verify.unreadable,
  wrong: verify.wrong,
  "carrier-silent": verify.carrier_silent,
};

export default function OpenLink() {
  const { language, synthetic, hotline } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const number = hotline?.number ?? "";
  if (refusal === "too-many")
    return (
      <Page language={language} synthetic={synthetic} hotline={hotline}>
        <h1>{say(verify.too_many_title, language)}</h1>
        <p>{say(verify.too_many, language)}</p>
        <WayWithoutLink language={language} />
        <p>{say(verify.too_many_else, language, { number })}</p>
        <p className="quiet">{say(verify.too_many_for_good, language)}</p>
      </Page>
    );
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(verify.title, language)}</h1>
      <p>{say(verify.lead, language)}</p>
      {refusal && (
        <div className="error" role="alert" id="problem">
          <h2>{say(verify.error, language)}</h2>
          <p>{say(refusalText[refusal], language)}</p>
        </div>
      )}
      <form method="post" className="card">
        <label htmlFor="birthDate">{say(verify.label, language)}</label>
        <div id="hint" className="quiet">
          {say(verify.hint, language)}
        </div>
        <input
          id="birthDate"
          name="birthDate"
          inputMode="numeric"
          autoComplete="bday"
          maxLength={20}
          required
          aria-describedby={refusal ? "problem hint" : "hint"}
          aria-invalid={refusal === "unreadable" || refusal === "wrong" ? true : undefined}
        />
        <button className="wide">{say(verify.submit, language)}</button>
      </form>
      {refusal === "wrong" && <WayWithoutLink language={language} />}
      <p>{say(verify.minor, language)}</p>
      <p>{say(verify.safety, language)}</p>
      <p>
        {say(verify.unsure, language, { number })}{" "}
        <a href="/message-check">{say(site.message_check, language)}</a>
      </p>
    </Page>
  );
}

/** The same for everybody: it says nothing of the link. */
const WayWithoutLink = ({ language }: { language: Language }) => (
  <p>
    <a className="button second wide" href="/signin/carrier">
      {say(verify.sign_in, language)}
    </a>
  </p>
);
