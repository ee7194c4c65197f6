import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { LineNumberRefusal } from "#app/domain/carrier-orders/find-line-number.server.ts";
import { getMicropayments } from "#app/domain/micropayments/get-micropayments.server.ts";
import { lowerCap } from "#app/domain/micropayments/lower-cap.server.ts";
import { parseCap } from "#app/domain/micropayments/micropayments.rules.ts";
import { requireBiometric } from "#app/domain/micropayments/require-biometric.server.ts";
import { switchOffMicropayments } from "#app/domain/micropayments/switch-off-micropayments.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { say, type Message } from "#app/locales/say.ts";
import { refused, type Result } from "#app/shared/result.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { MicropaymentsForms } from "#app/ui/micropayments-forms.tsx";
import { MicropaymentsState } from "#app/ui/micropayments-state.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { WaysBack } from "#app/ui/ways-back.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  now: ctx.now(),
  key: randomUUID(),
  state: await getMicropayments(ctx, session.subscriberId),
}));

export const action = subscriberAction("L1", async (args) => {
  const done = await act(args);
  if (!done.ok) return data({ refusal: done.refusal }, { status: 409 });
  throw redirect("/micropayments", 303);
});

type Refusal = LineNumberRefusal | "not-lower" | "form-used" | "nothing-chosen";

function act(args: SubscriberArgs & { formData: FormData }): Promise<Result<unknown, Refusal>> {
  const { ctx, session, formData } = args;
  const form = { subscriberId: session.subscriberId, key: formKey(formData) };
  switch (formText(formData, "act")) {
    case "off":
      return switchOffMicropayments(ctx, form);
    case "lower": {
      const capKrw = parseCap(formText(formData, "cap"));
      return capKrw === null
        ? Promise.resolve(refused("nothing-chosen"))
        : lowerCap(ctx, { ...form, capKrw });
    }
    case "biometric":
      return requireBiometric(ctx, form);
    default:
      throw new Response(null, { status: 400 });
  }
}

/** What is so of the line itself is said above it. */
const refusalText: Record<Refusal, Message> = {
  "form-used": carrierOrder.form_used,
  "not-lower": micropayments.not_lower,
  "nothing-chosen": micropayments.choose,
  "carrier-silent": micropayments.cap_silent,
  "owner-changed": carrierOrder.failed_line,
  "line-not-active": carrierOrder.failed_line,
  purged: carrierOrder.failed_line,
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(micropayments.title, page?.language ?? "ko") },
];

export default function Micropayments() {
  const { language, synthetic, hotline, endsAt, now, key, state } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(micropayments.title, language)}</h1>
      <p>{say(micropayments.what, language)}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language)} />}
      <MicropaymentsState language={language} number={number} now={now} state={state} />
      <MicropaymentsForms language={language} formKey={key} state={state} />
      <WaysBack language={language} />
    </Page>
  );
}
