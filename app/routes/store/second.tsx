import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { confirmIdCheck } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import { listPendingChecks } from "#app/domain/usim-swap/list-pending-checks.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { idDocumentNames, relationshipNames } from "#app/locales/swap-papers.ts";
import { idIn } from "#app/routes/store/store-form.ts";
import { kstTime } from "#app/shared/time.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";
import { StoreProblemBox } from "#app/ui/store-problem.tsx";

export const loader = staffLoader(["store"], async ({ ctx, staff }) => ({
  desk: await deskOf(ctx, staff),
  checks: (await listPendingChecks(ctx)).map(({ idCheckId, at, line, ...check }) => ({
    id: String(idCheckId),
    at: kstTime(at),
    name: line.name,
    number: line.number,
    relationship: relationshipNames[check.relationship].ko,
    by: check.by,
    forSwap: check.forSwap,
    document: idDocumentNames[check.document].ko,
  })),
}));

export const action = staffAction(["store"], async ({ ctx, formData }) => {
  const confirmed = await confirmIdCheck(ctx, { idCheckId: idIn(formData, "check"), documentRef: null });
  if (!confirmed.ok) return data({ refusal: confirmed.refusal }, { status: 409 });
  throw redirect("/store/second", 303);
});

export const meta: MetaFunction = () => [{ title: "동료 확인 · 매장" }];

export default function Second() {
  const { desk, checks } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/store/second">
      <div className="row call-head">
        <h1>동료 확인</h1>
        <a href="/store/second" data-key="KeyR">
          다시 보기 <Key code="KeyR" />
        </a>
      </div>
      <p>
        예약 없이 오신 분, 대리인, 법인은 한 사람의 말로 바꾸지 않습니다. 오신 분과 신분증(대리인과 법인은
        위임 서류도)을 직접 보고, 맞을 때만 누르세요. 누가 언제 확인했는지 남습니다.
      </p>
      {refused && <StoreProblemBox problem={refused.refusal} />}
      {checks.length === 0 && <p className="card">기다리는 확인이 없습니다.</p>}
      {checks.map((check, index) => (
        <section key={check.id} className="card">
          <h2 id={`check-${check.id}`}>
            {check.name} {check.number}
          </h2>
          <p>
            {check.forSwap ? "유심 교체" : "다른 일"} · {check.relationship} · {check.document} · {check.at}에{" "}
            {check.by}
          </p>
          <form method="post" action="/store/second">
            <button
              name="check"
              value={check.id}
              aria-describedby={`check-${check.id}`}
              data-key={index < 9 ? `Digit${index + 1}` : undefined}
            >
              직접 보았고, 맞습니다 {index < 9 && <Key code={String(index + 1)} />}
            </button>
          </form>
        </section>
      ))}
    </ConsolePage>
  );
}
