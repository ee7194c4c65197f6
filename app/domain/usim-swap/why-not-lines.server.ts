import { NotFound } from "#app/domain/context.server.ts";
import type { SwapLine, SwapRefusal } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind, CardType, LineStatus } from "#app/infra/db/generated/enums.ts";

type LineRefusal = Extract<
  SwapRefusal,
  "line-not-active" | "already-swapped" | "remote-asked" | "already-booked" | "not-offered"
>;

type Row = {
  id: bigint;
  incident_id: string;
  line_status: LineStatus;
  card_type: CardType;
  swapped: boolean;
  remote: boolean;
  booked: boolean;
};

const takes = (type: CardType, card: CardKind | null) => card === null || type === "both" || type === card;

const readLines = (db: Database | Transaction, subscriberIds: readonly bigint[]) => db.$queryRaw<Row[]>`
  select id, incident_id, line_status, card_type,
    exists (select from swaps where subscriber_id = line.id and state <> 'refused') as swapped,
    exists (select from carrier_orders where subscriber_id = line.id and kind = 'remote_card'
      and state in ('pending', 'sending', 'done')) as remote,
    exists (select from swap_bookings where subscriber_id = line.id and state = 'booked') as booked
  from subscribers line where id = any(${[...subscriberIds]}::bigint[])`;

function whyNot(line: Row, card: CardKind | null): LineRefusal | null {
  if (line.line_status !== "active") return "line-not-active";
  if (line.swapped) return "already-swapped";
  if (line.booked) return "already-booked";
  if (line.remote) return "remote-asked";
  return takes(line.card_type, card) ? null : "not-offered";
}

/**
 * Why a line gets no new card of that kind now, if so. Lines of a virtual operator are served like
 * ours. Throws NotFound for a line that isn't in that incident.
 */
export async function whyNotLine(
  db: Database | Transaction,
  { subscriberId, card }: SwapLine,
  incidentId: string,
): Promise<LineRefusal | null> {
  const [line] = await readLines(db, [subscriberId]);
  if (line?.incident_id !== incidentId) throw new NotFound("no such line in this store's incident");
  return whyNot(line, card);
}

/** The same of many lines, whichever kind of card, in one query. */
export async function whyNotLines(
  db: Database | Transaction,
  subscriberIds: readonly bigint[],
): Promise<Map<bigint, LineRefusal | null>> {
  const lines = await readLines(db, subscriberIds);
  return new Map(lines.map((line) => [line.id, whyNot(line, null)]));
}
