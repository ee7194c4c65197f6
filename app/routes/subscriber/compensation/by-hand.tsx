import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { addByHand, type HandRefusal } from "#app/domain/compensation/add-by-hand.server.ts";
import {
  addByHandSchema,
  handMoment,
  handProblems,
  type HandProblem,
} from "#app/domain/compensation/claim.schema.ts";
import { getHandDays } from "#app/domain/compensation/get-hand-days.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { forgetOwnForm, readOwnForm } from "#app/http/kept-form.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { compensationPayments } from "#app/locales/compensation-payments.ts";
import { say } from "#app/locales/say.ts";
import { refused, type Result } from "#app/shared/result.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { ByHandForm, handFields, type HandField, type TypedPayment } from "#app/ui/compensation-by-hand.tsx";
import { WasKept } from "#app/ui/more-time.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L2", async (args) => ({
  ...(await getFrame(args.ctx, args.language)),
  endsAt: args.session.endsAt.toISOString(),
  key: randomUUID(),
  days: await getHandDays(args.ctx, args.session),
  readsOnly: await readsOnly(args.ctx, args.session),
  kept: await readOwnForm(args),
}));

export const action = subscriberAction(
  "L2",
  async (args) => {
    const { formData, publicUrl } = args;
    const typed: TypedPayment = readFields(formData);
    const key = formKey(formData);
    if (formData.has("extend")) return data({ refusal: null, key, typed }, { status: 200 });
    const added = await act(args);
    if (added.ok)
      throw redirect("/compensation/payments#by-hand", { status: 303, headers: forgetOwnForm(publicUrl) });
    const isWrong = handProblems.some((problem) => problem === added.refusal);
    return data({ refusal: added.refusal, key, typed }, { status: isWrong ? 422 : 409 });
  },
  handFields,
);

const readFields = (formData: FormData) =>
  Object.fromEntries(handFields.map((name) => [name, formText(formData, name)]));

async function act({
  ctx,
  session,
  formData,
}: SubscriberArgs & { formData: FormData }): Promise<Result<unknown, HandRefusal | HandProblem>> {
  const form = addByHandSchema.safeParse(readFields(formData));
  if (!form.success) {
    const said = form.error.issues[0]?.message;
    return refused(handProblems.find((problem) => problem === said) ?? "day-unreadable");
  }
  const { day, time, ...payment } = form.data;
  return addByHand(ctx, session, {
    ...payment,
    key: formKey(formData),
    at: handMoment({ day, time }),
    timeKnown: time !== null,
  });
}

const wrongField: Partial<Record<HandRefusal | HandProblem, HandField>> = {
  "day-unreadable": "day",
  "sum-unreadable": "amountKrw",
  "merchant-missing": "merchant",
  "too-long": "merchant",
  "outside-window": "day",
};

const refusalText = {
  "day-unreadable": compensationPayments.day_unreadable,
  "sum-unreadable": compensationPayments.sum_unreadable,
  "merchant-missing": compensationPayments.merchant_missing,
  "too-long": compensationPayments.too_long,
  "outside-window": compensationPayments.outside_window,
  "reads-only": answerDetails.read_only,
  "too-many": compensationPayments.too_many,
  "form-used": carrierOrder.form_used,
} as const satisfies Record<HandRefusal | HandProblem, unknown>;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(compensationPayments.by_hand_title, page?.language ?? "ko") },
];

export default function ByHand() {
  const { language, synthetic, hotline, endsAt, key, days, readsOnly, kept } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const refusal = sent?.refusal ?? null;
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(compensationPayments.by_hand_title, language)}</h1>
      <p>{say(compensationPayments.by_hand_lead, language)}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language, { number })} />}
      {!sent && kept && <WasKept language={language} />}
      {readsOnly ? (
        refusal !== "reads-only" && <p className="card">{say(answerDetails.read_only, language)}</p>
      ) : (
        <ByHandForm
          language={language}
          formKey={sent && refusal !== "form-used" ? sent.key : key}
          days={days}
          typed={sent?.typed ?? kept}
          wrong={(refusal && wrongField[refusal]) ?? null}
          endsAt={endsAt}
        />
      )}
      <p>
        <a href="/compensation/payments">{say(compensationPayments.back, language)}</a>
      </p>
    </Page>
  );
}
