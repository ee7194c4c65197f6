import type { CompleteRefusal } from "#app/domain/usim-swap/complete-usim-swap.server.ts";
import type { ConfirmRefusal } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import type { OpenRefusal } from "#app/domain/usim-swap/open-store-action.server.ts";
import type { IdCheckRefusal } from "#app/domain/usim-swap/record-id-check.server.ts";
import type { WalkInRefusal } from "#app/domain/usim-swap/start-walk-in.server.ts";

type ShelfRefusal =
  | "already-taken"
  | "no-quantity"
  | "no-number"
  | "explanation-needed"
  | "already-counted"
  | "no-reason"
  | "not-ahead"
  | "too-long";

export type StoreProblem =
  | CompleteRefusal
  | ConfirmRefusal
  | IdCheckRefusal
  | OpenRefusal
  | WalkInRefusal
  | ShelfRefusal
  | "not-today"
  | "reason-short"
  | "unknown-code";

/** What a member of a store reads when something came to nothing: what is so, and what can be done instead. */
const storeProblems: Record<StoreProblem, string> = {
  unreadable: "적은 것을 알아볼 수 없습니다. 번호는 숫자로, 생년월일은 여덟 자리로 적어 주세요.",
  "unknown-code": "없는 방문 번호입니다. 고객님 화면의 번호와 다시 견주어 보세요.",
  "over-quota": "정해진 횟수를 넘어 거절되었고, 기록되었습니다. 관리자에게 문의하세요.",
  "not-today": "오늘 예약이 아닙니다. 도착 처리는 예약한 날에만 할 수 있습니다.",
  gone: "이 예약은 이미 끝났거나 취소되었습니다.",
  "not-arrived": "아직 도착 처리를 하지 않았습니다. 먼저 도착을 기록하세요.",
  relationship:
    "이 회선에는 그 관계로 올 수 없습니다. 본인, 보호자, 법인 가운데 회선에 맞는 것이나 대리인을 고르세요.",
  "other-person":
    "신분증에 적힌 이름이나 생년월일이 이 회선과 다릅니다. 일치하지 않음으로 기록되었고 회선에 알림 문자가 나갑니다. 신분증을 보고 다시 적을 수 있지만, 이제 동료의 확인도 필요합니다. 한 회선은 24시간에 세 번까지만 다를 수 있습니다.",
  "too-many-tries":
    "이 회선은 24시간 안에 신분증과 세 번 달라서 더 견줄 수 없습니다. 어느 매장에서도 마찬가지입니다. 24시간 뒤에 다시 오시거나 고객센터에 문의하시도록 안내하세요.",
  "no-id-check": "신분 확인이 없습니다. 신분증을 먼저 확인하세요.",
  "not-matched":
    "신분이 확인되지 않아 진행할 수 없습니다. 다른 신분증으로 다시 확인하려면 동료의 확인도 필요합니다.",
  "id-check-old": "신분 확인이 오래되어 쓸 수 없습니다. 신분증을 다시 확인하세요.",
  "no-second": "동료의 확인(또는 통신사의 신분증 진위 확인)이 먼저 있어야 합니다.",
  "text-not-out": "이 회선으로 보내는 알림 문자가 아직 나가지 않았습니다. 잠시 뒤 다시 누르세요.",
  "same-member": "자신이 한 신분 확인은 스스로 확인할 수 없습니다. 다른 직원이 자기 로그인으로 확인합니다.",
  "not-needed": "이 신분 확인은 동료의 확인이 필요하지 않습니다.",
  "not-genuine":
    "통신사의 확인 결과가 이 매장, 이 명의자, 15분 안의 것이 아니거나 진짜로 확인되지 않았습니다.",
  "reference-used": "이미 쓴 진위 확인 번호입니다.",
  "carrier-silent": "통신사 시스템이 응답하지 않습니다. 잠시 뒤 다시 하거나 동료의 확인을 받으세요.",
  "iccid-malformed": "유심 일련번호가 아닙니다. 89로 시작하는 19자리나 20자리 숫자를 다시 찍거나 적으세요.",
  "iccid-used": "이미 쓴 유심입니다. 다른 유심을 꺼내 주세요.",
  "other-card": "예약한 카드 종류와 다릅니다.",
  "no-card": "이 매장에는 지금 드릴 수 있는 카드가 없습니다. 아래에서 입고일을 보거나 대기를 안내하세요.",
  "store-cards-promised": "남은 카드는 먼저 기다린 분들에게 약속되어 있습니다. 대기를 안내하세요.",
  "already-done": "이미 교체를 마친 예약입니다.",
  "form-used": "이 양식은 이미 다른 일에 쓰였습니다. 화면을 새로 열어 주세요.",
  "no-line": "이 사고의 대상 회선 가운데 그 번호가 없습니다. 번호를 다시 확인하세요.",
  "slot-full": "지금은 빈 창구가 없습니다. 아래의 다음 빈 시간을 안내하세요.",
  "already-booked": "이미 예약이 있는 회선입니다. 고객님의 방문 번호로 찾으세요.",
  "already-swapped": "이미 새 유심으로 바꾼 회선입니다.",
  "remote-asked": "이미 택배나 eSIM으로 새 유심을 신청한 회선입니다.",
  "not-offered": "이 회선의 휴대폰에는 그 카드를 쓸 수 없습니다. 다른 카드를 고르세요.",
  "line-not-active": "해지되었거나 다른 통신사로 옮긴 회선입니다.",
  "not-self": "명의자 본인의 신분을 확인했을 때만 열 수 있습니다.",
  "already-opened":
    "이 신분 확인으로 이미 한 가지 일을 하셨습니다. 다른 일은 신분증을 다시 확인한 뒤 열 수 있습니다.",
  "newer-check": "이 회선을 더 나중에 확인한 것이 있습니다. 그 신분 확인에서 여세요.",
  "reason-short": "이유를 열 글자 이상 적어 주세요.",
  "already-taken": "이미 받은 입고입니다.",
  "no-quantity": "수량을 숫자로 적어 주세요.",
  "no-number": "센 수를 숫자로 적어 주세요.",
  "explanation-needed": "장부와 다릅니다. 왜 다른지 적어 주세요.",
  "already-counted": "오늘은 이미 세었습니다.",
  "no-reason": "닫는 이유를 적어 주세요.",
  "not-ahead": "닫는 시간은 앞으로의 시간이어야 하고, 끝이 시작보다 늦어야 합니다.",
  "too-long": "31일 넘게 닫는 일은 본사 운영자가 합니다. 31일 안의 시각으로 다시 적으세요.",
};

export const StoreProblemBox = ({ problem }: { problem: StoreProblem }) => (
  <div className="error" role="alert" id="problem">
    <p>{storeProblems[problem]}</p>
  </div>
);
