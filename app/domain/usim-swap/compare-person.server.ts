import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import { findGuardianLine } from "#app/domain/usim-swap/find-guardian-line.server.ts";
import { mismatchesADay } from "#app/domain/usim-swap/id-check.rules.ts";
import type { Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { parseBirthDate } from "#app/domain/verification/verification.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Subscriber } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, days } from "#app/shared/time.ts";

/** As they stand in the document. */
export type DocumentWords = { name: string; birthDate: string };

/**
 * Whether a document is the line's person's, or its guardian's, by the name and the birth date in it, neither
 * of which is shown or kept. "unknown" where the carrier gave us nothing to compare with, and for companies
 * and proxies, whose papers say who they are. Each try is counted against the member's quota and written
 * down, and so is that it didn't fit; three that didn't, by whomever and wherever, are all that a line gets
 * in 24 hours: nobody finds out a birth date by trying. Needs the line's lock.
 */
export async function comparePerson(
  ctx: Ctx,
  tx: Transaction,
  { line, relationship, words }: { line: Subscriber; relationship: Relationship; words: DocumentWords },
): Promise<Result<"same" | "unknown", "unreadable" | "over-quota" | "too-many-tries" | "other-person">> {
  const expected = await personIndexOf(tx, line, relationship);
  if (!expected) return ok("unknown");
  const birthDate = parseBirthDate(words.birthDate);
  if (birthDate?.length !== 8 || !words.name.trim()) return refused("unreadable");
  if ((await countMismatches(ctx, tx, line.id)) >= mismatchesADay) return refused("too-many-tries");
  const subject = { type: "subscriber", id: String(line.id) };
  const allowed = await recordAccess(ctx, tx, { action: "store.compare-id", subject });
  if (!allowed.ok) return allowed;
  const typed = ctx.vault.blindIndex("person", personKey(words.name, birthDate));
  if (Buffer.compare(typed, expected) === 0) return ok("same");
  await recordAudit(ctx, tx, { action: MISMATCH, subject });
  return refused("other-person");
}

const MISMATCH = "store.id-differs";

/** How often a document didn't fit a line in 24 hours. */
export const countMismatches = (ctx: Ctx, tx: Transaction, subscriberId: bigint): Promise<number> =>
  tx.auditEvent.count({
    where: {
      subjectType: "subscriber",
      subjectId: String(subscriberId),
      action: MISMATCH,
      at: { gt: before(ctx.now(), days(1)) },
    },
  });

async function personIndexOf(tx: Transaction, line: Subscriber, relationship: Relationship) {
  switch (relationship) {
    case "self":
      return line.personIndex;
    case "guardian":
      return (await findGuardianLine(tx, line))?.personIndex ?? null;
    case "company":
    case "proxy":
      return null;
  }
}
