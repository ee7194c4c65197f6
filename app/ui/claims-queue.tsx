import type { Queue, QueueEntry } from "#app/domain/compensation/list-queue.server.ts";
import type { QueueOrder } from "#app/domain/compensation/queue.rules.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { claimStateWords, priorityWords } from "#app/ui/claims-words.ts";
import { Key } from "#app/ui/console-page.tsx";

/** Claims to choose from; nothing of whoever filed them. */
export function ClaimsQueue({ queue, order }: { queue: Queue; order: QueueOrder }) {
  const { claims, count, sumKrw, pages } = queue;
  return (
    <>
      <p>
        {count}건{pages > 1 && ` 가운데 ${claims.length}건`}, 모두 {formatKrw(sumKrw)}원
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
            {claims.map((entry, index) => (
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
      {pages > 1 && <Pages queue={queue} order={order} />}
    </>
  );
}

const Pages = ({ queue: { page, pages }, order }: { queue: Queue; order: QueueOrder }) => (
  <nav aria-label="쪽" className="row">
    {page > 1 && (
      <a href={`?order=${order}&page=${page - 1}`} data-key="KeyB">
        앞쪽 <Key code="KeyB" />
      </a>
    )}
    <span>
      {pages}쪽 가운데 {page}쪽
    </span>
    {page < pages && (
      <a href={`?order=${order}&page=${page + 1}`} data-key="KeyM">
        다음 쪽 <Key code="KeyM" />
      </a>
    )}
  </nav>
);

function ownerOf({ owner, mine, proposedBy }: QueueEntry): string {
  if (proposedBy) return `${proposedBy} (두 번째 확인 기다림)`;
  return mine ? `${owner ?? ""} (나)` : (owner ?? "없음");
}
