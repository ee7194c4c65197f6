import type { AlertGroup, Alerts } from "#app/domain/audit/list-alerts.server.ts";
import { refusedActNames, subjectNames } from "#app/ui/access-words.ts";
import { actionNames, roleNames } from "#app/ui/staff-words.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

type Shown = Omit<Alerts, "groups"> & {
  groups: readonly (Omit<AlertGroup, "first" | "last"> & { first: string | Date; last: string | Date })[];
};

/** What a month's reviewer looks at: what was done again is one row with its count, the grave ones first. */
export function AccessAlerts({ month, alerts }: { month: string; alerts: Shown }) {
  const { count, groups, page, pages } = alerts;
  return (
    <>
      <h2 id="alerts">확인할 일 {count}건</h2>
      {count === 0 ? (
        <p>이 달에는 한도 초과나 거절된 접근이 없습니다.</p>
      ) : (
        <>
          <p>같은 직원이 같은 대상에 되풀이한 일은 한 줄에 모았습니다. 먼저 볼 일이 위에 있습니다.</p>
          <div className="scroll" role="region" aria-label="확인할 일" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {["누가", "역할", "무엇을", "누구의", "횟수", "처음", "마지막", "어디서"].map((heading) => (
                    <th scope="col" key={heading}>
                      {heading}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groups.map(({ who, role, action, act, subjectType, subject, grave, ...group }) => (
                  <tr key={[who, action, act, subjectType, subject].join(" ")}>
                    <th scope="row">{who}</th>
                    <td>{namesOf(role)}</td>
                    <td>
                      {grave && <strong className="mark">먼저 볼 일</strong>} {actionNames[action] ?? action}
                      {act && `: ${refusedActNames[act] ?? act}`}
                    </td>
                    <td>{`${subjectNames[subjectType] ?? subjectType} ${subject}`}</td>
                    <td>{group.count}</td>
                    <td>{moment(group.first)}</td>
                    <td>{moment(group.last)}</td>
                    <td>{group.address}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {pages > 1 && (
            <nav className="row" aria-label="확인할 일의 쪽">
              {page > 1 && <a href={`?month=${month}&alerts=${page - 1}#alerts`}>앞 쪽</a>}
              <span>
                {page} / {pages}쪽
              </span>
              {page < pages && <a href={`?month=${month}&alerts=${page + 1}#alerts`}>다음 쪽</a>}
            </nav>
          )}
        </>
      )}
    </>
  );
}

const moment = (at: string | Date) => `${kstDay(new Date(at))} ${kstTime(new Date(at))}`;

/** Of one member in several roles, as the database joined them. */
const namesOf = (roles: string | null) =>
  (roles ?? "")
    .split(", ")
    .map((role) => Object.entries(roleNames).find(([key]) => key === role)?.[1] ?? "")
    .join(", ");
