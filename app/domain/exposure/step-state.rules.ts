import type { LineOrder } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Remedy } from "#app/domain/incidents/incident.schema.ts";
import type { stepStates } from "#app/locales/answer-steps.ts";

/** How one remedy stands for one line. */
export type StepState = {
  says: keyof typeof stepStates;
  /** Whether something is left to be done; whether it was asked for; whether it is done. */
  stands: "open" | "asked" | "done";
  at: Date | null;
  amountKrw: number | null;
};
export type StepStates = Partial<Record<Remedy["key"], StepState>>;

/** Of a line, the newest order of each kind in each of these states, newest first. */
export type StepOrder = LineOrder & {
  state: "pending" | "sending" | "done" | "failed";
  askedAt: Date;
  settledAt: Date | null;
};

export type StepRows = {
  orders: readonly StepOrder[];
  /** When the visit begins that is booked. */
  visitAt: Date | null;
  /** The newest card that a store handed over. */
  swap: { state: "activating" | "active" | "refused"; at: Date } | null;
  /** A live place in a waiting list. */
  ticket: { state: string; at: Date } | null;
  /** The newest application for the fee. */
  fee: { state: "registered" | "approved" | "refused" | "withdrawn"; at: Date } | null;
};

const state = (
  says: StepState["says"],
  stands: StepState["stands"],
  at: Date | null = null,
  amountKrw: number | null = null,
): StepState => ({ says, stands, at, amountKrw });

/**
 * What our own rows say of the remedies that a line has used; nothing of those that it hasn't. The carrier
 * isn't asked: what it has now stands on the remedy's own page.
 */
export function statesOf(rows: StepRows, now: Date): StepStates {
  const found: Record<Exclude<Remedy["key"], "compensation">, StepState | null> = {
    "usim-swap": swapState(rows),
    protection: protectionState(rows.orders, now),
    micropayments: micropaymentsState(rows.orders),
    "fee-waiver": feeState(rows),
  };
  return Object.fromEntries(Object.entries(found).filter(([, one]) => one !== null));
}

const isWaiting = (order: StepOrder) => order.state === "pending" || order.state === "sending";

function protectionState(orders: readonly StepOrder[], now: Date): StepState | null {
  const own = orders.filter((order) => order.kind === "protection");
  const [newest] = own;
  if (!newest) return null;
  const { askedAt } = newest;
  const asksOn = newest.wanted.state === "on";
  if (isWaiting(newest)) return state(asksOn ? "protection_asked" : "protection_changing", "asked", askedAt);
  if (newest.state === "failed" && asksOn) return state("order_failed", "open", askedAt);
  const last = own.find((order) => order.state === "done");
  if (!last) return null;
  const { wanted } = last;
  switch (wanted.state) {
    case "on":
      return state("protection_on", "done", last.settledAt);
    case "off":
      return state("protection_off", "open", last.settledAt);
    case "paused": {
      const until = new Date(wanted.until);
      return until > now ? state("protection_paused", "asked", until) : null;
    }
  }
}

/** Closed altogether counts before a lower limit; what allows more leaves the step to be done. */
function micropaymentsState(orders: readonly StepOrder[]): StepState | null {
  const allowed = orders.filter((order) => order.kind === "payments_allowed");
  const caps = orders.filter((order) => order.kind === "payments_cap");
  const closing = allowed.find(isWaiting);
  if (closing && !closing.wanted.allowed) return state("payments_off_asked", "asked", closing.askedAt);
  const closed = allowed.find((order) => order.state === "done");
  if (closed && !closed.wanted.allowed) return state("payments_off", "done", closed.settledAt);

  const isLower = (order: (typeof caps)[number] | undefined) => order && !order.wanted.mayRaise;
  const lowering = caps.find(isWaiting);
  if (lowering && isLower(lowering))
    return state("payments_cap_asked", "asked", lowering.askedAt, lowering.wanted.capKrw);
  const lowered = caps.find((order) => order.state === "done");
  if (lowered && isLower(lowered))
    return state("payments_cap", "done", lowered.settledAt, lowered.wanted.capKrw);

  const failed = [allowed[0], caps[0]].find(
    (order) =>
      order?.state === "failed" &&
      (order.kind === "payments_allowed" ? !order.wanted.allowed : !order.wanted.mayRaise),
  );
  return failed ? state("order_failed", "open", failed.askedAt) : null;
}

function swapState({ swap, visitAt, ticket, orders }: StepRows): StepState | null {
  if (swap?.state === "active") return state("swap_active", "done", swap.at);
  if (swap?.state === "activating") return state("swap_activating", "asked", swap.at);
  // Whoever got a card that the carrier refused may have begun anew since.
  if (visitAt) return state("swap_booked", "asked", visitAt);
  const remote = orders.find((order) => order.kind === "remote_card" && !(swap && order.askedAt < swap.at));
  if (remote && isWaiting(remote)) return state("remote_asked", "asked", remote.askedAt);
  if (remote?.state === "done") return state("remote_sent", "asked", remote.settledAt);
  if (ticket?.state === "offered") return state("swap_offered", "open");
  if (ticket) return state("swap_waiting", "asked", ticket.at);
  if (remote) return state("order_failed", "open", remote.askedAt);
  return swap ? state("swap_refused", "open", swap.at) : null;
}

function feeState({ fee }: StepRows): StepState | null {
  switch (fee?.state) {
    case "registered":
      return state("fee_registered", "asked", fee.at);
    case "approved":
      return state("fee_approved", "done", fee.at);
    case "refused":
      return state("fee_refused", "done", fee.at);
    case "withdrawn":
    case undefined:
      return null;
  }
}

/** An offer was taken that the waiver is given up for. */
export const feeGivenUp = state("fee_given_up", "done");

/** How the money back stands: what can be taken at once comes first. */
export type MoneyRows = {
  openKrw: number;
  /**
   * Filed and not withdrawn: what still waits for a decision, what was approved by all decisions so far, and
   * what of that is settled.
   */
  claims: readonly { decided: boolean; waitingKrw: number; approvedKrw: number; settledKrw: number }[];
};

export function moneyState({ openKrw, claims }: MoneyRows): StepState | null {
  if (openKrw > 0) return state("money_open", "open", null, openKrw);
  if (claims.length === 0) return null;
  const sum = (of: (claim: MoneyRows["claims"][number]) => number) =>
    claims.reduce((total, claim) => total + of(claim), 0);
  if (claims.some(({ decided }) => !decided))
    return state(
      "money_asked",
      "asked",
      null,
      sum(({ waitingKrw }) => waitingKrw),
    );
  const approved = sum(({ approvedKrw }) => approvedKrw);
  if (approved === 0) return state("money_refused", "done");
  const owed = approved - sum(({ settledKrw }) => settledKrw);
  return owed > 0 ? state("money_decided", "asked", null, owed) : state("money_paid", "done", null, approved);
}

const ranks: Record<StepState["stands"], number> = { open: 0, asked: 1, done: 2 };

/** What is left to do first, then what is on its way, then what is done; each in the incident's order. */
export const inOrder = (steps: readonly Remedy[], states: StepStates): Remedy[] =>
  [...steps].sort((a, b) => rankOf(states[a.key]) - rankOf(states[b.key]));

const rankOf = (one: StepState | undefined) => (one ? ranks[one.stands] : 0);
