import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useStoreCode as openByStoreCode } from "#app/domain/usim-swap/use-store-code.server.ts";
import { formText } from "#app/http/form-text.ts";
import { frameLoader } from "#app/http/frame-loader.server.ts";
import { publicAction } from "#app/http/public-route.server.ts";
import { beginSession, readSessionCookie } from "#app/http/session-cookie.server.ts";
import { say } from "#app/locales/say.ts";
import { storeCode } from "#app/locales/store-code.ts";
import { Page } from "#app/ui/page.tsx";

export const loader = frameLoader;

export const action = publicAction(async ({ ctx, address, publicUrl, formData, request }) => {
  const opened = await openByStoreCode(ctx, {
    code: formText(formData, "code"),
    birthDate: formText(formData, "birthDate"),
    address,
    from: readSessionCookie(request, publicUrl),
  });
  if (!opened.ok) {
    if (opened.refusal !== "too-many") return data(opened.refusal, { status: 422 });
    const seconds = Math.ceil((opened.retryAt.getTime() - ctx.now().getTime()) / 1000);
    return data(opened.refusal, { status: 429, headers: { "Retry-After": String(seconds) } });
  }
  const headers = beginSession(new Headers(), { request, publicUrl }, opened.value);
  throw redirect(opened.value.path, { status: 303, headers });
});

export const headers = ({ actionHeaders }: { actionHeaders: Headers }) => actionHeaders;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(storeCode.title, page?.language ?? "ko") },
];

export default function StoreCode() {
  const { language, synthetic, hotline } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const around = { language, synthetic, hotline };
  if (refusal === "too-many")
    return (
      <Page {...around}>
        <h1>{say(storeCode.too_many_title, language)}</h1>
        <p>{say(storeCode.too_many, language, { number: hotline?.number ?? "" })}</p>
      </Page>
    );
  const field = {
    required: true,
    maxLength: 20,
    autoComplete: "off",
    "aria-describedby": refusal ? "problem" : undefined,
  };
  return (
    <Page {...around}>
      <h1>{say(storeCode.title, language)}</h1>
      <p>{say(storeCode.lead, language)}</p>
      {refusal && (
        <div className="error" role="alert" id="problem">
          <h2>{say(storeCode.error, language)}</h2>
          <p>{say(refusal === "wrong" ? storeCode.wrong : storeCode.unreadable, language)}</p>
        </div>
      )}
      <form method="post" className="card">
        <label htmlFor="code">{say(storeCode.code, language)}</label>
        <input id="code" name="code" autoCapitalize="characters" {...field} />
        <label htmlFor="birthDate">{say(storeCode.birth_date, language)}</label>
        <input id="birthDate" name="birthDate" inputMode="numeric" {...field} />
        <button className="wide">{say(storeCode.submit, language)}</button>
      </form>
      <p>{say(storeCode.yourself, language)}</p>
      <p>{say(storeCode.tablet, language)}</p>
    </Page>
  );
}
