import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { switchOffProtection } from "#app/domain/protection/switch-off-protection.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { protection } from "#app/locales/protection.ts";
import { say } from "#app/locales/say.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L3", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
}));

export const action = subscriberAction("L3", async ({ ctx, session, formData }) => {
  const off = await switchOffProtection(ctx, session, formKey(formData));
  if (!off.ok) return data({ refusal: off.refusal }, { status: 409 });
  throw redirect("/protection", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(protection.off_title, page?.language ?? "ko") },
];

export default function Off() {
  const { language, synthetic, hotline, endsAt, key } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(protection.off_title, language)}</h1>
      <p>{say(protection.off_lead, language)}</p>
      <p>{say(carrierOrder.agent_never, language)}</p>
      {refusal && <OrderProblem language={language} text={say(carrierOrder.form_used, language)} />}
      <form method="post">
        <input type="hidden" name="key" value={key} />
        <button className="wide second">{say(protection.off_submit, language)}</button>
      </form>
      <p>
        <a href="/protection">{say(carrierOrder.back, language)}</a>
      </p>
    </Page>
  );
}
