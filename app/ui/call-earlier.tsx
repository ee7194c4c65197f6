import type { EarlierCall } from "#app/domain/calls/list-earlier-calls.server.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { outcomeNames } from "#app/ui/call-forms.tsx";

/** What was said in the line's calls before this one, as colleagues noted it. */
export const EarlierCalls = ({ calls }: { calls: readonly EarlierCall[] }) => (
  <section className="card">
    <h2>이전 통화</h2>
    {calls.length === 0 && <p>이 회선의 이전 통화가 없습니다.</p>}
    {calls.map(({ id, startedAt, checked, outcome, note }) => (
      <div key={id}>
        <div className="quiet">
          {kstDay(startedAt)} {kstTime(startedAt)} · <strong>{outcome && outcomeNames[outcome]}</strong>
          {!checked && " · 본인 확인 안 됨"}
        </div>
        <p className="message">{note ?? "메모 없음"}</p>
      </div>
    ))}
  </section>
);
