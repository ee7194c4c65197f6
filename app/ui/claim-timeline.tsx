import { kstDay, kstTime } from "#app/shared/time.ts";
import { Key } from "#app/ui/console-page.tsx";
import { drawTimeline, type TimelineEvent } from "#app/ui/claim-timeline.rules.ts";

/** What a mark stands for; each has a shape of its own, since colour alone tells some people nothing. */
export type MarkKind = "signal" | "confirmed" | "suspected" | "cleared" | "by-hand" | "finding";

export type TimelineMark = TimelineEvent & {
  kind: MarkKind;
  /** Whether this claim asks for it. */
  claimed: boolean;
  /** What the table says of it. */
  what: string;
  note: string;
};

const kinds: Record<MarkKind, { shape: string; words: string }> = {
  signal: { shape: "M0-8 8 6-8 6Z", words: "불법 기지국 신호" },
  confirmed: { shape: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0Z", words: "확인된 결제" },
  suspected: {
    shape: "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0ZM-3.5 0a3.5 3.5 0 1 1 7 0a3.5 3.5 0 1 1-7 0Z",
    words: "의심되는 결제",
  },
  cleared: {
    shape: "M-6-8 0-2 6-8 8-6 2 0 8 6 6 8 0 2-6 8-8 6-2 0-8-6Z",
    words: "피해가 아닌 것으로 본 결제",
  },
  "by-hand": { shape: "M0-9 8 0 0 9-8 0Z", words: "고객이 직접 적은 결제" },
  finding: { shape: "M-2-10H10L7-5 10 0H2V10H-2Z", words: "발표" },
};

const frame = { width: 1200, left: 190, right: 1180, top: 30, lane: 52, bottom: 30 };

/** What is known of a line, on one line of time: the picture, and each mark of it in a table. */
export function ClaimTimeline({
  marks,
  lanes,
}: {
  marks: readonly TimelineMark[];
  lanes: readonly string[];
}) {
  if (marks.length === 0) return <p>아직 아무것도 없습니다.</p>;
  const drawn = drawTimeline(marks, lanes, frame);
  const foot = frame.top + lanes.length * frame.lane;
  return (
    <>
      <div className="scroll" role="region" aria-label="시간 그림" tabIndex={0}>
        <svg
          fill="currentColor"
          fontSize={15}
          role="img"
          aria-labelledby="timeline-title timeline-more"
          viewBox={`0 0 ${frame.width} ${foot + frame.bottom}`}
        >
          <title id="timeline-title">신호, 결제, 신청, 발표를 시간 순서로 놓은 그림</title>
          <desc id="timeline-more">{`${describe(marks)} 하나하나는 아래 표에 있습니다.`}</desc>
          {drawn.stretches.map(({ left, right, day }) => (
            <g key={left}>
              <rect
                fill="currentColor"
                fillOpacity={0.05}
                x={left}
                y={frame.top}
                width={right - left}
                height={foot - frame.top}
              />
              <text x={left} y={frame.top - 10}>
                {day}
              </text>
            </g>
          ))}
          {drawn.ticks.map(({ x, text }) => (
            <g key={x}>
              <line stroke="currentColor" strokeOpacity={0.15} x1={x} x2={x} y1={frame.top} y2={foot} />
              <text x={x} y={foot + 18} textAnchor="middle">
                {text}
              </text>
            </g>
          ))}
          {drawn.lanes.map(({ name, marks: own }, index) => (
            <g key={name} transform={`translate(0 ${frame.top + index * frame.lane + 34})`}>
              <line stroke="currentColor" strokeOpacity={0.3} x1={0} x2={frame.right} y1={18} y2={18} />
              <text x={0} y={5}>
                {name}
              </text>
              {own.map((mark, place) => (
                <Mark key={place} {...mark} />
              ))}
            </g>
          ))}
        </svg>
      </div>
      <p className="row">
        {[...new Set(marks.map(({ kind }) => kind))].map((kind) => (
          <span key={kind}>
            <svg viewBox="-11 -11 22 22" width="18" height="18" aria-hidden="true">
              <path fill="currentColor" fillRule="evenodd" d={kinds[kind].shape} />
            </svg>{" "}
            {kinds[kind].words}
          </span>
        ))}
        <span>
          <svg viewBox="-12 -12 24 24" width="18" height="18" aria-hidden="true">
            <rect fill="none" stroke="currentColor" strokeWidth={2} x={-11} y={-11} width={22} height={22} />
          </svg>{" "}
          이 신청에 든 것
        </span>
      </p>
      <details>
        <summary data-key="KeyV">
          표로 보기 ({marks.length}건) <Key code="KeyV" />
        </summary>
        <TimelineTable marks={marks} />
      </details>
    </>
  );
}

type Placed = TimelineMark & { x: number; labelLevel: number | null };

const Mark = ({ x, kind, claimed, label, labelLevel }: Placed) => (
  <g transform={`translate(${Math.round(x)} 0)`}>
    {claimed && (
      <rect fill="none" stroke="currentColor" strokeWidth={2} x={-11} y={-11} width={22} height={22} />
    )}
    <path fill="currentColor" fillRule="evenodd" d={kinds[kind].shape} />
    {labelLevel !== null && (
      <text textAnchor="middle" y={labelLevel === 0 ? -16 : 25}>
        {label}
      </text>
    )}
  </g>
);

function describe(marks: readonly TimelineMark[]): string {
  const count = (kind: MarkKind) => marks.filter((mark) => mark.kind === kind).length;
  const counted = (Object.keys(kinds) as MarkKind[])
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${kinds[kind].words} ${count(kind)}건`);
  return `${counted.join(", ")}.`;
}

function TimelineTable({ marks }: { marks: readonly TimelineMark[] }) {
  const sorted = [...marks].sort((one, other) => one.at.getTime() - other.at.getTime());
  return (
    <div className="scroll" role="region" aria-label="시간 표" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">때</th>
            <th scope="col">무엇</th>
            <th scope="col">구분</th>
            <th scope="col">내용</th>
            <th scope="col">비고</th>
            <th scope="col">이 신청</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((mark, index) => (
            <tr key={index}>
              <th scope="row">
                {kstDay(mark.at)} {kstTime(mark.at)}
              </th>
              <td>{kinds[mark.kind].words}</td>
              <td>{mark.lane}</td>
              <td>{mark.what}</td>
              <td>{mark.note}</td>
              <td>{mark.claimed ? "들어 있음" : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
