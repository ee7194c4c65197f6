import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { bookUsimSwap } from "#app/domain/usim-swap/book-usim-swap.server.ts";
import { findInstead } from "#app/domain/usim-swap/find-instead.server.ts";
import { getVisitChoice } from "#app/domain/usim-swap/get-visit-choice.server.ts";
import { listSwapLines } from "#app/domain/usim-swap/list-swap-lines.server.ts";
import { rescheduleUsimSwap } from "#app/domain/usim-swap/reschedule-usim-swap.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { linesOfForm, readVisitChoice, storeIdOf, visitIdOf } from "#app/http/swap-choice.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import {
  subscriberAction,
  subscriberLoader,
  type SubscriberArgs,
} from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { ConfirmVisit } from "#app/ui/swap-confirm.tsx";
import { SwapRefused } from "#app/ui/swap-refusal.tsx";
import { SwapPage } from "#app/ui/swap-page.tsx";

export const loader = subscriberLoader("L1", async (args) => {
  const { ctx, session, request } = args;
  const asked = readVisitChoice(new URL(request.url).searchParams);
  const wanted = { ...asked, storeRef: asked.store, subscriberId: session.subscriberId, session };
  const frame = await getSwapFrame(args);
  const choice = asked.store && asked.at ? await getVisitChoice(ctx, wanted) : null;
  return { ...frame, choice, asked, key: randomUUID() };
});

export const action = subscriberAction("L1", async (args) => {
  const { ctx, formData } = args;
  const asked = readVisitChoice(formData);
  const storeId = storeIdOf(formData);
  const booked = await act(args, { storeId, asked });
  if (booked.ok) throw redirect("/usim-swap/visit", 303);
  const keepsCards = visitIdOf(formData) !== null && booked.refusal !== "no-card";
  const wanted = { storeId, card: asked.card ?? "usim", slots: asked.lines.length || 1, keepsCards } as const;
  const instead = await findInstead(ctx, wanted);
  return data({ problem: booked.refusal, instead, chosen: { card: asked.card, line: asked.lines } }, 409);
});

async function act(
  { ctx, session, formData }: SubscriberArgs & { formData: FormData },
  { storeId, asked }: { storeId: number; asked: ReturnType<typeof readVisitChoice> },
) {
  const key = formKey(formData);
  const when = { storeId, startsAt: asked.at ?? new Date(0), session };
  const visitId = visitIdOf(formData);
  if (visitId !== null) return rescheduleUsimSwap(ctx, key, { ...when, visitId });
  const known = await listSwapLines(ctx, session.subscriberId, session);
  return bookUsimSwap(ctx, key, { ...when, lines: linesOfForm(asked, known, session.subscriberId) });
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(swapVisit.confirm_title, page?.language ?? "ko") },
];

export default function Confirm() {
  const { choice, asked, key, ...frame } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const { language, hotline, own } = frame;
  const number = hotline?.number ?? "";
  const isMove = own.visit !== null && refused?.problem !== "already-booked";
  const title = isMove ? swapVisit.confirm_title_move : swapVisit.confirm_title;
  return (
    <SwapPage frame={frame} title={say(title, language)}>
      {refused ? (
        <SwapRefused language={language} number={number} {...refused} />
      ) : choice && asked.at && choice.chosen.length > 0 ? (
        <ConfirmVisit
          language={language}
          number={number}
          choice={choice}
          asked={asked}
          at={asked.at}
          formKey={key}
        />
      ) : (
        <p>
          <a className="button wide" href="/usim-swap/stores">
            {say(usimSwap.find, language)}
          </a>
        </p>
      )}
      <p>
        <a href="/usim-swap">{say(usimSwap.how_it_stands, language)}</a>
      </p>
    </SwapPage>
  );
}
