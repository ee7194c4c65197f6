import type { Queue, QueueEntry } from "#app/domain/compensation/list-queue.server.ts";
import type { QueueFilter, QueueOrder } from "#app/domain/compensation/queue.rules.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { claimStateWords, priorityWords } from "#app/ui/claims-words.ts";
import { ConsoleChoices } from "#app/ui/console-choices.tsx";
import { Key } from "#app/ui/console-page.tsx";

const orders = [
  { name: "age", label: "오래된 것부터", code: "KeyA" },
  { name: "sum", label: "큰 금액부터", code: "KeyS" },
  { name: "priority", label: "어르신·장애인 먼저", code: "KeyP" },
] as const;

const filters = [
  { name: "all", label: "모두", code: "KeyO" },
  { name: "mine", label: "내가 맡은 것", code: "KeyI" },
] as const;

type QueueProps = { queue: Queue; order: QueueOrder; filter: QueueFilter };

const hrefOf = (order: QueueOrder, filter: QueueFilter) =>
  `?order=${order}${filter === "mine" ? "&show=mine" : ""}`;

/** Claims to choose from; nothing of whoever filed them. */
export const ClaimsQueue = ({ queue, order, filter }: QueueProps) => (
  <>
    <ConsoleChoices label="보기" choices={filters} chosen={filter} hrefOf={(name) => hrefOf(order, name)} />
    <ConsoleChoices label="순서" choices={orders} chosen={order} hrefOf={(name) => hrefOf(name, filter)} />
    {queue.count === 0 ? (
      <p>기다리는 신청이 없습니다.</p>
    ) : (
      <QueueTable queue={queue} href={hrefOf(order, filter)} />
    )}
  </>
);

function QueueTable({ queue, href }: { queue: Queue; href: string }) {
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
                <td>
                  {ownerOf(entry)}
                  {entry.leftAlone && <Mark words="3영업일 넘게 손대지 않음" />}
                  {entry.lacksReviewer && <Mark words="맡을 사람 없음" />}
                </td>
                <td>
                  {entry.papersOpen > 0 && `${entry.papersOpen}건, ${entry.dueOn ?? ""}까지`}
                  {entry.overdue && <Mark words="기한 지남" />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && <Pages queue={queue} href={href} />}
    </>
  );
}

const Mark = ({ words }: { words: string }) => (
  <>
    {" "}
    <strong className="mark stays">{words}</strong>
  </>
);

const Pages = ({ queue: { page, pages }, href }: { queue: Queue; href: string }) => (
  <nav aria-label="쪽" className="row">
    {page > 1 && (
      <a href={`${href}&page=${page - 1}`} data-key="KeyB">
        앞쪽 <Key code="KeyB" />
      </a>
    )}
    <span>
      {pages}쪽 가운데 {page}쪽
    </span>
    {page < pages && (
      <a href={`${href}&page=${page + 1}`} data-key="KeyM">
        다음 쪽 <Key code="KeyM" />
      </a>
    )}
  </nav>
);

function ownerOf({ owner, mine, proposedBy }: QueueEntry): string {
  if (proposedBy) return `${proposedBy} (두 번째 확인 기다림)`;
  return mine ? `${owner ?? ""} (나)` : (owner ?? "없음");
}
