import type { MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, Meta, Outlet, useRouteError } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { publicLoader } from "#app/http/public-route.server.ts";
import { landing } from "#app/locales/landing.ts";
import { requests } from "#app/locales/requests.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import { Page } from "#app/ui/page.tsx";
import { RequestFacts } from "#app/ui/request-facts.ts";
import { stylesheets } from "#app/ui/stylesheets.ts";

export const loader = publicLoader(({ language }) => Promise.resolve({ language }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(site.brand, data?.language ?? "ko") },
];

/**
 * Plain documents: no script is loaded on any page of subscribers or the public, and on those of consoles
 * only the one for keys.
 */
export function Layout({ children }: { children: ReactNode }) {
  const { language, nonce } = useContext(RequestFacts);
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <style dangerouslySetInnerHTML={{ __html: nonce ? stylesheets.console : stylesheets.plain }} />
        {nonce && <script src="/console.js" nonce={nonce} defer />}
      </head>
      <body>{children}</body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  // Not from a loader: where one fails, or a form does, there may be no data at all.
  const { language, requestId, hotline, hasSession } = useContext(RequestFacts);
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const [title, text] = {
    404: [say(landing.not_found_title, language), say(landing.not_found, language)],
    403: [say(landing.forbidden_title, language), ""],
  }[status] ?? [say(landing.outage_title, language), say(landing.outage, language, { requestId })];
  return (
    <Page language={language} synthetic={false} hotline={hotline}>
      <h1>{title}</h1>
      <p>{text}</p>
      {hasSession && (
        <p>
          <a className="button" href="/result">
            {say(requests.result, language)}
          </a>
        </p>
      )}
      <p>
        <a href="/">{say(site.home, language)}</a>
      </p>
    </Page>
  );
}
