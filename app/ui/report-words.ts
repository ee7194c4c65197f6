import type { ReportKind } from "#app/domain/reports/report.schema.ts";
import { report } from "#app/locales/report.ts";

/** The consoles' words for what stands in a report, in Korean as all of them. */
export const kindWords = (kind: ReportKind) => report[kind].ko;

export const stateWords = {
  open: "접수됨",
  taken: "처리 중",
  answered: "답변함",
  closed: "종결",
} as const;

export const entryWords = { note: "메모", answer: "답변" } as const;
