import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { Language } from "#app/locales/language.ts";

export type HolderLine = {
  id: bigint;
  msisdn: string;
  language: Language;
  /** Whether it is a minor's, in the holder's care. */
  minor: boolean;
};

/**
 * The lines that a holder reads at L2: their own, whatever became of them since, and those of minors whose
 * guardian's line is theirs.
 */
export async function listHolderLines(ctx: Ctx, holderId: bigint): Promise<HolderLine[]> {
  const own = await ctx.db.subscriber.findMany({ where: { holderId }, orderBy: { id: "asc" } });
  const numbers = own.flatMap(({ lineStatus, msisdnIndex }) =>
    lineStatus === "active" && msisdnIndex ? [msisdnIndex] : [],
  );
  const minors = await ctx.db.subscriber.findMany({
    where: {
      incidentId: own[0]?.incidentId ?? "",
      guardianMsisdnIndex: { in: numbers },
      holderId: { not: holderId },
    },
    orderBy: { id: "asc" },
  });
  const lineOf = (minor: boolean) => (line: (typeof own)[number]) =>
    line.envelope
      ? [{ id: line.id, msisdn: openPersonalData(ctx, line).msisdn, language: line.language, minor }]
      : [];
  return [...own.flatMap(lineOf(false)), ...minors.flatMap(lineOf(true))];
}
