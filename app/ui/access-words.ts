/** What the access record's subjects are called. */
export const subjectNames: Record<string, string> = {
  subscriber: "회선",
  staff: "직원",
  call: "통화",
  report: "사건",
  page: "화면",
  month: "",
};

/**
 * What an act that was refused would have been, by the name that its form has; another name stands as it was
 * sent.
 */
export const refusedActNames: Record<string, string> = {
  "bank-account": "은행 계좌 등록",
  "account-end": "은행 계좌 지우기",
  account: "계좌",
  contact: "연락처",
  helper: "대리인",
  "protection-off": "유심보호 끄기",
  "protection-pause": "유심보호 멈춤",
  "payments-on": "소액결제 다시 쓰기",
  "payments-raise": "소액결제 한도 올리기",
  "payments-lower": "소액결제 한도 낮추기",
  "payments-biometric": "소액결제 생체인증",
  "take-sum": "확인된 금액 돌려받기",
  "view-money": "돌려받을 금액 보기",
  "view-calls": "이전 통화 보기",
  certificate: "확인서 발급",
  book: "유심 교체 예약",
  cancel: "유심 교체 예약 취소",
  join: "대기 명단에 올림",
  leave: "대기 명단에서 뺌",
};
