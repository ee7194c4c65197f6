import {
  LONGEST_FIELD,
  LONGEST_STORY,
  reportKinds,
  type ReportKind,
} from "#app/domain/reports/report.schema.ts";
import { Key } from "#app/ui/console-page.tsx";

const kindNames: Record<ReportKind, string> = {
  suspicious_call: "의심스러운 전화",
  suspicious_message: "의심스러운 문자",
  logged_out: "이유 없는 로그아웃",
  unlisted_payment: "안내에 없는 결제",
};

/** What the caller reports; of the line of the call, if it has one. */
export const CallReport = ({
  callId,
  hasLine,
  idempotencyKey,
  what,
}: {
  callId: string;
  hasLine: boolean;
  idempotencyKey: string;
  what: string | undefined;
}) => (
  <details className="card" open={what !== undefined && what !== ""}>
    <summary data-key="KeyP">
      신고 접수 <Key code="KeyP" />
    </summary>
    <form method="post">
      <input type="hidden" name="call" value={callId} />
      <input type="hidden" name="act" value="report" />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <div className="row">
        <div>
          <label htmlFor="kind">종류</label>
          <select id="kind" name="kind" required>
            {reportKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindNames[kind]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="happenedOn">날짜 (선택)</label>
          <input id="happenedOn" name="happenedOn" type="date" />
        </div>
      </div>
      <label htmlFor="what">무슨 일이 있었는지</label>
      <textarea id="what" name="what" rows={3} maxLength={LONGEST_STORY} required defaultValue={what} />
      {!hasLine && (
        <>
          <label htmlFor="contact">답을 받을 연락처 (선택)</label>
          <input id="contact" name="contact" maxLength={LONGEST_FIELD} autoComplete="off" />
        </>
      )}
      <button className="second">접수하기</button>
    </form>
  </details>
);
