import type { OwnVisit, OwnVisitLine } from "#app/domain/usim-swap/get-own-swap.server.ts";
import type { Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { formatList, formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { relationshipNames, swapPapers } from "#app/locales/swap-papers.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";
import { PaperList } from "#app/ui/swap-papers.tsx";
import { telephone } from "#app/ui/page.tsx";
import { QrCode } from "#app/ui/qr-code.tsx";

type When = { startsAt: Date; until: Date };
type Where = Pick<OwnVisit["store"], "name" | "address" | "phone">;

/** When, where, and for which lines. */
export const VisitFacts = ({
  language,
  when: { startsAt, until },
  store,
  endings,
}: {
  language: Language;
  when: When;
  store: Where;
  endings: readonly string[];
}) => (
  <dl className="big">
    <dt>{say(swapVisit.when, language)}</dt>
    <dd>
      <strong>
        {say(swapVisit.from_until, language, {
          day: formatWeekday(startsAt, language),
          from: formatTime(startsAt, language),
          until: formatTime(until, language),
        })}
      </strong>
    </dd>
    <dt>{say(swapVisit.where, language)}</dt>
    <dd lang="ko">
      <strong>{store.name}</strong>
      <br />
      {store.address}
      <br />
      <a href={telephone(store.phone)}>{store.phone}</a>
    </dd>
    <dt>{say(swapVisit.lines, language)}</dt>
    <dd>
      {formatList(
        endings.map((ending) => say(swapVisit.ending, language, { ending })),
        language,
      )}
    </dd>
  </dl>
);

/** What to bring for the lines of a visit: each list once, and the one for somebody else in their place. */
export function VisitPapers({
  language,
  number,
  relationships,
}: {
  language: Language;
  number: string;
  relationships: readonly Exclude<Relationship, "proxy">[];
}) {
  const different = [...new Set(relationships)];
  return (
    <section>
      <h2>{say(swapPapers.title, language)}</h2>
      {different.map((relationship) => (
        <div key={relationship} className="card">
          {different.length > 1 && <h3>{say(relationshipNames[relationship], language)}</h3>}
          <PaperList language={language} relationship={relationship} number={number} />
        </div>
      ))}
      <p>{say(swapPapers.phone_too, language)}</p>
      <details>
        <summary>{say(swapPapers.proxy_open, language)}</summary>
        <PaperList language={language} relationship="proxy" number={number} />
      </details>
    </section>
  );
}

/** The lines that a visit has left, or had, each with what became of it. */
export const VisitLines = ({ language, lines }: { language: Language; lines: readonly OwnVisitLine[] }) => (
  <ul>
    {lines.map(({ subscriberId, ending, state }) => (
      <li key={String(subscriberId)}>
        {say(carrierOrder.line, language, { ending })}: {say(swapVisit[`state_${state}`], language)}
      </li>
    ))}
  </ul>
);

/** What is shown at the counter, large enough for any camera, and to be read out. */
export const VisitCode = ({ language, code }: { language: Language; code: string }) => (
  <section className="card verdict">
    <h2>{say(swapVisit.code, language)}</h2>
    <p className="code visit">{code}</p>
    <QrCode text={code} label={say(swapVisit.qr, language)} />
    <p>{say(swapVisit.show_code, language)}</p>
  </section>
);
