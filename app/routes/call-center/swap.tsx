import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCall } from "#app/domain/calls/find-call.server.ts";
import { recordView } from "#app/domain/calls/record-view.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { getOwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { getVisitChoice } from "#app/domain/usim-swap/get-visit-choice.server.ts";
import { searchStores } from "#app/domain/usim-swap/search-stores.server.ts";
import { cardFor } from "#app/domain/usim-swap/swap-choice.rules.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { readStoreSearch, readVisitChoice } from "#app/http/swap-choice.ts";
import { actForCaller } from "#app/routes/call-center/swap-acts.server.ts";
import { CallSwapDone, CallSwapSearch, CallSwapState } from "#app/ui/call-swap.tsx";
import { CallSwapStore } from "#app/ui/call-swap-store.tsx";
import { ConsolePage } from "#app/ui/console-page.tsx";
import { visitProblems } from "#app/ui/swap-refusal.tsx";
import { waitProblems } from "#app/ui/swap-wait.tsx";

export const loader = staffLoader(["agent"], async ({ ctx, staff, request }) => {
  const call = await findCall(ctx);
  if (!call?.check) throw redirect(call ? "/call-center/call" : "/call-center", 303);
  const subscriberId = await recordView(ctx, { callId: call.id, action: "call.view-swap" });
  const own = await getOwnSwap(ctx, subscriberId);
  const query = new URL(request.url).searchParams;
  const [asked, place] = [readVisitChoice(query), query.get("place") ?? ""];
  const [region = "", district = ""] = place.split(" ");
  const search = { ...readStoreSearch(query), region, district, card: cardFor(own.cardType, asked.card) };
  const choice = asked.store
    ? await getVisitChoice(ctx, { ...asked, card: search.card, storeRef: asked.store, subscriberId })
    : null;
  const incident = await findCurrentIncident(ctx);
  return {
    desk: await deskOf(ctx, staff),
    callId: String(call.id),
    own,
    choice,
    asked,
    place,
    card: search.card,
    formKey: randomUUID(),
    done: query.get("done") ?? "",
    ...(await searchStores(ctx, search)),
    number: incident?.hotline.number ?? "",
    language: call.caller?.language ?? "ko",
  };
});

export const action = staffAction(["agent"], async (args) => {
  const done = await actForCaller(args);
  if (!done.ok) return data({ problem: done.refusal }, { status: 409 });
  throw redirect(`/call-center/swap?done=${formText(args.formData, "act")}`, 303);
});

export const meta: MetaFunction = () => [{ title: "유심 교체" }];

export default function CallSwap() {
  const page = useLoaderData<typeof loader>();
  const { problem } = useActionData<typeof action>() ?? {};
  const { desk, own, choice, number } = page;
  return (
    <ConsolePage desk={desk} at="/call-center">
      <h1>유심 교체</h1>
      <p>
        <a href="/call-center/call">통화로 돌아가기</a>
      </p>
      {problem ? (
        <div className="error" role="alert" id="problem">
          <p>{{ ...waitProblems, ...visitProblems }[problem].ko.replace("{number}", number)}</p>
        </div>
      ) : (
        <CallSwapDone what={page.done} />
      )}
      <div className="columns">
        <div>
          <CallSwapState callId={page.callId} own={own} formKey={page.formKey} number={number} />
          <CallSwapSearch {...page} />
        </div>
        <div>{choice && <CallSwapStore {...page} choice={choice} />}</div>
      </div>
    </ConsolePage>
  );
}
