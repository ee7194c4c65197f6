import { startOfKstDay } from "#app/shared/time.ts";

/** What auditors are alerted to, among all that staff did. */
export const alerts = [
  "quota.exceeded",
  "access.refused",
  "line.unmask-refused",
  "staff.signin-refused",
] as const;

/** By which somebody would leaf through people, or see what is masked. */
export const graveAlerts = ["quota.exceeded", "line.unmask-refused"] as const;

/**
 * By which a line or its money would be taken over: the names of acts, and the subscribers' own pages, that
 * staff were refused at.
 */
export const graveTries = [
  ...["bank-account", "account-end", "account", "contact", "helper"],
  ...["protection-off", "protection-pause", "payments-on", "payments-raise"],
  ...["/compensation/account", "/protection/off", "/protection/pause", "/micropayments/raise"],
];

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

/** Two may share a name, and a name may change: the number stays. */
export const who = "coalesce(member.name || ' #' || member.id, event.actor_id, '-')";

/** SQL of an entry's columns, for the joins below. */
export const entryColumns = `event.id::text as id, event.at, ${who} as who, event.actor_role as role,
  coalesce(event.address, event.detail->>'address') as address, event.action, event.subject_type as "subjectType",
  coalesce(line.subscriber_ref, subject_member.name || ' #' || subject_member.id, event.subject_id) as subject, event.reason, event.detail::text as detail`;

export const entrySource = `audit_events event
  left join staff_members member on member.id = case when event.actor_type = 'staff' then event.actor_id::bigint end
  left join subscribers line on line.id = case when event.subject_type = 'subscriber' then event.subject_id::bigint end
  left join staff_members subject_member
    on event.subject_type = 'staff' and subject_member.id::text = event.subject_id`;
