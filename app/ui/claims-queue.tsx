import type { QueueEntry } from "#app/domain/compensation/list-queue.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { claimStateWords, priorityWords } from "#app/ui/claims-words.ts";
import { Key } from "#app/ui/console-page.tsx";

/** Claims to choose from; nothing of whoever filed them. */
export function ClaimsQueue({ queue }: { queue: readonly QueueEntry[] }) {
  const sum = queue.reduce((all, { sumKrw }) => all + sumKrw, 0);
  return (
    <>
      <p>
        {queue.length}건, 모두 {formatKrw(sum)}원
      </p>
      <div className="scroll" role="region" aria-label="심사 목록" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">신청 번호</th>
              <th scope="col">기다린 때부터</th>
              <th scope="col" className="number">
                금액 (원)
              </th>
              <th scope="col" className="number">
                결제
              </th>
              <th scope="col">먼저</th>
              <th scope="col">상태</th>
              <th scope="col">담당</th>
              <th scope="col">서류</th>
            </tr>
          </thead>
          <tbody>
            {queue.map((entry, index) => (
              <tr key={entry.claimNumber}>
                <th scope="row">
                  <a
                    href={`/claims-desk/claims/${entry.claimNumber}`}
                    data-key={index === 0 ? "KeyN" : undefined}
                  >
                    {entry.claimNumber} {index === 0 && <Key code="KeyN" />}
                  </a>
                </th>
                <td>
                  {kstDay(entry.since)} {kstTime(entry.since)}
                </td>
                <td className="number">{formatKrw(entry.sumKrw)}</td>
                <td className="number">{entry.items}건</td>
                <td>{entry.priority ? priorityWords[entry.priority] : ""}</td>
                <td>
                  {claimStateWords[entry.state]}
                  {entry.round > 1 && ` (${entry.round}차)`}
                </td>
                <td>{ownerOf(entry)}</td>
                <td>{entry.papersOpen > 0 ? `${entry.papersOpen}건, ${entry.dueOn ?? ""}까지` : ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function ownerOf({ owner, mine, proposedBy }: QueueEntry): string {
  if (proposedBy) return `${proposedBy} (두 번째 확인 기다림)`;
  return mine ? `${owner ?? ""} (나)` : (owner ?? "없음");
}
