/**
 * The chain over the audit trail.
 *
 * Every event gets a number, 1, 2, 3 and so on without a gap, and a MAC over the number, the event as it
 * stands and the MAC before it. The key is not in the database, so its owner can alter, delete or reorder
 * rows but not make the MACs fit again. What that alone doesn't show, a cut-off tail, shows by the heads (the
 * last number and MAC) that go to AUDIT_ANCHOR_URL with every batch. The worker chains within seconds; until
 * then an event stands in `audit_queue`.
 */
export type ChainedEvent = {
  number: string;
  mac: Buffer;
  event_id: string;
  /** Null where the event is gone. */
  event: string | null;
};

/** The last row of the chain at some moment, as it stands outside the database. */
export type AuditHead = { number: string; mac: string };

const columns = `event.id::text, to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'),
  event.actor_type, event.actor_id, event.action, event.subject_type, event.subject_id, event.detail::text, event.request_id`;

/**
 * SQL for an event as it is sealed: every column, in a form that doesn't hang on the server's settings. A
 * column added to the trail means a new form, and events that have nothing in it keep theirs.
 */
export const eventText = `(case when num_nonnulls(event.actor_role, event.address, event.reason) = 0
  then json_build_array(${columns})
  else json_build_array(${columns}, event.actor_role, event.address, event.reason) end)::text`;

/** What the MAC of a row is computed over. */
export const sealedText = (number: bigint, event: string, previousMac: Uint8Array | null) =>
  `${number}\n${previousMac ? Buffer.from(previousMac).toString("hex") : ""}\n${event}`;
