import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { assignOwnerlessCases } from "#app/domain/reconciliation/assign-ownerless-cases.server.ts";
import { listCases, type ListedCase } from "#app/domain/reconciliation/list-cases.server.ts";
import { caseFilters } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { staffLoader } from "#app/http/staff-route.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { closedAs, matchWords, sourceWords } from "#app/ui/claims-case-words.ts";
import { CaseDue } from "#app/ui/claims-case.tsx";
import { ConsoleChoices } from "#app/ui/console-choices.tsx";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, request }) => {
  const asked = new URL(request.url).searchParams.get("show");
  const filter = caseFilters.find((one) => one === asked) ?? "open";
  await assignOwnerlessCases(ctx);
  return { desk: await deskOf(ctx, staff), filter, ...(await listCases(ctx, filter)) };
});

export const meta: MetaFunction = () => [{ title: "불일치 사건 · 보상 심사" }];

const filters = [
  { name: "open", label: "열린 것", code: "KeyO" },
  { name: "mine", label: "내가 맡은 것", code: "KeyM" },
  { name: "all", label: "모두 (최근 것부터)", code: "KeyA" },
] as const;

export default function Cases() {
  const { desk, filter, cases, count, rows } = useLoaderData<typeof loader>();
  const overdue = cases.filter((one) => one.overdue).length;
  return (
    <ConsolePage desk={desk} at="/claims-desk/cases">
      <h1>불일치 사건</h1>
      <p>
        경찰이 넘겼거나 본인이 신고한 결제 {rows}건 가운데 통신사의 결제와 맞지 않는 것입니다. 하나하나를
        담당자가 기한까지 확인합니다.
      </p>
      <ConsoleChoices label="보기" choices={filters} chosen={filter} hrefOf={(name) => `?show=${name}`} />
      <p>
        {count}건{count > cases.length && ` 가운데 ${cases.length}건`}
        {overdue > 0 && `, 기한 지남 ${overdue}건`}
      </p>
      {cases.length === 0 ? <p>해당하는 사건이 없습니다.</p> : <CaseTable cases={cases} />}
    </ConsolePage>
  );
}

const CaseTable = ({ cases }: { cases: readonly ListedCase[] }) => (
  <div className="scroll" role="region" aria-label="사건 표" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">사건 번호</th>
          <th scope="col">낸 곳</th>
          <th scope="col">맞지 않는 까닭</th>
          <th scope="col" className="number">
            금액 (원)
          </th>
          <th scope="col">열림</th>
          <th scope="col">기한</th>
          <th scope="col">담당</th>
          <th scope="col">결과</th>
        </tr>
      </thead>
      <tbody>
        {cases.map((one, index) => (
          <tr key={one.caseNumber}>
            <th scope="row">
              <a href={`/claims-desk/cases/${one.caseNumber}`} data-key={index === 0 ? "KeyN" : undefined}>
                {one.caseNumber} {index === 0 && <Key code="KeyN" />}
              </a>
            </th>
            <td>{sourceWords(one.source)}</td>
            <td>{matchWords[one.match]}</td>
            <td className="number">{formatKrw(one.amountKrw)}</td>
            <td>
              {kstDay(one.openedAt)} {kstTime(one.openedAt)}
            </td>
            <td>
              <CaseDue {...one} />
            </td>
            <td>{one.owner ?? "없음"}</td>
            <td>{one.resolution ? closedAs(one.resolution) : "확인 중"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
