import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { demoLoader } from "#app/http/demo-route.server.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { Page } from "#app/ui/page.tsx";

export const loader = demoLoader(async ({ demo, language, request }) => {
  const to = new URL(request.url).searchParams.get("to");
  return { language, to, messages: (await demo.listMessages(to ?? undefined)).slice(0, 100) };
});

export const meta: MetaFunction = () => [{ title: "Demo inbox · Ansim" }];

export default function Inbox() {
  const { language, to, messages } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic hotline={null}>
      <div lang="en">
        <h1>Texts sent {to ? `to ${to}` : "in this demo"}</h1>
        <p>
          <a href="/demo">The people to try</a>
          {to && (
            <>
              {" · "}
              <a href="/demo/inbox">Everyone’s texts</a>
            </>
          )}
        </p>
        {messages.length === 0 && (
          <p>No text yet. One that is on its way arrives within seconds: load this page again.</p>
        )}
        {messages.length === 100 && <p className="quiet">The newest 100.</p>}
      </div>
      {messages.map((message) => (
        <article key={message.id} className="card">
          <p className="quiet">
            <a href={`/demo/inbox?to=${message.to}`}>{message.to}</a> · {kstDay(new Date(message.at))}{" "}
            {kstTime(new Date(message.at))}
          </p>
          <p className="message">{linked(message.body, message.links)}</p>
        </article>
      ))}
    </Page>
  );
}

/** The text as a phone shows it: its links can be pressed. */
const linked = (body: string, links: readonly string[]) =>
  body.split(/(https?:\/\/\S+)/).map((part, index) =>
    links.includes(part) ? (
      <a key={index} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  );
