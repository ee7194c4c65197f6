import { randomUUID } from "node:crypto";
import { checkIn } from "#app/domain/usim-swap/check-in.server.ts";
import { completeUsimSwap } from "#app/domain/usim-swap/complete-usim-swap.server.ts";
import { parseIccid } from "#app/domain/usim-swap/iccid.rules.ts";
import { recordIdCheck } from "#app/domain/usim-swap/record-id-check.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { SwapBooking } from "#app/infra/db/generated/client.ts";
import type { PersonalData } from "#app/domain/subscribers/personal-data.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aVisit } from "#tests/factories/swap.ts";

type Store = { id: number; storeRef: string };

/** A member of that store, and what a use case is handed when they act. */
export async function aClerk(t: TestContext, { storeRef }: Pick<Store, "storeRef">) {
  const member = await aStaffMember(t.ctx, { roles: ["store"], storeRef });
  return { member, as: t.as(staffActor(member)) };
}

let cards = 0;

/** A card's serial that was never used before. */
export function anIccid(): string {
  cards += 1;
  const before = `898205${String(cards).padStart(12, "0")}`;
  const whole = Array.from({ length: 10 }, (_, last) => `${before}${last}`).find(parseIccid);
  return whole ?? "";
}

/** What the person's own document says. */
export const ownDocument = ({ personalData: { name, birthDate } }: { personalData: PersonalData }) => ({
  relationship: "self" as const,
  document: "resident_card" as const,
  result: "matched" as const,
  words: { name, birthDate: birthDate ?? "" },
});

type Line = { id: bigint; personalData: PersonalData };

/** Somebody who is booked for a slot of today and has come. */
export async function anArrivedVisit(
  clerk: Ctx,
  { line, store, startsAt }: { line: Line; store: Store; startsAt: Date },
): Promise<{ visitId: bigint; code: string; bookingId: bigint }> {
  const { id: visitId, code } = await aVisit(clerk, line, store, { startsAt });
  const arrived = await checkIn(clerk, { visitId });
  if (!arrived.ok) throw new Error(arrived.refusal);
  const { id: bookingId } = await bookingOf(clerk, visitId);
  return { visitId, code, bookingId };
}

const bookingOf = (ctx: Ctx, visitId: bigint): Promise<SwapBooking> =>
  ctx.db.swapBooking.findFirstOrThrow({ where: { visitId } });

/** As `anArrivedVisit`, with the person's own document looked at by that clerk. */
export async function aCheckedVisit(clerk: Ctx, given: Parameters<typeof anArrivedVisit>[1]) {
  const visit = await anArrivedVisit(clerk, given);
  const checked = await recordIdCheck(clerk, { bookingId: visit.bookingId, ...ownDocument(given.line) });
  if (!checked.ok) throw new Error(checked.refusal);
  return { ...visit, idCheckId: checked.value.idCheckId };
}

export const complete = (
  clerk: Ctx,
  { bookingId }: { bookingId: bigint },
  {
    key = randomUUID(),
    iccid = anIccid(),
    card = "usim",
  }: { key?: string; iccid?: string; card?: "usim" | "esim" } = {},
) => completeUsimSwap(clerk, key, { bookingId, card, iccid });

/** What the worker does to texts that wait. */
export const sendTexts = ({ pool, now }: Ctx) =>
  pool.query("update outbox set state = 'accepted', settled_at = $1 where state = 'pending'", [now()]);
