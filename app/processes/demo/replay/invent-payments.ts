import { formatKrw } from "#app/shared/money.ts";
import { after, kstIso, minutes } from "#app/shared/time.ts";
import type { Random } from "./random.ts";
import type { PaymentRow, Reception } from "./replay-rows.ts";
import type { Member } from "./roster.ts";

/**
 * In units of 10,000 won. Both sums are published; that of 18 September holds 70,000,000 won beside those of
 * 11 September.
 */
const LOSS_BY_11 = 17_000;
const LOSS_ADDED_BY_18 = 7_000;
/** How much of the added loss falls to those who were victims already is assumed. */
const LOSS_ADDED_TO_EARLY_VICTIMS = 1_400;
const EARLY_VICTIMS_WITH_MORE = 40;
/** The cap of 1,000,000 won a month, kept over both months together. */
const CAP = 100;
const LEAST = 5;

type Victimised = { member: Member; reception: Reception };
type Share = Victimised & { units: number };

/**
 * Unauthorized payments as the findings of 11 and 18 September list them; the second file holds only what the
 * first doesn't.
 */
export function inventPayments(
  random: Random,
  victims: readonly Victimised[],
): { on11: PaymentRow[]; on18: PaymentRow[] } {
  const of = (kind: "early" | "late") => victims.filter(({ member }) => member.victim === kind);
  const early = shareOut(random, LOSS_BY_11, of("early"), () => CAP);

  const more = early
    .filter(({ member, units }) => !member.story && units <= CAP / 2)
    .slice(0, EARLY_VICTIMS_WITH_MORE);
  const added = shareOut(
    random,
    LOSS_ADDED_TO_EARLY_VICTIMS,
    more,
    (victim) => CAP - (more.find(({ member }) => member === victim.member)?.units ?? 0),
  );
  const late = shareOut(random, LOSS_ADDED_BY_18 - LOSS_ADDED_TO_EARLY_VICTIMS, of("late"), () => CAP);

  const on11 = early.flatMap((share) => payments(random, share, { startsAfter: 2, news: false }));
  const on18 = [
    ...late.flatMap((share) => payments(random, share, { startsAfter: 2, news: true })),
    // Later that night than the payments which the finding of 11 September lists.
    ...added.flatMap((share) => payments(random, share, { startsAfter: 80, news: true })),
  ];
  const number = (rows: PaymentRow[], from: number) =>
    rows.map((row, index) => ({ ...row, payment_id: `P-${String(from + index).padStart(5, "0")}` }));
  return { on11: number(on11, 1), on18: number(on18, on11.length + 1) };
}

/**
 * Divides a sum exactly: evenly at first, then moved from one to another at random within the limits. Stories
 * keep theirs.
 */
function shareOut<V extends Victimised>(
  random: Random,
  total: number,
  victims: readonly V[],
  cap: (victim: V) => number,
): Share[] {
  const told = victims.flatMap(({ member, reception }) =>
    member.story ? [{ member, reception, units: storyUnits(member) }] : [],
  );
  const drawn = victims.filter(({ member }) => !member.story);
  const left = total - told.reduce((sum, { units }) => sum + units, 0);
  const even = Math.floor(left / drawn.length);
  const shares = drawn.map((victim, index) => ({
    ...victim,
    units: even + (index < left % drawn.length ? 1 : 0),
    cap: cap(victim),
  }));
  for (const giver of shares) {
    const taker = shares[random.whole(0, shares.length - 1)];
    if (!taker || taker === giver) continue;
    const moved = random.whole(0, Math.max(0, Math.min(giver.units - LEAST, taker.cap - taker.units)));
    giver.units -= moved;
    taker.units += moved;
  }
  return [...told, ...shares];
}

/** Of what is confirmed: nothing else counts as lost. */
const storyUnits = ({ story }: Member) =>
  (story?.payments ?? []).reduce(
    (sum, { amount_krw, status = "confirmed" }) => sum + (status === "confirmed" ? amount_krw : 0),
    0,
  ) / 10_000;

function payments(
  random: Random,
  { member, reception, units }: Share,
  { startsAfter, news }: { startsAfter: number; news: boolean },
): PaymentRow[] {
  if (member.story)
    return member.story.payments.map(({ kind, status = "confirmed", ...payment }) => ({
      ...payment,
      ...bought(random, kind, payment.amount_krw),
      payment_id: "",
      subscriber_ref: member.subscriberRef,
      status,
    }));
  let at = after(new Date(reception.at), minutes(startsAfter));
  return split(random, units).map((piece) => {
    at = after(at, minutes(random.whole(1, 4)));
    const amount = piece * 10_000;
    // By 11 September gift cards had been found, paid by ARS; transit cards came to light with the finding of
    // 18 September.
    return {
      payment_id: "",
      subscriber_ref: member.subscriberRef,
      at: kstIso(at),
      ...bought(random, news && random.chance(0.35) ? "transit" : "gift", amount),
      amount_krw: amount,
      auth_method: news ? random.pick(["ARS", "ARS", "SMS", "PASS"] as const) : "ARS",
      cell_id: reception.cell,
      status: "confirmed",
    };
  });
}

function split(random: Random, units: number): number[] {
  const piece = Math.min(units, random.pick([10, 20, 22, 30, 33, 50]));
  return units > piece ? [piece, ...split(random, units - piece)] : [piece];
}

/** Invented shops and gateways. */
function bought(random: Random, kind: "gift" | "transit", amountKrw: number) {
  const pg = random.pick(["달무리결제", "새봄빛페이", "두물결제대행"]);
  return kind === "gift"
    ? {
        merchant: random.pick(["달빛상품권몰", "푸른새기프트", "온누빛상품권"]),
        pg,
        item: `모바일 상품권 ${formatKrw(amountKrw)}원`,
      }
    : {
        merchant: random.pick(["하늬교통카드", "바람길교통카드"]),
        pg,
        item: `교통카드 충전 ${formatKrw(amountKrw)}원`,
      };
}
