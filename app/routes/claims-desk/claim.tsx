import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getClaimForReview, type ReviewClaim } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { requireClaimNumber } from "#app/http/claim-number.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { actOnClaim } from "#app/routes/claims-desk/claim-acts.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { after, days, kstDay, kstTime } from "#app/shared/time.ts";
import { ClaimTimeline } from "#app/ui/claim-timeline.tsx";
import { ClaimsDecision } from "#app/ui/claims-decision.tsx";
import { ClaimsItems, type TypedVerdict } from "#app/ui/claims-items.tsx";
import { marksOf } from "#app/ui/claims-marks.ts";
import { ClaimsDocuments, ClaimsPapers } from "#app/ui/claims-papers.tsx";
import { ClaimsRefused } from "#app/ui/claims-refused.tsx";
import { claimStateWords, priorityWords, wayWords } from "#app/ui/claims-words.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, params }) => {
  const read = await getClaimForReview(ctx, requireClaimNumber(params.number));
  const desk = await deskOf(ctx, staff);
  if (!read.ok) return data({ desk, shown: null }, { status: 429 });
  const paperDays = { from: kstDay(after(ctx.now(), days(1))), to: kstDay(after(ctx.now(), days(60))) };
  return data({ desk, shown: { claim: read.value, paperDays } });
});

/** Auditors reach it and are refused there: who may do what to a claim is the use cases' to say. */
export const action = staffAction(["reviewer", "auditor"], async (args) => {
  const claimNumber = requireClaimNumber(args.params.number);
  const [item, reason, won] = ["item", "reason", "won"].map((name) => formText(args.formData, name));
  const done = await actOnClaim(args, claimNumber);
  if (!done.ok)
    return data(
      { refusal: done.refusal, typed: { item: item ?? "", reason: reason ?? "", won: won ?? "" } },
      { status: 409 },
    );
  throw redirect(`/claims-desk/claims/${claimNumber}${item ? `#item-${item}` : ""}`, 303);
});

export const meta: MetaFunction = ({ params }) => [{ title: `신청 ${params.number ?? ""} · 보상 심사` }];

export default function Claim() {
  const { desk, shown } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problem = refused?.refusal ?? (shown ? null : "over-quota");
  const place = 1 + (shown?.claim.items.findIndex(({ itemId }) => itemId === refused?.typed.item) ?? -1);
  return (
    <ConsolePage desk={desk} at="/claims-desk">
      <div className="row call-head">
        <h1>신청 {shown?.claim.claimNumber}</h1>
        <a href="/claims-desk" data-key="KeyL">
          목록으로 <Key code="KeyL" />
        </a>
      </div>
      {problem && <ClaimsRefused refusal={problem} place={place} />}
      {shown && <Shown {...shown} typed={refused?.typed ?? null} />}
    </ConsolePage>
  );
}

type ShownProps = {
  claim: ReviewClaim;
  paperDays: { from: string; to: string };
  typed: TypedVerdict | null;
};

function Shown({ claim, paperDays, typed }: ShownProps) {
  const decides = claim.may.includes("decide");
  return (
    <>
      <section className="card" aria-label="시간 순서">
        <ClaimTimeline {...marksOf(claim)} />
      </section>
      <div className="columns">
        <div>
          <ClaimsItems items={claim.items} decides={decides} typed={typed} />
        </div>
        <div>
          <ClaimsDecision claim={claim} />
          <Facts claim={claim} />
          <ClaimsDocuments documents={claim.documents} decides={decides} />
          <ClaimsPapers papers={claim.papers} decides={decides} days={paperDays} />
        </div>
      </div>
    </>
  );
}

function Facts({ claim }: { claim: ReviewClaim }) {
  const { line, filedAt, priority, note, objection } = claim;
  const facts = [
    ["상태", claimStateWords[claim.state]],
    ["접수", filedAt ? `${kstDay(filedAt)} ${kstTime(filedAt)}` : ""],
    ["금액", `${formatKrw(claim.items.reduce((sum, { amountKrw }) => sum + amountKrw, 0))}원`],
    ["받을 곳", wayWords[claim.payoutWay]],
    ["이름", line?.name ?? "지워짐"],
    ["번호", line?.number ?? "지워짐"],
    ["먼저", priority ? priorityWords[priority] : "아님"],
  ];
  return (
    <section className="card" aria-label="신청 내용">
      <h2>신청 내용</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {note && (
        <>
          <h3>고객이 적은 글</h3>
          <p className="message">{note}</p>
        </>
      )}
      {objection && (
        <>
          <h3>이의신청</h3>
          <p className="message">{objection}</p>
        </>
      )}
    </section>
  );
}
