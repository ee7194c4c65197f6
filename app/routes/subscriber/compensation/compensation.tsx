import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { getCompensation } from "#app/domain/compensation/get-compensation.server.ts";
import { getOwnClaims } from "#app/domain/compensation/get-own-claims.server.ts";
import { takeConfirmedSum, type TakeRefusal } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formKrw } from "#app/http/form-krw.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { bankAccount } from "#app/locales/bank-account.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { compensation } from "#app/locales/compensation.ts";
import { say } from "#app/locales/say.ts";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { OwnClaims, SumTaken } from "#app/ui/compensation-claims.tsx";
import { CompensationMore, CompensationSum } from "#app/ui/compensation-sum.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { WaysBack } from "#app/ui/ways-back.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language, request }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
  signedIn: session.level === "L2",
  done: new URL(request.url).searchParams.get("done"),
  state: await getCompensation(ctx, session.subscriberId),
  claims: await getOwnClaims(ctx, session.subscriberId, session.level),
  account: await getBankAccount(ctx, session.subscriberId),
}));

export const action = subscriberAction("L1", async ({ ctx, session, formData }) => {
  const { subscriberId } = session;
  const expectedKrw = formKrw(formData, "expectedKrw");
  const taken = await takeConfirmedSum(ctx, { subscriberId, key: formKey(formData), expectedKrw });
  if (!taken.ok) return data({ refusal: taken.refusal }, { status: 409 });
  throw redirect(`/compensation?done=${taken.value.claimNumber}`, 303);
});

const refusalText = {
  "nothing-open": compensation.nothing_open,
  "sum-changed": compensation.sum_changed,
  "form-used": carrierOrder.form_used,
  purged: compensation.line_purged,
} as const satisfies Record<TakeRefusal, unknown>;

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(compensation.title, page?.language ?? "ko") },
];

export default function CompensationPage() {
  const { language, synthetic, hotline, endsAt, key, signedIn, done, state, claims, account } =
    useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const number = hotline?.number ?? "";
  const taken = claims.find(({ claimNumber }) => claimNumber === done);
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(compensation.title, language)}</h1>
      <p className="quiet">{say(carrierOrder.line, language, { ending: state.ending })}</p>
      {refusal && <OrderProblem language={language} text={say(refusalText[refusal], language, { number })} />}
      {taken && <SumTaken language={language} claim={taken} />}
      {(!taken || state.sum.openCount > 0) && (
        <CompensationSum language={language} number={number} formKey={key} state={state} />
      )}
      <OwnClaims language={language} number={number} claims={claims} />
      {account && (
        <section className="card">
          <p>
            {account.shown
              ? say(compensation.account_used, language, { lastFour: account.shown.lastFour })
              : say(bankAccount.is_set, language)}
          </p>
          <p>
            <a href="/compensation/account/end">{say(bankAccount.end_title, language)}</a>
          </p>
        </section>
      )}
      <CompensationMore
        language={language}
        signedIn={signedIn}
        hasDraft={claims.some(({ state }) => state === "draft")}
      />
      <WaysBack language={language} />
    </Page>
  );
}
