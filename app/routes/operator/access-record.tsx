import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getAccessRecord } from "#app/domain/audit/get-access-record.server.ts";
import { reviewAccessRecord } from "#app/domain/audit/review-access-record.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { AccessAlerts } from "#app/ui/access-alerts.tsx";
import { AccessEntries } from "#app/ui/access-entries.tsx";
import { ConsolePage } from "#app/ui/console-page.tsx";
import { actionNames } from "#app/ui/staff-words.ts";
import { kstDay } from "#app/shared/time.ts";

export const loader = staffLoader(["auditor"], async ({ ctx, staff, request }) => {
  const asked = new URL(request.url).searchParams;
  const before = asked.get("before");
  const alertsPage = asked.get("alerts") ?? "1";
  return {
    desk: await deskOf(ctx, staff),
    record: await getAccessRecord(ctx, {
      month: asked.get("month") ?? kstDay(ctx.now()).slice(0, 7),
      before: before && /^\d{1,18}$/.test(before) ? before : null,
      alertsPage: /^\d{1,6}$/.test(alertsPage) ? Number(alertsPage) : 1,
    }),
  };
});

export const action = staffAction(["auditor"], async ({ ctx, formData }) => {
  const month = formText(formData, "month");
  const reviewed = await reviewAccessRecord(ctx, { month, note: formText(formData, "note") });
  if (!reviewed.ok) return data(reviewed.refusal, { status: 409 });
  throw redirect(`/operator/access-record?month=${month}`, 303);
});

export const meta: MetaFunction = () => [{ title: "열람 기록 · 안심" }];

const refusalText = {
  "no-note": "점검한 내용을 10자 이상 적어 주세요.",
  "not-over": "아직 끝나지 않은 달은 점검을 마칠 수 없습니다.",
  reviewed: "이 달은 이미 점검을 마쳤습니다.",
};

export default function AccessRecord() {
  const { desk, record } = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>();
  const { month, members, alerts, entries, older, over, review } = record;
  const actions = [...new Set(members.flatMap((member) => Object.keys(member.actions)))].sort();
  return (
    <ConsolePage desk={desk} at="/operator/access-record">
      <h1>열람 기록 {month}</h1>
      <form className="row">
        <label>
          달 <input type="month" name="month" defaultValue={month} required pattern="20\d\d-\d\d" />
        </label>
        <button className="second">보기</button>
        <a className="button second" href={`/operator/access-record.csv?month=${month}`}>
          CSV로 내려받기
        </a>
      </form>
      {refusal && (
        <div className="error" role="alert">
          <p>{refusalText[refusal]}</p>
        </div>
      )}

      <AccessAlerts month={month} alerts={alerts} />

      <h2>직원별</h2>
      {members.length === 0 ? (
        <p>이 달에는 기록이 없습니다.</p>
      ) : (
        <div className="scroll" role="region" aria-label="직원별 횟수" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">직원</th>
                {actions.map((action) => (
                  <th scope="col" key={action}>
                    {actionNames[action] ?? action}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {members.map((member) => (
                <tr key={member.who}>
                  <th scope="row">{member.who}</th>
                  {actions.map((action) => (
                    <td key={action}>{member.actions[action] ?? ""}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}

      <h2>월간 점검</h2>
      {review ? (
        <p>
          {kstDay(new Date(review.at))} {review.by}: {review.note}
        </p>
      ) : !over ? (
        <p>이 달이 끝난 뒤에 점검을 마칠 수 있습니다.</p>
      ) : (
        <form method="post">
          <input type="hidden" name="month" value={month} />
          <label htmlFor="note">점검한 내용과 조치</label>
          <textarea id="note" name="note" rows={3} minLength={10} maxLength={2000} required />
          <button>이 달의 점검을 마침</button>
        </form>
      )}

      <h2>기록</h2>
      {entries.length > 0 && <AccessEntries label="기록" entries={entries} />}
      {older && (
        <p>
          <a href={`/operator/access-record?month=${month}&before=${older}`}>더 이전 기록</a>
        </p>
      )}
      <p className="quiet">
        이 화면을 본 것도 기록에 남습니다. 기록이 그대로인지는 운영자의 명령 audit verify로 확인합니다.
      </p>
    </ConsolePage>
  );
}
