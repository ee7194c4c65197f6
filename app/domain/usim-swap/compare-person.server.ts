import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import type { Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { parseBirthDate } from "#app/domain/verification/verification.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Subscriber } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** As they stand in the document. */
export type DocumentWords = { name: string; birthDate: string };

/**
 * Whether a document is the line's person's, or its guardian's, by the name and the birth date in it, neither of which is shown or kept. "unknown"
 * where the carrier gave us nothing to compare with, and for companies and proxies, whose papers say who they are. Each try is counted against
 * the member's quota and written down, and so is that it didn't fit: a clerk can't find out a birth date by trying.
 */
export async function comparePerson(
  ctx: Ctx,
  tx: Transaction,
  { line, relationship, words }: { line: Subscriber; relationship: Relationship; words: DocumentWords },
): Promise<Result<"same" | "unknown", "unreadable" | "over-quota" | "other-person">> {
  const expected = await personIndexOf(tx, line, relationship);
  if (!expected) return ok("unknown");
  const birthDate = parseBirthDate(words.birthDate);
  if (birthDate?.length !== 8 || !words.name.trim()) return refused("unreadable");
  const subject = { type: "subscriber", id: String(line.id) };
  const allowed = await recordAccess(ctx, tx, { action: "store.compare-id", subject });
  if (!allowed.ok) return allowed;
  const typed = ctx.vault.blindIndex("person", personKey(words.name, birthDate));
  if (Buffer.compare(typed, expected) === 0) return ok("same");
  await recordAudit(ctx, tx, { action: "store.id-differs", subject });
  return refused("other-person");
}

async function personIndexOf(tx: Transaction, line: Subscriber, relationship: Relationship) {
  switch (relationship) {
    case "self":
      return line.personIndex;
    case "guardian": {
      if (!line.guardianMsisdnIndex) return null;
      const guardian = await tx.subscriber.findFirst({
        where: {
          incidentId: line.incidentId,
          msisdnIndex: line.guardianMsisdnIndex,
          lineStatus: "active",
        },
      });
      return guardian?.personIndex ?? null;
    }
    case "company":
    case "proxy":
      return null;
  }
}
