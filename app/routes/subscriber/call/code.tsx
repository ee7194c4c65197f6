import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCallerCode } from "#app/domain/calls/find-caller-code.server.ts";
import { issueCallerCode } from "#app/domain/calls/issue-caller-code.server.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { callCode } from "#app/locales/call-code.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => {
  const live = await findCallerCode(ctx, session);
  return {
    ...(await getFrame(ctx, language)),
    endsAt: session.endsAt.toISOString(),
    live: live && { code: live.code, until: kstTime(live.until) },
  };
});

export const action = subscriberAction("L1", async ({ ctx, session }) => {
  await issueCallerCode(ctx, session);
  throw redirect("/call-code", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(callCode.title, data?.language ?? "ko") },
];

export default function Code() {
  const { language, synthetic, hotline, endsAt, live } = useLoaderData<typeof loader>();
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      {live ? (
        <section className="card verdict">
          <p>{say(callCode.read_out, language)}</p>
          <h1 className="code">{spaced(live.code)}</h1>
          <p>{say(callCode.until, language, { time: live.until })}</p>
          <p>
            <strong>{say(callCode.only_own_call, language, { number })}</strong>
          </p>
        </section>
      ) : (
        <>
          <h1>{say(callCode.title, language)}</h1>
          <p>{say(callCode.lead, language)}</p>
          <p>
            <strong>{say(callCode.only_own_call, language, { number })}</strong>
          </p>
        </>
      )}
      <form method="post">
        <button className={live ? "wide second" : "wide"}>
          {live ? say(callCode.again, language) : say(callCode.show, language, { number })}
        </button>
      </form>
      <h2>{say(callCode.check_title, language)}</h2>
      <p>
        <a href="/agent-check">{say(callCode.link_check, language)}</a>
      </p>
      <p>
        <a href="/result">{say(callCode.back, language)}</a>
      </p>
    </Page>
  );
}

/** "483 920": three and three, as it is read out. */
const spaced = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;
