import type { StoreSearch } from "#app/domain/usim-swap/search-stores.server.ts";
import { romanizeDistrict } from "#app/domain/stores/romanize-district.rules.ts";
import type { StoreFound } from "#app/domain/stores/find-stores.server.ts";
import { languageNames, languages, type Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { regionNames, swapStores } from "#app/locales/usim-swap-stores.ts";
import { swapPath } from "#app/ui/swap-links.ts";
import { StoreCard } from "#app/ui/swap-store.tsx";

const STORES = "/usim-swap/stores";

const sayRegion = (region: string, language: Language) => {
  const name = regionNames[region];
  return name ? say(name, language) : region;
};

/** Signs at the place have both. */
const sayDistrict = (district: string, language: Language) =>
  language === "ko" ? district : `${romanizeDistrict(district)} (${district})`;

type Choice = { text: string; to: string };

/** One question, its answers as buttons. */
const Choices = ({ question, lead, choices }: { question: string; lead?: string; choices: Choice[] }) => (
  <section>
    <h2>{question}</h2>
    {lead && <p>{lead}</p>}
    <ul className="plain choices">
      {choices.map(({ text, to }) => (
        <li key={to}>
          <a className="button second wide" href={to}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  </section>
);

export const WhichCard = ({ language }: { language: Language }) => (
  <Choices
    question={say(swapStores.which_card, language)}
    lead={say(swapStores.card_lead, language)}
    choices={(["usim", "esim"] as const).map((card) => ({
      text: say(swapStores[`card_${card}`], language),
      to: swapPath(STORES, { card }),
    }))}
  />
);

/** Where to look: first the region, then where in it. */
export function WherePlace({
  language,
  regions,
  search: { region, card },
}: {
  language: Language;
  regions: { region: string; districts: string[] }[];
  search: StoreSearch;
}) {
  const chosen = regions.find((one) => one.region === region);
  if (!chosen)
    return (
      <Choices
        question={say(swapStores.which_region, language)}
        choices={regions.map((one) => ({
          text: sayRegion(one.region, language),
          to: swapPath(STORES, { card, region: one.region }),
        }))}
      />
    );
  const name = sayRegion(region, language);
  const all = { text: say(swapStores.whole_region, language, { region: name }), district: "all" };
  const districts = chosen.districts.map((district) => ({ text: sayDistrict(district, language), district }));
  return (
    <>
      <Choices
        question={say(swapStores.which_district, language, { region: name })}
        choices={[...districts, all].map(({ district, ...choice }) => ({
          ...choice,
          to: swapPath(STORES, { card, region, district }),
        }))}
      />
      <p>
        <a href={swapPath(STORES, { card })}>{say(swapStores.other_place, language)}</a>
      </p>
    </>
  );
}

/** The stores found, and how to ask for fewer of them. */
export function StoreList({
  language,
  found,
  search,
}: {
  language: Language;
  found: readonly StoreFound[];
  search: StoreSearch;
}) {
  const { card, region, district } = search;
  const place =
    district === "all"
      ? sayRegion(region, language)
      : `${sayRegion(region, language)} ${sayDistrict(district, language)}`;
  return (
    <>
      <h2>{district === "all" ? place : say(swapStores.near, language, { place })}</h2>
      <p>
        <a href={swapPath(STORES, { card })}>{say(swapStores.other_place, language)}</a>
      </p>
      {found.length === 0 && <p className="card">{say(swapStores.none, language)}</p>}
      <ul className="plain">
        {found.map((store) => (
          <StoreCard
            key={store.id}
            language={language}
            store={store}
            timesPath={swapPath(`${STORES}/${store.storeRef}`, { card })}
            waitPath={swapPath("/usim-swap/wait", { store: store.storeRef, card })}
          />
        ))}
      </ul>
      <NarrowDown language={language} search={search} />
    </>
  );
}

const NarrowDown = ({ language, search }: { language: Language; search: StoreSearch }) => (
  <form method="get" action={STORES} className="card">
    <h2>{say(swapStores.narrow, language)}</h2>
    <input type="hidden" name="card" value={search.card} />
    <input type="hidden" name="region" value={search.region} />
    <input type="hidden" name="district" value={search.district} />
    <label htmlFor="speaks">{say(swapStores.speaks, language)}</label>
    <select id="speaks" name="speaks" defaultValue={search.speaks ?? ""}>
      <option value="">{say(swapStores.any_language, language)}</option>
      {languages.map((one) => (
        <option key={one} value={one} lang={one}>
          {languageNames[one]}
        </option>
      ))}
    </select>
    <div className="choice">
      <input type="checkbox" id="stepfree" name="stepfree" value="yes" defaultChecked={search.stepFree} />
      <label htmlFor="stepfree">{say(swapStores.step_free, language)}</label>
    </div>
    <button className="wide second">{say(swapStores.show, language)}</button>
  </form>
);
