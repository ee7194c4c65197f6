import type { Ctx } from "#app/domain/context.server.ts";
import { maskLine, type MaskedLine } from "#app/domain/calls/mask-line.server.ts";
import { relationshipOf, type IdDocument, type Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { isTextOut } from "#app/domain/usim-swap/tell-line.server.ts";
import type { Holder, IdCheck, Subscriber } from "#app/infra/db/generated/client.ts";

/** A line as its store sees it: masked, as the call center does, and as whom somebody comes for it. */
export type StoreLine = MaskedLine & { relationship: Relationship };

export const storeLine = (ctx: Ctx, line: Subscriber & { holder: Holder }): StoreLine => ({
  ...maskLine(ctx, line),
  relationship: relationshipOf(line),
});

/** How an ID check stands. */
export type CheckState = {
  idCheckId: bigint;
  relationship: Relationship;
  document: IdDocument;
  matched: boolean;
  at: Date;
  needsSecond: boolean;
  /** Who spoke the second word. */
  second: "member" | "carrier" | null;
  /** Whether the text that it needs is out. */
  told: boolean;
};

export const checkState = async (ctx: Ctx, check: IdCheck): Promise<CheckState> => ({
  idCheckId: check.id,
  relationship: check.relationship,
  document: check.document,
  matched: check.result === "matched",
  at: check.at,
  needsSecond: check.needsSecond,
  second: check.secondMemberId !== null ? "member" : check.documentCheckRef !== null ? "carrier" : null,
  told: await isTextOut(ctx.db, check.toldNoticeId),
});
