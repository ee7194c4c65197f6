import type { HandOverRefusal } from "#app/domain/reports/hand-over-report.server.ts";
import type { NoteRefusal } from "#app/domain/reports/note-report.server.ts";

export type ReportRefusal = NoteRefusal | HandOverRefusal | "taken" | "unanswered" | "over-quota";

const refusalText: Record<ReportRefusal, string> = {
  taken: "다른 상담원이 먼저 맡았습니다.",
  "not-owner": "담당자만 할 수 있습니다. 담당이 바뀌었을 수 있으니 아래를 확인하세요.",
  closed: "이미 종결된 사건입니다.",
  unanswered: "답변하거나, 답하지 않는 까닭을 메모로 남긴 뒤 종결하세요.",
  empty: "내용을 적어 주세요.",
  "too-long": "2,000자까지 적을 수 있습니다.",
  "no-such-agent": "넘겨받을 상담원을 골라 주세요.",
  "over-quota": "정해진 횟수를 넘어 거절되었고, 기록되었습니다. 관리자에게 문의하세요.",
};

/** Why something with a report came to nothing, and what can be done instead. */
export const ReportRefused = ({ refusal }: { refusal: ReportRefusal }) => (
  <div className="error" role="alert" id="problem">
    <p>{refusalText[refusal]}</p>
  </div>
);
