import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { chooseOffer, type ChooseOfferRefusal } from "#app/domain/fee-waiver/choose-offer.server.ts";
import { getOffer } from "#app/domain/fee-waiver/get-offer.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { feeOffer } from "#app/locales/fee-offer.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { say, type Message } from "#app/locales/say.ts";
import { OfferFacts, OfferLoss } from "#app/ui/fee-offers.tsx";
import { OfferTake, OfferTaken } from "#app/ui/fee-offer-take.tsx";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export const loader = subscriberLoader("L2", async ({ ctx, session, language, params }) => ({
  ...(await getFrame(ctx, language)),
  endsAt: session.endsAt.toISOString(),
  key: randomUUID(),
  shown: await getOffer(ctx, session, params.key ?? ""),
}));

export const action = subscriberAction("L2", async ({ ctx, session, formData, params }) => {
  if (formText(formData, "confirm") !== "yes")
    return data({ refusal: "not-confirmed" as const }, { status: 422 });
  const chosen = await chooseOffer(ctx, session, {
    key: formKey(formData),
    offer: params.key ?? "",
    lostKrw: Number(formText(formData, "lostKrw") || Number.NaN),
  });
  if (!chosen.ok) return data({ refusal: chosen.refusal }, { status: 409 });
  throw redirect(`/fee-waiver/offers/${params.key ?? ""}`, 303);
});

const refusalText: Record<ChooseOfferRefusal | "not-confirmed", Message> = {
  "reads-only": feeWaiver.reads_only,
  "form-used": feeWaiver.form_used,
  "not-on-offer": feeOffer.not_on_offer,
  "already-taken": feeOffer.already_taken,
  "already-waived": feeOffer.already_waived,
  "carrier-silent": feeOffer.silent,
  "sum-changed": feeOffer.sum_changed,
  "not-confirmed": feeOffer.not_confirmed,
};

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: page ? say(page.shown.offer.names, page.language) : say(feeOffer.list_title, "ko") },
];

export default function Offer() {
  const { language, synthetic, hotline, endsAt, key, shown } = useLoaderData<typeof loader>();
  const { refusal } = useActionData<typeof action>() ?? {};
  const { offer, cost, taken } = shown;
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{say(offer.names, language)}</h1>
      {refusal && (
        <div className="error" role="alert" id="problem">
          <h2>{say(feeWaiver.problem, language)}</h2>
          <p>{say(refusalText[refusal], language)}</p>
        </div>
      )}
      <OfferFacts language={language} offer={offer} />
      {taken ? (
        <OfferTaken language={language} number={hotline?.number ?? ""} taken={taken} />
      ) : (
        <>
          {cost && (
            <OfferLoss language={language} offer={offer} cost={cost} policyState={shown.policyState} />
          )}
          <OfferTake language={language} shown={shown} formKey={key} />
        </>
      )}
      <p>
        <a className="button second wide" href="/fee-waiver">
          {say(taken ? feeWaiver.title : feeOffer.back, language)}
        </a>
      </p>
    </Page>
  );
}
