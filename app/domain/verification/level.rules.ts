import { after, days, hours, minutes } from "#app/shared/time.ts";

/** What a page or a form asks of whoever comes (security.md). */
export type Level = "L1" | "L2" | "L3";

/** L3 is one named action, by its path, for so long after a fresh sign-in. */
export const raisedLifetime = minutes(5);

/** So long after a SIM change or a porting in, nothing is opened that L3 is for. */
const simChangeWait = days(7);

/** So long after a swap in a store of ours, where somebody's ID was checked. */
const ownSwapWait = hours(24);

/** The carrier's clock for a change and ours for the swap that made it may differ by so much. */
const ownSwapTolerance = hours(1);

/** What the carrier says of a line's SIM, and when the newest swap of ours began to work. */
export type SimChanges = { simChangedAt: Date | null; portedInAt: Date | null; ownSwapAt: Date | null };

/**
 * Until when nothing is opened that L3 is for; null if it is open. A SIM change that our own swap explains
 * holds as long as that swap does, which holds also before the carrier's history shows it; any other, as any
 * porting, seven days.
 */
export function findHold({ simChangedAt, portedInAt, ownSwapAt }: SimChanges, now: Date): Date | null {
  const isOwn =
    simChangedAt !== null &&
    ownSwapAt !== null &&
    Math.abs(simChangedAt.getTime() - ownSwapAt.getTime()) <= ownSwapTolerance;
  const ends = [
    portedInAt && after(portedInAt, simChangeWait),
    simChangedAt && after(simChangedAt, isOwn ? ownSwapWait : simChangeWait),
    ownSwapAt && after(ownSwapAt, ownSwapWait),
  ].flatMap((end) => (end && end > now ? [end.getTime()] : []));
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}

/**
 * What the carrier's provider must say of how somebody signed in: on their device, by PIN or biometric. A
 * code by text is no such thing.
 */
export const SUBSCRIBER_ACR = "urn:ansim:acr:device-pin-or-biometric";

type Held = { level: "L1" | "L2"; raisedFor: string | null; raisedUntil: Date | null };

/** Whether a session opens what asks for that level, at that path. */
export function holdsLevel(session: Held, asked: { level: Level; path: string; now: Date }): boolean {
  switch (asked.level) {
    case "L1":
      return true;
    case "L2":
      return session.level === "L2";
    case "L3":
      return (
        session.raisedFor === asked.path && session.raisedUntil !== null && session.raisedUntil > asked.now
      );
  }
}

/**
 * Whether an authenticator may change what L1 may not: it was there before the exposure began, or a store
 * bound it. Whoever could read a line's texts may have enrolled one in the holder's name; one that the
 * carrier says nothing of counts as such.
 */
export const isTrusted = (
  authenticator: { since: Date | null; inStore: boolean },
  exposureStart: Date,
): boolean => authenticator.inStore || (authenticator.since !== null && authenticator.since < exposureStart);
