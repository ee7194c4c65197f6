import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getStoreTimes } from "#app/domain/usim-swap/get-store-times.server.ts";
import { joinWaitingList } from "#app/domain/usim-swap/join-waiting-list.server.ts";
import { leaveWaitingList } from "#app/domain/usim-swap/leave-waiting-list.server.ts";
import { cardFor } from "#app/domain/usim-swap/swap-choice.rules.ts";
import { travelDay } from "#app/domain/usim-swap/waiting-list.rules.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { readVisitChoice, storeIdOf } from "#app/http/swap-choice.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { swapWait } from "#app/locales/usim-swap-wait.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { Back, SwapPage } from "#app/ui/swap-page.tsx";
import { canBook } from "#app/ui/swap-state.tsx";
import { JoinList, OwnPlace, WaitProblemBox } from "#app/ui/swap-wait.tsx";
import { kstDay, startOfKstDay } from "#app/shared/time.ts";

export const loader = subscriberLoader("L1", async (args) => {
  const { ctx, session, request } = args;
  const frame = await getSwapFrame(args);
  const asked = readVisitChoice(new URL(request.url).searchParams);
  const card = cardFor(frame.own.cardType, asked.card);
  const wanted = { lines: [{ subscriberId: session.subscriberId, card }], heldAt: null };
  const isWaiting = frame.own.ticket !== null && frame.own.ticket.state !== "lapsed";
  const wants = !isWaiting && asked.store !== "";
  const times = wants ? await getStoreTimes(ctx, { ...wanted, storeRef: asked.store }) : null;
  return { ...frame, times, card, key: randomUUID() };
});

export const action = subscriberAction("L1", async (args) => {
  const done = await act(args);
  if (done) return data({ problem: done }, { status: done === "travel-wrong" ? 422 : 409 });
  throw redirect(formText(args.formData, "act") === "leave" ? "/usim-swap" : "/usim-swap/wait", 303);
});

async function act({ ctx, session, formData }: SubscriberArgs & { formData: FormData }) {
  const { subscriberId } = session;
  switch (formText(formData, "act")) {
    case "leave":
      await leaveWaitingList(ctx, { subscriberId });
      return null;
    case "join": {
      const typed = formText(formData, "travelOn").trim();
      const travelOn = travelDay(typed, kstDay(ctx.now()));
      if (typed !== "" && (travelOn === null || Number.isNaN(startOfKstDay(travelOn).getTime())))
        return "travel-wrong" as const;
      const card = readVisitChoice(formData).card ?? "usim";
      const place = { subscriberId, storeId: storeIdOf(formData), card, travelOn };
      const joined = await joinWaitingList(ctx, formKey(formData), place);
      return joined.ok ? null : joined.refusal;
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(swapWait.title, page?.language ?? "ko") },
];

export default function Wait() {
  const { times, card, key, ...frame } = useLoaderData<typeof loader>();
  const { problem } = useActionData<typeof action>() ?? {};
  const { language, own, hotline } = frame;
  return (
    <SwapPage frame={frame} title={say(swapWait.title, language)}>
      {problem && <WaitProblemBox language={language} number={hotline?.number ?? ""} problem={problem} />}
      {times && canBook(own) ? (
        <JoinList language={language} times={times} card={card} formKey={key} />
      ) : (
        <OwnPlace language={language} ticket={own.ticket} formKey={key} />
      )}
      <Back to="/usim-swap" text={say(usimSwap.title, language)} />
    </SwapPage>
  );
}
