import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireRaised } from "#app/domain/carrier-orders/order-access.server.ts";
import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { sealedAccountSchema, type EnterBankAccount } from "#app/domain/compensation/bank-account.schema.ts";
import { movePayouts } from "#app/domain/compensation/move-payouts.server.ts";
import {
  ACCOUNT_PATH,
  ACCOUNT_TRIES_A_DAY,
  accountOwner,
  ACCOUNT_HOLD,
} from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, before as earlier, days } from "#app/shared/time.ts";

export type AccountRefusal = "name-differs" | "no-such-account" | "carrier-silent" | "form-used" | "too-many";
type Entered = Result<{ holdUntil: Date; isNew: boolean }, AccountRefusal>;
type Form = EnterBankAccount & { key: string };

/**
 * Enters the bank account that a line's money goes to, at L3. Its holder, as the bank says, must be the
 * line's; the carrier asks the bank for it. Nothing is paid there for 24 hours; the line is told at once, by
 * text and e-mail. It takes the place of the one before, also for payouts that weren't tried yet. Five tries
 * in 24 hours, each written down. The number is kept in an envelope of its own; the last four digits are what
 * is shown of it.
 */
export async function enterBankAccount(ctx: Ctx, session: Session, form: Form): Promise<Entered> {
  await requireRaised(ctx, session, ACCOUNT_PATH);
  const { subscriberId } = session;
  const before = await findEntered(ctx, ctx.db, subscriberId, form);
  if (before) return before;
  if (!(await ctx.db.$transaction((tx) => countTry(ctx, tx, subscriberId, form)))) return refused("too-many");

  const { bank, number } = form;
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const { name } = openPersonalData(ctx, line);
  const holder = await ctx.carrier.findAccountHolder({ bank, number }).catch(() => "silent" as const);
  if (holder === "silent") return refused("carrier-silent");
  if (holder === null) return refused("no-such-account");
  if (personKey(holder.name, "") !== personKey(name, "")) return refused("name-differs");
  return ctx.db.$transaction((tx) => keep(ctx, tx, { subscriberId, form, holderName: holder.name }));
}

/** What came of the same form before; with another account in it, it is refused. Null where it wasn't sent yet. */
async function findEntered(
  ctx: Ctx,
  tx: Transaction,
  subscriberId: bigint,
  form: Form,
): Promise<Entered | null> {
  const row = await tx.bankAccount.findUnique({ where: { idempotencyKey: form.key } });
  if (!row) return null;
  const { envelope, keyId, holdUntil } = row;
  if (row.subscriberId !== subscriberId || row.bank !== form.bank || !envelope || !keyId)
    return refused("form-used");
  const { number } = sealedAccountSchema.parse(ctx.vault.open(accountOwner(form.key), { envelope, keyId }));
  return number === form.number ? ok({ holdUntil, isNew: false }) : refused("form-used");
}

const TRY = "account.try";

/** Before the carrier is asked, one after the other: however many come at once, no more than five are answered. */
async function countTry(ctx: Ctx, tx: Transaction, subscriberId: bigint, { bank, number }: Form) {
  await lockOrders(tx, subscriberId, "pay_out");
  const subject = { type: "subscriber", id: String(subscriberId) };
  const lately = await tx.auditEvent.count({
    where: {
      subjectType: subject.type,
      subjectId: subject.id,
      action: TRY,
      at: { gt: earlier(ctx.now(), days(1)) },
    },
  });
  if (lately >= ACCOUNT_TRIES_A_DAY) return false;
  await recordAudit(ctx, tx, { action: TRY, subject, detail: { bank, lastFour: number.slice(-4) } });
  return true;
}

type Kept = { subscriberId: bigint; form: Form; holderName: string };

async function keep(ctx: Ctx, tx: Transaction, { subscriberId, form, holderName }: Kept): Promise<Entered> {
  await lockOrders(tx, subscriberId, "pay_out");
  const before = await findEntered(ctx, tx, subscriberId, form);
  if (before) return before;
  const now = ctx.now();
  const { bank, number, key } = form;
  const { holderId } = await tx.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const older = await tx.bankAccount.findFirst({ where: { subscriberId, endedAt: null } });
  if (older)
    await tx.bankAccount.update({ where: { id: older.id }, data: { endedAt: now, endedFor: "replaced" } });
  const entered = await tx.bankAccount.create({
    data: {
      idempotencyKey: key,
      subscriberId,
      holderId,
      bank,
      lastFour: number.slice(-4),
      enteredAt: now,
      holdUntil: after(now, ACCOUNT_HOLD),
      ...ctx.vault.seal(accountOwner(key), { number, holderName }),
    },
  });
  // What was approved for whoever held the line before still goes to them.
  if (older?.holderId === holderId) await movePayouts(ctx, tx, { from: older, to: entered });
  await recordAudit(ctx, tx, {
    action: "account.enter",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { account: String(entered.id), bank, lastFour: entered.lastFour },
  });
  await writeLetter(ctx, tx, { subscriberId, kind: "account_entered" });
  return ok({ holdUntil: entered.holdUntil, isNew: true });
}
