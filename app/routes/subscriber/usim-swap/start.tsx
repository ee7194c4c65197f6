import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isLeakEnded } from "#app/domain/usim-swap/is-leak-ended.server.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { requests } from "#app/locales/requests.ts";
import { say } from "#app/locales/say.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { WhatStays } from "#app/ui/swap-effects.tsx";
import { Back, SwapPage } from "#app/ui/swap-page.tsx";
import { canBook, SwapState } from "#app/ui/swap-state.tsx";

export const loader = subscriberLoader("L1", async (args) => ({
  ...(await getSwapFrame(args)),
  leakEnded: await isLeakEnded(args.ctx, args.session.subscriberId),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(usimSwap.title, data?.language ?? "ko") },
];

export default function Start() {
  const { leakEnded, ...frame } = useLoaderData<typeof loader>();
  const { language, own, hotline } = frame;
  const L3 = (path: string) => `/signin/carrier?to=${path}&level=L3`;
  const isOpen = canBook(own);
  return (
    <SwapPage frame={frame} title={say(usimSwap.title, language)}>
      <SwapState language={language} own={own} number={hotline?.number ?? ""} />
      {isOpen && (
        <>
          <p>{say(usimSwap.lead, language)}</p>
          <p>
            <a className={own.ticket ? "button second wide" : "button wide"} href="/usim-swap/stores">
              {say(usimSwap.find, language)}
            </a>
          </p>
        </>
      )}
      <section>
        <h2>{say(usimSwap.changes_title, language)}</h2>
        <p>
          {say(usimSwap.changes_imsi, language)}
          {leakEnded && ` ${say(usimSwap.changes_exposed_imsi, language)}`}
        </p>
        <WhatStays language={language} />
      </section>
      {isOpen && (
        <section>
          <h2>{say(usimSwap.remote_title, language)}</h2>
          <p className="quiet">{say(usimSwap.remote_lead, language)}</p>
          {own.cardType !== "usim" && (
            <p>
              <a className="button second wide" href={L3("/usim-swap/esim")}>
                {say(usimSwap.to_esim, language)}
              </a>
            </p>
          )}
          {own.cardType !== "esim" && (
            <p>
              <a className="button second wide" href={L3("/usim-swap/courier")}>
                {say(usimSwap.to_courier, language)}
              </a>
            </p>
          )}
        </section>
      )}
      <Back to="/requests" text={say(requests.title, language)} />
      <Back to="/result" text={say(requests.result, language)} />
    </SwapPage>
  );
}
