import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { demoLoader } from "#app/http/demo-route.server.ts";
import { formatCount } from "#app/locales/format.ts";
import { kstDay, kstIso, kstTime } from "#app/shared/time.ts";
import { Page } from "#app/ui/page.tsx";

export const loader = demoLoader(async ({ ctx, demo, language, request }) => ({
  language,
  people: await demo.listPeople(),
  staff: demo.staff,
  campaigns: await demo.listCampaigns(),
  now: ctx.now(),
  refused: new URL(request.url).searchParams.get("clock") === "refused",
}));

export const meta: MetaFunction = () => [{ title: "Demo · Ansim" }];

const clearance = "2025-09-19T12:00";

export default function People() {
  const { language, people, staff, campaigns, now, refused } = useLoaderData<typeof loader>();
  return (
    <Page language={language} synthetic hotline={null}>
      <div lang="en">
        <h1>The demo</h1>
        <p>
          September 2025, replayed with synthetic people. Open someone’s link as they would from their text,
          and enter their date of birth.
        </p>
        <p>
          <a href="/demo/inbox">All texts and e-mails sent</a> · <a href="/">The public page</a> ·{" "}
          <a href="/figures">Figures</a> · <a href="/demo/people.json">people.json</a> ·{" "}
          <a href="/demo/inbox.json">inbox.json</a>
        </p>
        <h2>People to try</h2>
        <ul className="plain">
          {people.map((person) => (
            <li key={person.msisdn} className="card">
              <h3>{person.name}</h3>
              <p>{person.story}</p>
              <p>
                Date of birth to enter: <strong>{person.birthDate}</strong>
              </p>
              <p>
                {person.link ? <a href={person.link}>Open the link</a> : "No text yet"} ·{" "}
                <a href={`/demo/signin?as=${person.msisdn}&level=L2`}>Sign in by the carrier’s app</a> ·{" "}
                <a href={`/demo/inbox?to=${person.textsTo}`}>Texts to {person.textsTo}</a>
                {" · "}
                <a href={person.carrierApp}>Calls to confirm in the carrier’s app</a>
                {person.mailsTo && (
                  <>
                    {" · "}
                    <a href={`/demo/inbox?to=${encodeURIComponent(person.mailsTo)}`}>
                      E-mails to {person.mailsTo}
                    </a>
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
        <p>
          A bank account, where one is asked for: any number that ends with the last eight digits of the
          person’s own mobile number is theirs, such as 110-00000006 of 강수진. Any other doesn’t exist.
        </p>
        <h2>Staff to try</h2>
        <ul>
          {staff.map(({ subject, name, story }) => (
            <li key={subject}>
              <a href={`/demo/signin?role=${subject}`}>{name}</a> · {story}
            </li>
          ))}
        </ul>
        <h2>The clock</h2>
        <p>
          It is now <strong>{`${kstDay(now)} ${kstTime(now)}`}</strong> in Korea. The clock runs, and moves
          forward only. Ten people are cleared on 19 September at 10:00. Moving it far ends your sign-in, as
          time would.
        </p>
        {refused && (
          <p className="error" role="alert">
            The clock moves forward only; that moment is behind it, or could not be read.
          </p>
        )}
        {kstIso(now) < clearance && (
          <form method="post" action="/demo/clock">
            <input type="hidden" name="to" value={clearance} />
            <button>To 19 September, noon</button>
          </form>
        )}
        <form method="post" action="/demo/clock" className="card">
          <label htmlFor="to">To another moment (Korean time)</label>
          <input id="to" name="to" type="datetime-local" defaultValue={kstIso(now).slice(0, 16)} required />
          <button className="second">Move the clock</button>
        </form>
        <h2>The rest of the texts</h2>
        {campaigns.length === 0 ? (
          <p>Every text of the findings announced so far is sent, or on its way.</p>
        ) : (
          <form method="post" action="/demo/campaign">
            <p>
              So far only the people above were told.{" "}
              {campaigns
                .map(({ finding, waiting }) => `${finding}: ${formatCount(waiting)} texts wait.`)
                .join(" ")}
            </p>
            <button className="second">Send them to everyone</button>
          </form>
        )}
      </div>
    </Page>
  );
}
