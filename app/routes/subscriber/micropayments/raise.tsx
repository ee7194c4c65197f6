import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { allowMore } from "#app/domain/micropayments/allow-more.server.ts";
import { getMicropayments } from "#app/domain/micropayments/get-micropayments.server.ts";
import { higherCaps, parseCap } from "#app/domain/micropayments/micropayments.rules.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { say, type Message } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { MicropaymentsState } from "#app/ui/micropayments-state.tsx";
import { isUnderWay } from "#app/ui/order-card.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L3", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  now: ctx.now(),
  key: randomUUID(),
  state: await getMicropayments(ctx, session.subscriberId),
}));

export const action = subscriberAction("L3", async ({ ctx, session, formData }) => {
  const chosen = formText(formData, "allow");
  const capKrw = parseCap(chosen);
  if (chosen !== "on" && capKrw === null)
    return data({ refusal: "nothing-chosen" as const }, { status: 409 });
  const asked = await allowMore(ctx, session, { capKrw, key: formKey(formData) });
  if (!asked.ok) return data({ refusal: asked.refusal }, { status: 409 });
  throw redirect("/micropayments", 303);
});

const refusalText: Record<"nothing-chosen" | "form-used", Message> = {
  "nothing-chosen": micropayments.choose,
  "form-used": carrierOrder.form_used,
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(micropayments.raise_title, page?.language ?? "ko") },
];

export default function Raise() {
  const { language, synthetic, hotline, endsAt, now, key, state } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const settings = state.now.ok ? state.now.value : null;
  const asked = state.newest.filter(isUnderWay).map(({ order }) => order);
  const isAskedOn = asked.some((order) => order.kind === "payments_allowed" && order.wanted.allowed);
  const isAskedCap = (cap: number) =>
    asked.some((order) => order.kind === "payments_cap" && order.wanted.capKrw === cap);
  const choices = [
    ...(settings?.allowed || isAskedOn ? [] : [{ value: "on", text: say(micropayments.raise_on, language) }]),
    ...higherCaps(settings?.capKrw ?? 0)
      .filter((cap) => !isAskedCap(cap))
      .map((cap) => ({
        value: String(cap),
        text: say(micropayments.raise_cap, language, { amount: formatKrw(cap) }),
      })),
  ];
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(micropayments.raise_title, language)}</h1>
      <p>{say(micropayments.raise_lead, language)}</p>
      <p>{say(carrierOrder.agent_never, language)}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language)} />}
      <MicropaymentsState language={language} number={hotline?.number ?? ""} now={now} state={state} />
      {choices.length > 0 && (
        <form method="post" className="card">
          <input type="hidden" name="key" value={key} />
          <fieldset>
            <legend>{say(micropayments.raise_label, language)}</legend>
            {choices.map(({ value, text }) => (
              <div key={value} className="choice">
                <input type="radio" id={`allow-${value}`} name="allow" value={value} required />
                <label htmlFor={`allow-${value}`}>{text}</label>
              </div>
            ))}
          </fieldset>
          <button className="wide">{say(micropayments.raise_submit, language)}</button>
        </form>
      )}
      <p>
        <a href="/micropayments">{say(carrierOrder.back, language)}</a>
      </p>
    </Page>
  );
}
