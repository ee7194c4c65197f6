import { hours, minutes } from "#app/shared/time.ts";

export const staffSessionIdle = minutes(10);
export const staffSessionLifetime = hours(8);

/** A reason in fewer characters is none: it is read by auditors and, where it is about them, by subscribers. */
export const shortestReason = 10;

/**
 * Whether the provider says that a second factor was given (RFC 8176 `amr`, or OpenID's `acr` for keys that
 * resist phishing).
 */
export const usedSecondFactor = ({ amr, acr }: { amr: readonly string[]; acr: string | undefined }) =>
  amr.includes("mfa") || acr === "phr" || acr === "phrh";

/**
 * How often one member may do what shows them something of a person, before it is refused and auditors are
 * alerted. A call takes some minutes: twice as many as a busy agent's hour has, and unmasking is the
 * exception, not the way to work.
 */
export const quotas = {
  "call.search": { most: 60, withinMs: hours(1) },
  "call.open-line": { most: 40, withinMs: hours(1) },
  "line.unmask": { most: 20, withinMs: hours(24) },
  "report.view": { most: 120, withinMs: hours(1) },
  // A claim is opened anew after each of its items was decided.
  "claim.view": { most: 240, withinMs: hours(1) },
  // A claim has five documents at the most.
  "evidence.read": { most: 240, withinMs: hours(1) },
  // A store serves a handful of people an hour at each counter.
  "store.open-visit": { most: 40, withinMs: hours(1) },
  "store.find-line": { most: 20, withinMs: hours(1) },
  "store.compare-id": { most: 40, withinMs: hours(1) },
} as const;

export type LimitedAction = keyof typeof quotas;
