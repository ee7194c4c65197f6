import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getDraft } from "#app/domain/compensation/get-draft.server.ts";
import { listClaimablePayments } from "#app/domain/compensation/list-claimable-payments.server.ts";
import { removeItem } from "#app/domain/compensation/remove-item.server.ts";
import { toggleItem, type ToggleRefusal } from "#app/domain/compensation/toggle-item.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationPayments } from "#app/locales/compensation-payments.ts";
import { compensation } from "#app/locales/compensation.ts";
import { say, type Message } from "#app/locales/say.ts";
import { ok, type Result } from "#app/shared/result.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { ByHandList, DraftSum, PaymentLists, shownItems } from "#app/ui/compensation-payments.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L2", async ({ ctx, session, language }) => {
  const draft = await getDraft(ctx, session);
  return {
    ...(await getFrame(ctx, language)),
    endsAt: session.endsAt.toISOString(),
    key: randomUUID(),
    readsOnly: await readsOnly(ctx, session),
    payments: await listClaimablePayments(ctx, session),
    byHand: shownItems(draft?.items ?? []).filter(({ byHand }) => byHand),
    soFar: { count: draft?.items.length ?? 0, amountKrw: draft?.sumKrw ?? 0 },
  };
});

export const action = subscriberAction("L2", async (args) => {
  const done = await act(args);
  if (!done.ok) return data({ refusal: done.refusal }, { status: 409 });
  throw redirect(`/compensation/payments#${done.value}`, 303);
});

/** Gives the place of the page to go on from: where the person was. */
async function act(args: SubscriberArgs & { formData: FormData }): Promise<Result<string, ToggleRefusal>> {
  const { ctx, session, formData } = args;
  const name = formText(formData, "act");
  if (name === "remove") {
    const itemId = formText(formData, "item");
    if (!/^\d{1,18}$/.test(itemId)) throw new Response(null, { status: 400 });
    const removed = await removeItem(ctx, session, { itemId });
    return removed.ok ? ok("by-hand") : removed;
  }
  if (name !== "not-me" && name !== "was-me") throw new Response(null, { status: 400 });
  const paymentId = formText(formData, "payment");
  const toggled = await toggleItem(ctx, session, {
    paymentId,
    on: name === "not-me",
    key: formKey(formData),
  });
  return toggled.ok ? ok(`payment-${encodeURIComponent(paymentId)}`) : toggled;
}

const refusalText: Record<ToggleRefusal, Message> = {
  "reads-only": answerDetails.read_only,
  "not-disputable": compensationPayments.not_disputable,
  "too-many": compensationPayments.too_many,
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(compensationPayments.title, page?.language ?? "ko") },
];

export default function Payments() {
  const { language, synthetic, hotline, endsAt, key, readsOnly, payments, byHand, soFar } =
    useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const shared = { language, canChange: !readsOnly };
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(compensationPayments.title, language)}</h1>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language)} />}
      {readsOnly ? (
        <p className="card">{say(answerDetails.read_only, language)}</p>
      ) : (
        <p>{say(compensationPayments.lead, language)}</p>
      )}
      <PaymentLists {...shared} formKey={key} payments={payments} soFar={soFar} />
      <ByHandList {...shared} items={byHand} />
      {!readsOnly && <DraftSum language={language} soFar={soFar} />}
      <p>
        <a href="/compensation">{say(compensation.link, language)}</a>
      </p>
    </Page>
  );
}
