import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { checkAgentCode } from "#app/domain/calls/check-agent-code.server.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { callCode } from "#app/locales/call-code.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";
import { AgentVerdict } from "#app/ui/call-agent-verdict.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
}));

/** Answers on the page itself: what was said of a code in one moment is not true in the next. */
export const action = subscriberAction("L1", async ({ ctx, session, formData }) => {
  const checked = await checkAgentCode(ctx, session, formText(formData, "code"));
  if (!checked.ok) return data({ refusal: checked.refusal, answer: null }, { status: 422 });
  const { since } = checked.value;
  return data({ refusal: null, answer: { since: since && kstTime(since) } });
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(callCode.check_title, page?.language ?? "ko") },
];

const refusalText = (refusal: "unreadable" | "too-many-codes", language: Language, number: string) =>
  refusal === "unreadable"
    ? say(callCode.unreadable, language)
    : say(callCode.too_many, language, { number });

export default function AgentCheck() {
  const { language, synthetic, hotline, endsAt } = useLoaderData<typeof loader>();
  const { refusal, answer } = useActionData<typeof action>() ?? {};
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      {answer ? (
        <AgentVerdict language={language} number={number} since={answer.since} />
      ) : (
        <>
          <h1>{say(callCode.check_title, language)}</h1>
          <p>{say(callCode.check_lead, language)}</p>
        </>
      )}
      {refusal && (
        <div className="error" role="alert" id="problem">
          <h2>{say(callCode.error, language)}</h2>
          <p>{refusalText(refusal, language, number)}</p>
        </div>
      )}
      <form method="post" className="card">
        <label htmlFor="code">{say(callCode.check_label, language)}</label>
        <input
          id="code"
          name="code"
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          required
          {...(refusal && { "aria-describedby": "problem", "aria-invalid": true })}
        />
        <button className="wide">{say(callCode.check_submit, language)}</button>
      </form>
      <p>
        <a href="/result">{say(callCode.back, language)}</a>
      </p>
    </Page>
  );
}
