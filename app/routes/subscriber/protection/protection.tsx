import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { OwnOrder } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import { enrolAllLines } from "#app/domain/protection/enrol-all-lines.server.ts";
import { enrolProtection } from "#app/domain/protection/enrol-protection.server.ts";
import { getProtection } from "#app/domain/protection/get-protection.server.ts";
import { undoEnrolment } from "#app/domain/protection/undo-enrolment.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { protection } from "#app/locales/protection.ts";
import { say, type Message } from "#app/locales/say.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { isUnderWay } from "#app/ui/order-card.tsx";
import { Page } from "#app/ui/page.tsx";
import { ProtectionMeans } from "#app/ui/protection-means.tsx";
import { ProtectionState } from "#app/ui/protection-state.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { WaysBack } from "#app/ui/ways-back.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  signedIn: session.level === "L2",
  now: ctx.now(),
  key: randomUUID(),
  state: await getProtection(ctx, session.subscriberId),
}));

export const action = subscriberAction("L1", async (args) => {
  const done = await act(args);
  if (!done.ok) return data({ refusal: done.refusal }, { status: 409 });
  throw redirect("/protection", 303);
});

async function act({ ctx, session, formData }: SubscriberArgs & { formData: FormData }) {
  const key = formKey(formData);
  switch (formText(formData, "act")) {
    case "on":
      return enrolProtection(ctx, { subscriberId: session.subscriberId, key });
    case "all":
      return enrolAllLines(ctx, session, key);
    case "undo":
      return undoEnrolment(ctx, session, { orderId: formText(formData, "order"), key });
    default:
      throw new Response(null, { status: 400 });
  }
}

const refusalText: Record<"form-used" | "reads-only" | "nothing-to-undo", Message> = {
  "form-used": carrierOrder.form_used,
  "reads-only": protection.reads_only,
  "nothing-to-undo": protection.nothing_to_undo,
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(protection.title, page?.language ?? "ko") },
];

const isAsked = (newest: OwnOrder | null, state: "on" | "off") =>
  newest !== null &&
  isUnderWay(newest) &&
  newest.order.kind === "protection" &&
  newest.order.wanted.state === state;

export default function Protection() {
  const { language, synthetic, hotline, endsAt, signedIn, now, key, state } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const number = hotline?.number ?? "";
  const isOurs = state.now.ok || state.now.refusal === "carrier-silent";
  const current = state.now.ok ? state.now.value.state : null;
  const L3 = (path: string) => `/signin/carrier?to=${path}&level=L3`;
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(protection.title, language)}</h1>
      <p>{say(protection.what, language)}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language)} />}
      <ProtectionState language={language} number={number} now={now} state={state} />
      {isOurs && current !== "on" && (
        <section>
          <h2>{say(protection.before_title, language)}</h2>
          <ProtectionMeans language={language} number={number} />
          {!isAsked(state.newest, "on") && (
            <form method="post">
              <input type="hidden" name="key" value={key} />
              <button className="wide" name="act" value="on">
                {say(current === "paused" ? protection.turn_on_now : protection.turn_on, language)}
              </button>
            </form>
          )}
        </section>
      )}
      <section>
        <h2>{say(protection.all_title, language)}</h2>
        {signedIn ? (
          <form method="post">
            <input type="hidden" name="key" value={key} />
            <button className="wide second" name="act" value="all">
              {say(protection.turn_on_all, language)}
            </button>
          </form>
        ) : (
          <p>
            <a className="button second wide" href="/signin/carrier?to=/protection">
              {say(protection.sign_in_all, language)}
            </a>
          </p>
        )}
      </section>
      {isOurs && current !== "off" && (
        <section>
          <h2>{say(protection.more_title, language)}</h2>
          {current === "on" && <ProtectionMeans language={language} number={number} />}
          <p className="quiet">
            {say(carrierOrder.needs_sign_in, language)} {say(carrierOrder.agent_never, language)}
          </p>
          <ul>
            <li>
              <a href={L3("/protection/pause")}>{say(protection.to_pause, language)}</a>
            </li>
            {!isAsked(state.newest, "off") && (
              <li>
                <a href={L3("/protection/off")}>{say(protection.to_off, language)}</a>
              </li>
            )}
          </ul>
        </section>
      )}
      {signedIn && state.undoable && (
        <form method="post" className="card">
          <p>{say(protection.undo_means, language)}</p>
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="order" value={state.undoable} />
          <button className="second" name="act" value="undo">
            {say(protection.undo, language)}
          </button>
        </form>
      )}
      <WaysBack language={language} />
    </Page>
  );
}
