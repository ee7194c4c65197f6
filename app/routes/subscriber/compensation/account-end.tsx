import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { endBankAccount } from "#app/domain/compensation/end-bank-account.server.ts";
import { getBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { bankAccount as words } from "#app/locales/bank-account.ts";
import { say } from "#app/locales/say.ts";
import { AccountNow } from "#app/ui/bank-account.tsx";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L1", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  account: await getBankAccount(ctx, session.subscriberId),
}));

export const action = subscriberAction("L1", async ({ ctx, session }) => {
  const ended = await endBankAccount(ctx, { subscriberId: session.subscriberId });
  if (!ended.ok) return data({ refusal: ended.refusal }, { status: 409 });
  throw redirect("/compensation", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(words.end_title, page?.language ?? "ko") },
];

export default function AccountEnd() {
  const { language, synthetic, hotline, endsAt, account } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(words.end_title, language)}</h1>
      {refusal && <OrderProblem language={language} text={say(words.none, language)} />}
      {account && (
        <>
          <AccountNow language={language} account={account} />
          <p>{say(words.end_lead, language)}</p>
          <p>{say(words.end_not_you, language, { number })}</p>
          <form method="post" className="card">
            <button className="wide">{say(words.end, language)}</button>
          </form>
        </>
      )}
      {!account && !refusal && <p>{say(words.none, language)}</p>}
      <p>
        <a href="/compensation">{say(words.to_compensation, language)}</a>
      </p>
    </Page>
  );
}
