import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { endStaffSession } from "#app/domain/staff/end-staff-session.server.ts";
import { endSession } from "#app/domain/verification/end-session.server.ts";
import { forgetWayBack } from "#app/http/kept-form.server.ts";
import { LANGUAGE_COOKIE } from "#app/http/language.server.ts";
import { frameLoader } from "#app/http/frame-loader.server.ts";
import { publicAction } from "#app/http/public-route.server.ts";
import { clearCookie, clearSessionCookie, readSessionCookie } from "#app/http/session-cookie.server.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { verify } from "#app/locales/verify.ts";
import { Page } from "#app/ui/page.tsx";

export const loader = frameLoader;

export const action = publicAction(async ({ ctx, request, publicUrl }) => {
  const secret = readSessionCookie(request, publicUrl);
  if (secret) await endSession(ctx, secret);
  const staffSecret = readSessionCookie(request, publicUrl, "staff");
  if (staffSecret) await endStaffSession(ctx, staffSecret);
  const headers = new Headers({ "Clear-Site-Data": '"cache", "cookies", "storage"' });
  headers.append("Set-Cookie", clearSessionCookie(publicUrl));
  headers.append("Set-Cookie", clearSessionCookie(publicUrl, "staff"));
  headers.append("Set-Cookie", clearCookie(publicUrl, LANGUAGE_COOKIE));
  forgetWayBack(headers, request, publicUrl);
  return data("signed-out", { headers });
});

export const headers = ({ actionHeaders }: { actionHeaders: Headers }) => actionHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(verify.sign_out, page?.language ?? "ko") },
];

export default function SignOut() {
  const { language, synthetic, hotline } = useLoaderData<typeof loader>();
  const signedOut = useActionData<typeof action>() === "signed-out";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <h1>{say(signedOut ? verify.signed_out_title : verify.sign_out, language)}</h1>
      <p>{say(signedOut ? verify.signed_out : verify.sign_out_lead, language)}</p>
      {signedOut ? (
        <p>
          <a href="/">{say(site.home, language)}</a>
        </p>
      ) : (
        <form method="post">
          <button>{say(verify.sign_out, language)}</button>
        </form>
      )}
    </Page>
  );
}
