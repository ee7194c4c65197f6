import type { Report } from "#app/infra/db/generated/client.ts";

/** Whom an act on a report is written down for: the subscriber, who reads of it under /requests; else the report. */
export const reportSubject = ({ subscriberId, caseNumber }: Pick<Report, "subscriberId" | "caseNumber">) =>
  subscriberId ? { type: "subscriber", id: String(subscriberId) } : { type: "report", id: caseNumber };
