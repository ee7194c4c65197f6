import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { pauseProtection } from "#app/domain/protection/pause-protection.server.ts";
import { pauseEnds } from "#app/domain/protection/protection.rules.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { formatDay } from "#app/locales/format.ts";
import { protection } from "#app/locales/protection.ts";
import { say, type Message } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L3", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
  ends: pauseEnds(ctx.now()),
}));

export const action = subscriberAction("L3", async ({ ctx, session, formData }) => {
  const until = new Date(formText(formData, "until"));
  const paused = await pauseProtection(ctx, session, { until, key: formKey(formData) });
  if (!paused.ok) return data({ refusal: paused.refusal }, { status: 409 });
  throw redirect("/protection", 303);
});

const refusalText: Record<"end-passed" | "too-long" | "form-used", Message> = {
  "end-passed": protection.end_missing,
  "too-long": protection.end_missing,
  "form-used": carrierOrder.form_used,
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(protection.pause_title, page?.language ?? "ko") },
];

export default function Pause() {
  const { language, synthetic, hotline, endsAt, key, ends } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(protection.pause_title, language)}</h1>
      <p>{say(protection.pause_lead, language)}</p>
      <p>{say(protection.before_swap, language)}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language)} />}
      <form method="post" className="card">
        <input type="hidden" name="key" value={key} />
        <fieldset>
          <legend>{say(protection.pause_until, language)}</legend>
          {ends.map(({ hours, until }) => (
            <div key={hours} className="choice">
              <input
                type="radio"
                id={`hours-${hours}`}
                name="until"
                value={until.toISOString()}
                required
                {...(refusal && { "aria-describedby": "problem" })}
              />
              <label htmlFor={`hours-${hours}`}>
                {say(protection.pause_end, language, {
                  day: formatDay(until, language),
                  time: kstTime(until),
                  hours,
                })}
              </label>
            </div>
          ))}
        </fieldset>
        <button className="wide">{say(protection.pause_submit, language)}</button>
      </form>
      <p>
        <a href="/protection">{say(carrierOrder.back, language)}</a>
      </p>
    </Page>
  );
}
