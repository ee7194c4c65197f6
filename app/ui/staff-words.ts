import type { StaffActor } from "#app/domain/context.server.ts";

/** The roles as the consoles name them. */
export const roleNames: Record<StaffActor["role"], string> = {
  agent: "상담원",
  store: "매장 직원",
  reviewer: "심사 담당",
  operator: "운영자",
  auditor: "감사 담당",
};

/** What the access record calls an act; what isn't here stands there by its own word. */
export const actionNames: Record<string, string> = {
  "staff.signin": "로그인",
  "staff.signin-refused": "로그인 거절",
  "staff.disable": "직원 중지",
  "staff.enable": "직원 다시 허용",
  "call.start": "통화 시작",
  "call.search": "고객 찾기",
  "call.open-line": "회선 열기",
  "call.view-answer": "결과 화면 보기",
  "call.checked": "발신자 확인",
  "call.check-failed": "발신자 확인 실패",
  "call.link-sent": "링크 다시 보냄",
  "call.agent-code": "상담원 코드 표시",
  "call.end": "통화 마침",
  "line.found": "찾은 회선",
  "line.unmask": "가린 값 보기",
  "line.unmask-refused": "가린 값 보기 거절",
  "report.file": "사건 접수",
  "report.view": "사건 보기",
  "report.take": "사건 맡음",
  "report.note": "사건 메모",
  "report.answer": "사건 답변",
  "report.close": "사건 종결",
  "report.hand-over": "사건 넘김",
  "quota.exceeded": "한도 초과",
  "access.refused": "권한 없는 접근",
  "access-record.view": "열람 기록 보기",
  "access-record.export": "열람 기록 내보내기",
  "access-record.review": "월간 점검",
};
