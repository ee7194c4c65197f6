import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import {
  fileReport,
  type FileReport,
  type FileReportRefusal,
} from "#app/domain/reports/file-report.server.ts";
import type { Result } from "#app/shared/result.ts";

type InCall = { callId: bigint; address: string } & Omit<
  FileReport,
  "callId" | "subscriberId" | "language" | "address"
>;

/**
 * Files what a caller reports, about the call's line if it has one; needs no check, as anyone may report. It
 * is filed in the line's language, which is the one it will be answered in.
 */
export async function fileCallerReport(
  ctx: Ctx,
  report: InCall,
): Promise<Result<{ caseNumber: string }, FileReportRefusal>> {
  const { subscriberId } = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, report.callId));
  const line = subscriberId && (await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } }));
  return fileReport(ctx, { ...report, subscriberId, language: line ? line.language : "ko" });
}
