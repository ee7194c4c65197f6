import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ReviewClaim } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { getClaimForReview } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { listEvidence } from "#app/domain/compensation/list-evidence.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import { actOnClaim } from "#app/routes/claims-desk/claim-acts.server.ts";
import { parseCaseCode } from "#app/shared/case-code.ts";
import { formatKrw } from "#app/shared/money.ts";
import { after, days, kstDay, kstTime } from "#app/shared/time.ts";
import { ClaimTimeline } from "#app/ui/claim-timeline.tsx";
import { ClaimsDecision } from "#app/ui/claims-decision.tsx";
import { ClaimsItems } from "#app/ui/claims-items.tsx";
import { marksOf } from "#app/ui/claims-marks.ts";
import { ClaimsDocuments, ClaimsPapers } from "#app/ui/claims-papers.tsx";
import { ClaimsRefused } from "#app/ui/claims-refused.tsx";
import { claimStateWords, priorityWords, wayWords } from "#app/ui/claims-words.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, params }) => {
  const claimNumber = claimIn(params);
  const read = await getClaimForReview(ctx, claimNumber);
  const desk = await deskOf(ctx, staff);
  if (!read.ok) return data({ desk, shown: null }, { status: 429 });
  const documents = await listEvidence(ctx, claimNumber);
  const paperDays = { from: kstDay(after(ctx.now(), days(1))), to: kstDay(after(ctx.now(), days(60))) };
  return data({ desk, shown: { claim: read.value, documents, paperDays, formKey: crypto.randomUUID() } });
});

function claimIn(params: StaffArgs["params"]): string {
  const claimNumber = parseCaseCode("B", params.number ?? "");
  if (!claimNumber) throw new Response(null, { status: 404 });
  return claimNumber;
}

/** Auditors reach it and are refused there: who may do what to a claim is the use cases' to say. */
export const action = staffAction(["reviewer", "auditor"], async (args) => {
  const claimNumber = claimIn(args.params);
  const done = await actOnClaim(args, claimNumber);
  if (!done.ok) return data({ refusal: done.refusal }, { status: 409 });
  const item = formText(args.formData, "item");
  throw redirect(`/claims-desk/claims/${claimNumber}${item && `#item-${item}`}`, 303);
});

export const meta: MetaFunction = ({ params }) => [{ title: `신청 ${params.number ?? ""} · 보상 심사` }];

export default function Claim() {
  const { desk, shown } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problem = refused?.refusal ?? (shown ? null : "over-quota");
  return (
    <ConsolePage desk={desk} at="/claims-desk">
      <div className="row call-head">
        <h1>신청 {shown?.claim.claimNumber}</h1>
        <a href="/claims-desk" data-key="KeyL">
          목록으로 <Key code="KeyL" />
        </a>
      </div>
      {problem && <ClaimsRefused refusal={problem} />}
      {shown && <Shown {...shown} />}
    </ConsolePage>
  );
}

type ShownProps = {
  claim: ReviewClaim;
  documents: Parameters<typeof ClaimsDocuments>[0]["documents"];
  paperDays: { from: string; to: string };
  formKey: string;
};

function Shown({ claim, documents, paperDays, formKey }: ShownProps) {
  const decides = claim.may.includes("decide");
  return (
    <>
      <section className="card" aria-label="시간 순서">
        <ClaimTimeline {...marksOf(claim)} />
      </section>
      <div className="columns">
        <div>
          <ClaimsItems items={claim.items} decides={decides} />
        </div>
        <div>
          <ClaimsDecision claim={claim} formKey={formKey} />
          <Facts claim={claim} />
          <ClaimsDocuments documents={documents} decides={decides} />
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
