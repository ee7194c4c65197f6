import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listStoresNear } from "#app/domain/usim-swap/get-store-times.server.ts";
import { getVisitChoice } from "#app/domain/usim-swap/get-visit-choice.server.ts";
import { readVisitChoice } from "#app/http/swap-choice.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { SwapLines } from "#app/ui/swap-lines.tsx";
import { SwapMoving } from "#app/ui/swap-moving.tsx";
import { swapPath } from "#app/ui/swap-links.ts";
import { Back, SwapPage } from "#app/ui/swap-page.tsx";
import { canBook } from "#app/ui/swap-state.tsx";
import { StoreFacts } from "#app/ui/swap-store.tsx";
import { NoTimes, SwapDays, SwapTimes } from "#app/ui/swap-times.tsx";

export const loader = subscriberLoader("L1", async (args) => {
  const { ctx, session, params, request } = args;
  const frame = await getSwapFrame(args);
  if (!frame.own.visit && !canBook(frame.own)) throw redirect("/usim-swap", 303);
  const asked = readVisitChoice(new URL(request.url).searchParams);
  const storeRef = params.store ?? "";
  const choice = await getVisitChoice(ctx, {
    ...asked,
    storeRef,
    subscriberId: session.subscriberId,
    session,
  });
  const card = choice.chosen[0]?.card ?? "usim";
  const near = choice.times.days.length > 0 ? [] : await listStoresNear(ctx, storeRef, card);
  return { ...frame, ...choice, asked, card, near };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.times.store.name ?? say(swapStores.title, "ko") },
];

export default function Store() {
  const { lines, chosen, times, asked, card, near, ...frame } = useLoaderData<typeof loader>();
  const { language, own, signedIn, line } = frame;
  const { store, days } = times;
  const path = `/usim-swap/stores/${store.storeRef}`;
  const ids = own.visit ? [] : chosen.map(({ subscriberId }) => String(subscriberId));
  const soFar = { card: asked.card, line: signedIn ? ids : [] };
  const day = days.find((one) => one.day === asked.day);
  return (
    <SwapPage frame={frame} title={store.name}>
      {own.visit && <SwapMoving language={language} visit={own.visit} />}
      {chosen.length === 0 ? (
        <SwapLines language={language} lines={lines} card={asked.card} own={line} />
      ) : days.length === 0 ? (
        <NoTimes language={language} times={times} near={near} card={card} canWait={!own.visit} />
      ) : day ? (
        <>
          <SwapTimes
            language={language}
            day={day.day}
            times={day.times}
            path="/usim-swap/confirm"
            chosen={{ store: store.storeRef, ...soFar }}
          />
          <Back to={swapPath(path, soFar)} text={say(swapStores.other_day, language)} />
        </>
      ) : (
        <SwapDays language={language} days={days} path={path} chosen={soFar} />
      )}
      {!signedIn && !own.visit && (
        <p>
          <a href={`/signin/carrier?to=${path}`}>{say(swapStores.lines_sign_in, language)}</a>
        </p>
      )}
      {signedIn && !own.visit && lines.length === 1 && days.length > 0 && (
        <p className="quiet">{say(swapStores.one_line, language)}</p>
      )}
      <section className="card">
        <StoreFacts language={language} store={store} />
      </section>
      <Back
        to={swapPath("/usim-swap/stores", { card: asked.card })}
        text={say(swapStores.other_store, language)}
      />
    </SwapPage>
  );
}
