import type { OwnClaim, OwnPayout } from "#app/domain/compensation/get-own-claims.server.ts";
import { claimPapers } from "#app/locales/claim-papers.ts";
import { compensationClaim } from "#app/locales/compensation-claim.ts";
import { compensation as words } from "#app/locales/compensation.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";

/** After the press: that it is done, when it comes, and where to see it. */
export const SumTaken = ({ language, claim }: { language: Language; claim: OwnClaim }) => (
  <section className="card verdict" role="status">
    <h2>{say(words.done_title, language)}</h2>
    <p>{say(words.done, language, { claimNumber: claim.claimNumber, amount: formatKrw(claim.sumKrw) })}</p>
    <p>{say(words.done_when, language)}</p>
  </section>
);

type Props = { language: Language; number: string; claims: readonly OwnClaim[] };

/** All that a line asked back, and how each stands; lines of payments are on the pages for whoever signed in. */
export const OwnClaims = ({ language, number, claims }: Props) => (
  <>
    <h2 id="claims">{say(words.claims, language)}</h2>
    {claims.length === 0 && <p>{say(words.claims_none, language)}</p>}
    {claims.map((claim) => (
      <section key={claim.claimNumber} className="card">
        <h3>{sayClaim(claim, language)}</h3>
        <p className="quiet">{sayNumber(claim, language)}</p>
        <ClaimState language={language} number={number} claim={claim} />
        <p>
          <a
            href={
              claim.state === "draft" ? "/compensation/claim" : `/compensation/claims/${claim.claimNumber}`
            }
          >
            {say(claim.state === "draft" ? words.draft_open : words.details, language)}
          </a>
        </p>
      </section>
    ))}
  </>
);

export const sayClaim = ({ basis, state, sumKrw }: OwnClaim, language: Language) =>
  say(words[`basis_${state === "draft" ? state : basis}`], language, { amount: formatKrw(sumKrw) });

/** Of what was sent; a draft has no number that anybody could ask for. */
export const sayNumber = ({ claimNumber, state, filedAt, startedAt }: OwnClaim, language: Language) =>
  state === "draft"
    ? say(words.draft_since, language, { day: formatDay(startedAt, language) })
    : say(words.number, language, { claimNumber, day: formatDay(filedAt ?? startedAt, language) });

/** Where a claim stands, what is waited for, and what became of the money. */
export function ClaimState({
  language,
  number,
  claim,
}: {
  language: Language;
  number: string;
  claim: OwnClaim;
}) {
  const { basis, state, approvedKrw, papers, payouts } = claim;
  // The confirmed sum was decided before it was asked for: what there is to say of it is where the money is.
  const decides = basis === "disputed";
  return (
    <>
      {decides && (
        <p>
          <strong>{say(words[`state_${state}`], language)}</strong>
        </p>
      )}
      {papers.map(({ paper, dueOn }) => (
        <p key={`${paper} ${dueOn}`}>
          {say(compensationClaim.papers_asked, language, {
            paper: say(claimPapers[paper], language),
            day: formatDay(dueOn, language),
          })}
        </p>
      ))}
      {decides && approvedKrw !== null && (
        <p>{say(words.approved, language, { amount: formatKrw(approvedKrw) })}</p>
      )}
      {payouts.map((payout) => (
        <p key={payout.askedAt.toISOString()}>
          {sayPayout(payout, language, number)}
          {payout.state === "failed" && !payout.isUnclear && (
            <>
              {" "}
              <a href="/compensation/account">{say(words.payout_failed_account, language)}</a>
            </>
          )}
        </p>
      ))}
    </>
  );
}

function sayPayout(payout: OwnPayout, language: Language, number: string): string {
  const { state, way, amountKrw, settledAt, askedAt, lastFour } = payout;
  const amount = formatKrw(amountKrw);
  const where = lastFour ? ` (${say(words.account_ending, language, { lastFour })})` : "";
  switch (state) {
    case "asked":
      return say(words[`payout_asked_${way}`], language, { amount }) + where;
    case "settled": {
      const day = formatDay(settledAt ?? askedAt, language);
      return say(words[`payout_settled_${way}`], language, { amount, day }) + where;
    }
    case "failed":
      return say(payout.isUnclear ? words.payout_unclear : words.payout_failed, language, { amount, number });
  }
}
