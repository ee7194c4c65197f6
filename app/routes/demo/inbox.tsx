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
        <h1>Sent {to ? `to ${to}` : "in this demo"}</h1>
        <p>
          <a href="/demo">The people to try</a>
          {to && (
            <>
              {" · "}
              <a href="/demo/inbox">Everyone’s texts and e-mails</a>
            </>
          )}
        </p>
        {messages.length === 0 && (
          <p>
            No {to?.includes("@") ? "e-mail" : "text"} yet. One that is on its way arrives within seconds:
            load this page again.
          </p>
        )}
        {messages.length === 100 && <p className="quiet">The newest 100.</p>}
      </div>
      {messages.map((message) => (
        <article key={message.id} className="card">
          <p className="quiet">
            {message.channel === "mail" ? "E-mail" : "Text"} to{" "}
            <a href={`/demo/inbox?to=${encodeURIComponent(message.to)}`}>{message.to}</a> ·{" "}
            {kstDay(new Date(message.at))} {kstTime(new Date(message.at))}
          </p>
          {message.subject !== undefined && (
            <p>
              <strong>{message.subject}</strong>
              {message.html !== undefined && (
                <>
                  {" "}
                  <a href={`/demo/mail/${message.id}?to=${encodeURIComponent(message.to)}`}>
                    As a mail program shows it
                  </a>
                </>
              )}
            </p>
          )}
          <p className="message">{linked(message.body, message.links)}</p>
        </article>
      ))}
    </Page>
  );
}

/** The text, or an e-mail's text part, as a phone shows it: its links can be pressed. */
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
