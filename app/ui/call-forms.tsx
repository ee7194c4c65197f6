import { callOutcomes, longestNote, unmaskFields } from "#app/domain/calls/call.rules.ts";
import type { CallOutcome, UnmaskField } from "#app/domain/calls/call.rules.ts";
import { shortestReason } from "#app/domain/staff/staff.rules.ts";
import { Key } from "#app/ui/console-page.tsx";

const Hidden = ({ callId, act }: { callId: string; act: string }) => (
  <>
    <input type="hidden" name="call" value={callId} />
    <input type="hidden" name="act" value={act} />
  </>
);

/** By which the caller knows the agent. */
export function AgentCode({
  callId,
  agentCode,
}: {
  callId: string;
  agentCode: { code: string; until: string } | null;
}) {
  return (
    <section className="card">
      <h2>상담원 번호</h2>
      {agentCode && (
        <p>
          <strong className="code">{`${agentCode.code.slice(0, 3)} ${agentCode.code.slice(3)}`}</strong>{" "}
          {agentCode.until}까지, 이 통화에서만
        </p>
      )}
      <form method="post">
        <Hidden callId={callId} act="agent-code" />
        <button className="second" data-key="KeyG">
          {agentCode ? "새 번호" : "번호 띄우기"} <Key code="KeyG" />
        </button>
      </form>
    </section>
  );
}

export const SendLink = ({ callId }: { callId: string }) => (
  <section className="card">
    <h2>링크 다시 보내기</h2>
    <p className="quiet">
      등록된 번호로만 갑니다 (미성년자는 보호자 번호). 이전 링크와 그 링크로 열려 있던 화면은 바로 닫힙니다.
    </p>
    <form method="post">
      <Hidden callId={callId} act="send-link" />
      <button className="second" data-key="KeyL">
        링크 보내기 <Key code="KeyL" />
      </button>
    </form>
  </section>
);

/** What protects whoever holds the line: for a caller who has not been checked, too. */
export const ProtectLine = ({ callId }: { callId: string }) => (
  <section className="card">
    <h2>바로 막아 드리기</h2>
    <p className="quiet">본인 확인 전에도 됩니다. 끄거나 되돌리는 것은 고객님이 직접 하십니다.</p>
    <div className="row halves">
      <form method="post">
        <Hidden callId={callId} act="protection-on" />
        <button className="second">유심보호서비스 켜기</button>
      </form>
      <form method="post">
        <Hidden callId={callId} act="payments-off" />
        <button className="second">소액결제 막기</button>
      </form>
    </div>
  </section>
);

const fieldNames: Record<UnmaskField, string> = {
  name: "이름",
  msisdn: "번호",
  birth_date: "생년월일",
  email: "이메일",
};

/** One value at a time, each with the reason that the subscriber reads too. */
export const Unmask = ({ callId, reason }: { callId: string; reason: string | undefined }) => (
  <section className="card">
    <h2>가린 값 보기</h2>
    <form method="post">
      <Hidden callId={callId} act="unmask" />
      <div className="row">
        <div>
          <label htmlFor="field">
            볼 값 <Key code="KeyU" />
          </label>
          <select id="field" name="field" data-key="KeyU">
            {unmaskFields.map((field) => (
              <option key={field} value={field}>
                {fieldNames[field]}
              </option>
            ))}
          </select>
        </div>
        <div className="grows">
          <label htmlFor="reason">이유 ({shortestReason}자 이상, 고객님도 보십니다)</label>
          <input
            id="reason"
            name="reason"
            autoComplete="off"
            minLength={shortestReason}
            maxLength={200}
            required
            defaultValue={reason}
          />
        </div>
        <button className="second">보기</button>
      </div>
    </form>
  </section>
);

export const outcomeNames: Record<CallOutcome, string> = {
  answered: "답을 드림",
  link_sent: "링크를 보냄",
  report_filed: "신고를 접수함",
  sent_to_store: "매장으로 안내",
  not_checked: "본인 확인 안 됨",
  other: "그 밖",
};

/** The end of a call, and, in the same key, the next one. */
export const WrapUp = ({ callId, note }: { callId: string; note: string | undefined }) => (
  <section className="card">
    <h2>마무리</h2>
    <form method="post">
      <Hidden callId={callId} act="end" />
      <label htmlFor="outcome">
        결과 <Key code="KeyW" />
      </label>
      <select id="outcome" name="outcome" required defaultValue="" data-key="KeyW">
        <option value="" disabled>
          고르세요
        </option>
        {callOutcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {outcomeNames[outcome]}
          </option>
        ))}
      </select>
      <label htmlFor="note">메모 (선택)</label>
      <textarea id="note" name="note" rows={2} maxLength={longestNote} defaultValue={note} />
      <div className="row">
        <button name="next" value="yes" data-key="KeyN">
          끝내고 다음 통화 <Key code="KeyN" />
        </button>
        <button className="second">끝내기</button>
      </div>
    </form>
  </section>
);
