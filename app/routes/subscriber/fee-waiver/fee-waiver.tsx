import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getFeeWaiver } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { withdrawFeeWaiver } from "#app/domain/fee-waiver/withdraw-fee-waiver.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { say } from "#app/locales/say.ts";
import { FeeApplicationCard } from "#app/ui/fee-application.tsx";
import { FeeOffers } from "#app/ui/fee-offers.tsx";
import { FeeProblem } from "#app/ui/fee-problem.tsx";
import { FeeQuoteCard, FeeWhyNot } from "#app/ui/fee-quote.tsx";
import { FeeRegister } from "#app/ui/fee-register.tsx";
import { FeeRules } from "#app/ui/fee-rules.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";
import { WaysBack } from "#app/ui/ways-back.tsx";

export const loader = subscriberLoader("L2", async ({ ctx, session, language }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
  page: await getFeeWaiver(ctx, session),
}));

export const action = subscriberAction("L2", async (args) => {
  const done = await act(args);
  if (!done.ok) return data({ refusal: done.refusal }, { status: 409 });
  throw redirect("/fee-waiver", 303);
});

function act({ ctx, session, formData }: SubscriberArgs & { formData: FormData }) {
  switch (formText(formData, "act")) {
    case "register": {
      const chosen = formText(formData, "grace");
      const grace = chosen === "military" || chosen === "abroad" ? chosen : null;
      return registerFeeWaiver(ctx, session, { key: formKey(formData), grace });
    }
    case "withdraw":
      return withdrawFeeWaiver(ctx, session);
    default:
      throw new Response(null, { status: 400 });
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(feeWaiver.title, page?.language ?? "ko") },
];

export default function FeeWaiver() {
  const { language, synthetic, hotline, endsAt, key, page } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const { policy, application, quote } = page;
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(feeWaiver.title, language)}</h1>
      <p className="quiet">{say(feeWaiver.line, language, { ending: page.ending })}</p>
      {refusal && <FeeProblem language={language} number={number} refusal={refusal} policy={policy} />}
      {policy ? (
        <>
          {application && (
            <FeeApplicationCard
              language={language}
              number={number}
              application={application}
              policy={policy}
              isOpen={page.open.plain}
            />
          )}
          {application?.waitsFor !== "late" && (
            <FeeWhyNot language={language} quote={quote} policy={policy} />
          )}
          <FeeRules language={language} policy={policy} announced={page.announced} />
          <FeeRegister language={language} page={page} policy={policy} formKey={key} />
          {quote && <FeeQuoteCard language={language} quote={quote} policy={policy} />}
          <FeeOffers language={language} offers={page.offers} />
        </>
      ) : (
        <p>{say(feeWaiver.none, language, { number })}</p>
      )}
      <WaysBack language={language} />
    </Page>
  );
}
