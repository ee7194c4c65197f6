import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { enterBankAccountSchema } from "#app/domain/compensation/bank-account.schema.ts";
import { enterBankAccount, type AccountRefusal } from "#app/domain/compensation/enter-bank-account.server.ts";
import { getBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { bankAccount as words } from "#app/locales/bank-account.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { AccountForm, AccountNow } from "#app/ui/bank-account.tsx";
import { OrderProblem } from "#app/ui/carrier-silence.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L3", async ({ ctx, session, language, request }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
  entered: new URL(request.url).searchParams.has("entered"),
  account: await getBankAccount(ctx, session.subscriberId),
}));

export const action = subscriberAction("L3", async ({ ctx, session, formData }) => {
  const typed = { bank: formText(formData, "bank"), number: formText(formData, "number") };
  const form = enterBankAccountSchema.safeParse(typed);
  if (!form.success) return data({ refusal: "unreadable" as const, typed }, { status: 422 });
  const entered = await enterBankAccount(ctx, session, { ...form.data, key: formKey(formData) });
  if (!entered.ok) return data({ refusal: entered.refusal, typed }, { status: 409 });
  throw redirect(`${ACCOUNT_PATH}?entered`, 303);
});

const refusalText: Record<Exclude<AccountRefusal, "name-differs"> | "unreadable", Message> = {
  unreadable: words.unreadable,
  "no-such-account": words.no_such_account,
  "carrier-silent": words.carrier_silent,
  "too-many": words.too_many,
  "form-used": carrierOrder.form_used,
};

const problem = (refusal: AccountRefusal | "unreadable", language: Language, number: string) =>
  refusal === "name-differs"
    ? say(words.name_differs, language, { number })
    : say(refusalText[refusal], language);

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(words.title, page?.language ?? "ko") },
];

export default function Account() {
  const { language, synthetic, hotline, endsAt, key, entered, account } = useLoaderData<typeof loader>();
  const { refusal, typed } = useActionData<typeof action>() ?? {};
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(words.title, language)}</h1>
      {refusal && <OrderProblem language={language} text={problem(refusal, language, number)} />}
      {entered && !refusal && <p role="status">{say(words.entered, language)}</p>}
      {account && <AccountNow language={language} account={account} />}
      {entered && !refusal ? (
        <p>
          <a href="/compensation/claim">{say(words.to_claim, language)}</a>
        </p>
      ) : (
        <>
          <p>{say(words.lead, language)}</p>
          <p>{say(words.hold, language)}</p>
          <p>{say(carrierOrder.agent_never, language)}</p>
          {account && <p>{say(words.replaces, language)}</p>}
          <AccountForm language={language} formKey={key} typed={typed} />
        </>
      )}
      <p>
        <a href="/compensation">{say(words.to_compensation, language)}</a>
      </p>
    </Page>
  );
}
