import { startOfKstDay } from "#app/shared/time.ts";

/** What auditors are alerted to, among all that staff did. */
export const alerts = [
  "quota.exceeded",
  "access.refused",
  "line.unmask-refused",
  "staff.signin-refused",
] as const;

/** "2025-09" of Korea's calendar as the instants from which and up to which it runs; null for anything else. */
export function monthSpan(month: string): { from: Date; to: Date } | null {
  const match = /^(20\d{2})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) return null;
  const [year, number] = [Number(match[1]), Number(match[2])];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { from: startOfKstDay(`${month}-01`), to: startOfKstDay(`${next}-01`) };
}

/**
 * SQL for what belongs to the access record: whatever staff did, or somebody named on the command line, and
 * sign-ins that were refused.
 */
export const inAccessRecord = `(event.actor_type in ('staff', 'operator') or event.action = 'staff.signin-refused')`;
