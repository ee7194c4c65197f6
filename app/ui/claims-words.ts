import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import type { Verdict } from "#app/domain/incidents/incident.schema.ts";
import type {
  ClaimItemState,
  ClaimState,
  DecisionState,
  EvidenceState,
  PaymentStatus,
  PayoutWay,
  Priority,
} from "#app/infra/db/generated/enums.ts";

export const statusWords: Record<PaymentStatus, string> = {
  confirmed: "피해로 확인",
  suspected: "의심",
  cleared: "피해 아님",
};

export const claimStateWords: Record<ClaimState, string> = {
  draft: "쓰는 중",
  filed: "접수",
  papers_asked: "서류 기다림",
  decided: "결정됨",
  objected: "이의신청",
  withdrawn: "거둠",
};

export const itemStateWords: Record<ClaimItemState, string> = {
  open: "결정 전",
  approved: "인정",
  refused: "인정하지 않음",
};

/** Of what a claim of the line asks for or got. */
export const heldWords = ({ claimNumber, state }: { claimNumber: string; state: "open" | "approved" }) =>
  `${state === "approved" ? "이미 지급" : "심사 중"} ${claimNumber}`;

export const roundStateWords: Record<DecisionState, string> = {
  open: "심사 중",
  proposed: "두 번째 확인 기다림",
  final: "결정",
};

export const wayWords: Record<PayoutWay, string> = {
  bill_credit: "통신요금에서 빼기",
  bank_account: "은행 계좌",
};

export const priorityWords: Record<Priority, string> = { senior: "어르신", disabled: "장애인" };

export const documentWords: Record<EvidenceState, string> = {
  storing: "받는 중",
  received: "받음",
  accepted: "인정",
  returned: "돌려보냄",
};

export const exposureWords: Record<Verdict, string> = {
  payments: "결제 피해",
  exposed: "유출",
  signal_only: "신호만",
  cleared: "제외",
  not_exposed: "해당 없음",
};

export type ClaimRefusal =
  | ReviewRefusal
  | "no-return-reason"
  | "bad-paper"
  | "bad-day"
  | "maybe-paid"
  | "maybe-done"
  | "over-quota"
  | "own-finding"
  | "found-before";

export const refusalWords: Record<ClaimRefusal, string> = {
  "not-yours": "다른 심사 담당이 맡고 있습니다. 담당자만 할 수 있습니다.",
  gone: "그사이 상태가 바뀌었습니다. 아래를 다시 확인하세요.",
  "not-all-decided": "아직 정하지 않은 결제가 있습니다. 모두 정한 뒤 결정하세요.",
  "papers-open": "기다리는 서류가 있습니다. 받거나 요청을 끝낸 뒤 결정하세요.",
  "sum-changed": "그사이 금액이 바뀌었습니다. 아래 금액을 다시 확인하고 누르세요.",
  "same-person": "제안한 사람은 두 번째 확인을 할 수 없습니다. 다른 심사 담당에게 맡기세요.",
  "earlier-round": "앞선 결정에 참여한 사람은 이의신청을 심사할 수 없습니다. 다른 심사 담당에게 맡기세요.",
  "own-claim": "본인이나 돌보는 미성년자의 신청은 심사할 수 없습니다. 다른 심사 담당에게 맡기세요.",
  "bad-sum": "금액이 맞지 않습니다. 통신사 결제는 전액이나 0원, 직접 적은 결제는 적은 금액까지입니다.",
  "bad-reason":
    "까닭을 골라 주세요. 일부만 인정할 때와 전액일 때의 까닭이 다르고, 알려진 사실과 어긋나는 까닭은 고를 수 없습니다.",
  "same-charge":
    "같은 날 같은 금액의 결제가 이미 지급되었거나 심사 중입니다. 별개의 결제임을 확인한 때만, 그 까닭을 골라 인정하세요.",
  "no-return-reason": "서류를 돌려보내는 까닭을 골라 주세요.",
  "bad-paper": "요청할 서류를 골라 주세요.",
  "bad-day": "내일부터 60일 안의 날짜를 적어 주세요.",
  "maybe-paid":
    "통신사가 이미 일부를 지급했을 수 있어 다시 요청하지 않습니다. 두 사람이 통신사와 직접 확인하세요.",
  "maybe-done":
    "통신사가 이미 일부를 처리했을 수 있어 다시 요청하지 않습니다. 두 사람이 통신사와 직접 확인하세요.",
  "own-finding": "확인한 것을 적은 사람은 두 번째 확인을 할 수 없습니다. 다른 심사 담당에게 맡기세요.",
  "found-before": "다른 심사 담당이 먼저 적었습니다. 아래에서 무엇을 확인했는지 보세요.",
  "over-quota": "정해진 횟수를 넘어 거절되었고, 기록되었습니다. 관리자에게 문의하세요.",
};
