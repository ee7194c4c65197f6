import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { searchStores } from "#app/domain/usim-swap/search-stores.server.ts";
import { asksForCard, cardFor } from "#app/domain/usim-swap/swap-choice.rules.ts";
import { readStoreSearch } from "#app/http/swap-choice.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { SwapMoving } from "#app/ui/swap-moving.tsx";
import { Back, SwapPage } from "#app/ui/swap-page.tsx";
import { StoreList, WherePlace, WhichCard } from "#app/ui/swap-search.tsx";
import { canBook } from "#app/ui/swap-state.tsx";

export const loader = subscriberLoader("L1", async (args) => {
  const frame = await getSwapFrame(args);
  const { own } = frame;
  if (!own.visit && !canBook(own)) throw redirect("/usim-swap", 303);
  const { card, ...asked } = readStoreSearch(new URL(args.request.url).searchParams);
  const search = { ...asked, card: cardFor(own.cardType, card) };
  const found = await searchStores(args.ctx, search);
  return { ...frame, ...found, search, asksCard: !own.visit && asksForCard(own.cardType, card) };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(swapStores.title, data?.language ?? "ko") },
];

export default function Stores() {
  const { regions, found, search, asksCard, ...frame } = useLoaderData<typeof loader>();
  const { language, own } = frame;
  return (
    <SwapPage frame={frame} title={say(swapStores.title, language)}>
      {own.visit && <SwapMoving language={language} visit={own.visit} />}
      {asksCard ? (
        <WhichCard language={language} />
      ) : found ? (
        <StoreList language={language} found={found} search={search} />
      ) : (
        <WherePlace language={language} regions={regions} search={search} />
      )}
      <Back to={own.visit ? "/usim-swap/visit" : "/usim-swap"} text={say(usimSwap.back, language)} />
    </SwapPage>
  );
}
