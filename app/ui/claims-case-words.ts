import type { CloseCaseRefusal } from "#app/domain/reconciliation/close-case.server.ts";
import type { MATCHED_LATER, PURGED, Resolution } from "#app/domain/reconciliation/reconciliation.rules.ts";
import type { ClaimsListMatch } from "#app/infra/db/generated/enums.ts";

export const matchWords: Record<ClaimsListMatch, string> = {
  matched: "일치",
  amount_differs: "같은 날 다른 금액의 결제가 있음",
  no_payment: "그날 결제가 없음",
  no_line: "이 사고의 회선이 아님",
};

export const resolutionWords: Record<Resolution, string> = {
  "payment-missing": "통신사 목록에서 빠진 결제로 확인 (다음 발표에 넣도록 알림)",
  "guided-to-claim": "고객에게 보상 신청을 안내함",
  "same-payment": "통신사 목록의 다른 결제와 같은 것",
  "list-is-wrong": "목록이 잘못됨 (낸 곳에 알림)",
  "not-our-customer": "우리 고객이 아님 (낸 곳에 알림)",
};

const byItself: Record<typeof MATCHED_LATER | typeof PURGED, string> = {
  "matched-later": "나중에 결제와 일치함 (자동)",
  purged: "보관 기간이 끝나 지워짐 (자동)",
};

export const closedAs = (resolution: string): string =>
  (({ ...resolutionWords, ...byItself }) as Partial<Record<string, string>>)[resolution] ?? resolution;

const sources: Partial<Record<string, string>> = { police: "경찰", "self-reported": "본인 신고" };

export const sourceWords = (source: string) => sources[source] ?? source;

export const caseRefusals: Record<CloseCaseRefusal | "over-quota", string> = {
  closed: "이미 종결된 사건입니다.",
  "not-owner": "담당자만 종결할 수 있습니다. 먼저 내가 맡기를 누르세요.",
  "no-resolution": "확인한 결과를 골라 주세요.",
  "no-note": "어떻게 확인했는지 10자 이상 적어 주세요.",
  "long-note": "1,000자 안으로 줄여 주세요.",
  "over-quota": "정해진 횟수를 넘어 거절되었고, 기록되었습니다. 관리자에게 문의하세요.",
};
