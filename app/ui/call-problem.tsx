/** What an agent reads when something of a call came to nothing: what is so, and what can be done instead. */
const callProblems = {
  "call-open": "아직 끝내지 않은 통화가 있습니다. 그 통화를 먼저 마무리하세요.",
  "over-quota": "정해진 횟수를 넘어 거절되었고, 기록되었습니다. 관리자에게 문의하세요.",
  unreadable: "적은 것을 알아볼 수 없습니다. 번호는 숫자로, 생년월일은 여덟 자리로 적어 주세요.",
  "other-line-open": "이 통화에서는 이미 다른 회선을 열었습니다. 다른 회선은 새 통화에서 여세요.",
  "no-line": "먼저 회선을 찾아 여세요.",
  "not-checked": "본인 확인이 되지 않았거나 확인한 지 30분이 지났습니다. 거절되었고, 기록되었습니다.",
  "wrong-code": "맞지 않는 번호입니다. 고객님이 새 번호를 띄우도록 안내하고 다시 물어보세요.",
  "too-many-codes":
    "맞지 않는 번호가 세 번 있었습니다. 이 통화에서는 통신사 앱이나 매장으로만 확인할 수 있습니다.",
  "no-app": "이 회선은 통신사 앱으로 확인할 수 없습니다. 통화 확인 번호나 매장으로 안내하세요.",
  "carrier-silent": "통신사 시스템이 응답하지 않습니다. 잠시 후 다시 하거나 통화 확인 번호로 확인하세요.",
  "not-asked": "통신사 앱에 먼저 질문을 보내세요.",
  pending: "아직 답이 없습니다. 고객님이 앱에서 답하신 뒤 다시 눌러 주세요.",
  denied:
    "명의자가 최근 24시간 안에 통화 중이 아니라고 답해, 이 회선은 통신사 앱으로 더 묻지 않습니다. 통화 확인 번호나 매장으로 확인하기 전에는 회선에 대해 아무것도 알려 주지 마세요.",
  expired: "2분 안에 답이 없었거나, 물은 지 5분이 지났습니다. 다시 물어볼 수 있습니다.",
  "too-many-questions": "이미 여러 번 물었습니다. 통화 확인 번호나 매장으로 안내하세요.",
  "no-reason": "이유를 10자 이상 적어 주세요. 거절되었고, 기록되었습니다.",
  "no-link": "이 회선에는 링크를 보낼 수 없습니다(법인이거나 생년월일이 없음). 매장으로 안내하세요.",
  "too-many": "최근 24시간 안에 이미 한도만큼 처리했습니다. 기다리시거나 매장으로 안내하세요.",
  empty: "무슨 일이 있었는지 적어 주세요.",
  "too-long": "2,000자까지 적을 수 있습니다.",
  "report-unreadable": "신고 내용을 알아볼 수 없습니다. 종류와 날짜를 확인하고, 2,000자 안으로 적어 주세요.",
  "never-by-agent":
    "상담원은 보호를 끄거나 멈추거나 결제를 다시 열 수 없습니다. 거절되었고, 기록되었습니다. 고객님이 직접 로그인하거나 매장에서 하십니다.",
  "form-used": "이 통화에서 이미 신청했습니다.",
  "no-cap": "한도를 고르세요.",
  "not-lower":
    "지금 한도보다 낮은 금액만 고를 수 있습니다. 올리는 것은 고객님이 직접 로그인하거나 매장에서 하십니다.",
  "line-not-active": "이 번호는 지금 쓰이지 않습니다.",
  purged: "보관 기간이 지나 이 번호의 기록이 없습니다.",
  "owner-changed": "이 번호는 지금 다른 분의 이름으로 되어 있습니다. 아무것도 알려 주지 마세요.",
  "not-on": "유심보호서비스가 아직 켜져 있지 않아 확인서를 낼 수 없습니다. 먼저 켜고, 켜진 뒤에 다시 하세요.",
  "no-swap": "매장에서 유심을 바꾼 기록이 없어 확인서를 낼 수 없습니다.",
  "already-filed": "이 양식은 이미 접수되었습니다. 새로 접수하려면 화면을 다시 여세요.",
} as const;

export type CallProblem = keyof typeof callProblems;

export const CallProblemBox = ({ problem }: { problem: CallProblem }) => (
  <div className="error" role="alert" id="problem">
    <p>{callProblems[problem]}</p>
  </div>
);
