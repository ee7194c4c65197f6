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
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
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
import { ByHandForm, handFields, type HandField } from "#app/ui/compensation-by-hand.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L2", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
  days: await getHandDays(ctx, session),
}));

export const action = subscriberAction("L2", async (args) => {
  const added = await act(args);
  if (added.ok) throw redirect("/compensation/payments#by-hand", 303);
  const { formData } = args;
  const typed = Object.fromEntries(handFields.map((name) => [name, formText(formData, name)]));
  const answer = {
    refusal: added.refusal,
    key: formKey(formData),
    typed: typed as Record<HandField, string>,
  };
  return data(answer, { status: handProblems.some((problem) => problem === added.refusal) ? 422 : 409 });
});

async function act({
  ctx,
  session,
  formData,
}: SubscriberArgs & { formData: FormData }): Promise<Result<unknown, HandRefusal | HandProblem>> {
  const form = addByHandSchema.safeParse(
    Object.fromEntries(handFields.map((name) => [name, formText(formData, name)])),
  );
  if (!form.success) {
    const said = form.error.issues[0]?.message;
    return refused(handProblems.find((problem) => problem === said) ?? "day-unreadable");
  }
  const { day, time, ...payment } = form.data;
  return addByHand(ctx, session, { ...payment, key: formKey(formData), at: handMoment({ day, time }) });
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
  const { language, synthetic, hotline, endsAt, key, days } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(compensationPayments.by_hand_title, language)}</h1>
      <p>{say(compensationPayments.by_hand_lead, language)}</p>
      {problem && (
        <OrderProblem language={language} text={say(refusalText[problem.refusal], language, { number })} />
      )}
      <ByHandForm
        language={language}
        formKey={problem && problem.refusal !== "form-used" ? problem.key : key}
        days={days}
        typed={problem?.typed ?? null}
        wrong={(problem && wrongField[problem.refusal]) ?? null}
      />
      <p>
        <a href="/compensation/payments">{say(compensationPayments.back, language)}</a>
      </p>
    </Page>
  );
}
