import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listMembers } from "#app/domain/staff/list-members.server.ts";
import { setMemberAccess } from "#app/domain/staff/set-member-access.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { ConsolePage } from "#app/ui/console-page.tsx";
import { roleNames } from "#app/ui/staff-words.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

export const loader = staffLoader(["operator"], async ({ ctx, staff }) => ({
  desk: await deskOf(ctx, staff),
  me: String(staff.memberId),
  members: (await listMembers(ctx)).map(({ id, name, roles, storeRef, lastSignInAt, disabledAt }) => ({
    id: String(id),
    name,
    roles: [...roles.map((role) => roleNames[role]), ...(storeRef ? [storeRef] : [])].join(" · "),
    lastSignIn: `${kstDay(lastSignInAt)} ${kstTime(lastSignInAt)}`,
    disabledOn: disabledAt && kstDay(disabledAt),
  })),
}));

export const action = staffAction(["operator"], async ({ ctx, formData }) => {
  const member = formText(formData, "member");
  if (!/^\d{1,18}$/.test(member)) throw new Response(null, { status: 400 });
  const set = await setMemberAccess(ctx, {
    memberId: BigInt(member),
    disabled: formText(formData, "act") === "disable",
    reason: formText(formData, "reason"),
  });
  if (!set.ok) return data({ member, refusal: set.refusal }, { status: 409 });
  throw redirect("/operator/staff", 303);
});

export const meta: MetaFunction = () => [{ title: "직원 · 안심" }];

const refusalText = {
  oneself: "자신의 계정은 스스로 중지할 수 없습니다. 다른 운영자에게 부탁하세요.",
  "no-reason": "이유를 10자 이상 적어 주세요. 기록에 남습니다.",
};

export default function Staff() {
  const { desk, me, members } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/operator/staff">
      <h1>직원</h1>
      <p>
        로그인한 적이 있는 직원입니다. 이름과 역할은 사내 인증 시스템에서 옵니다. 중지하면 다음 요청부터
        들어올 수 없습니다. 이름 뒤의 #번호는 열람 기록에, 그리고 고객이 보는 기록에 “상담원 12번”처럼 나오는
        번호입니다.
      </p>
      {refused && (
        <div className="error" role="alert">
          <p>{refusalText[refused.refusal]}</p>
        </div>
      )}
      <div className="scroll" role="region" aria-label="직원 표" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">이름</th>
              <th scope="col">역할</th>
              <th scope="col">마지막 로그인</th>
              <th scope="col">상태</th>
              <th scope="col">바꾸기</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ id, name, roles, lastSignIn, disabledOn }) => (
              <tr key={id}>
                <th scope="row">{`${name} #${id}`}</th>
                <td>{roles}</td>
                <td>{lastSignIn}</td>
                <td>{disabledOn ? `${disabledOn}부터 중지` : "사용 중"}</td>
                <td>
                  {id === me ? (
                    "본인"
                  ) : (
                    <form method="post" className="row">
                      <input type="hidden" name="member" value={id} />
                      <label>
                        이유 <input name="reason" required minLength={10} maxLength={200} />
                      </label>
                      <button className="second" name="act" value={disabledOn ? "enable" : "disable"}>
                        {disabledOn ? "다시 허용" : "중지"}
                      </button>
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ConsolePage>
  );
}
