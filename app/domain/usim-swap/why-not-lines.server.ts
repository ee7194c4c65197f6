import { NotFound } from "#app/domain/context.server.ts";
import type { SwapLine, SwapRefusal } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind, CardType, LineStatus } from "#app/infra/db/generated/enums.ts";

type LineRefusal = Extract<
  SwapRefusal,
  "line-not-active" | "already-swapped" | "remote-asked" | "already-booked" | "not-offered"
>;

type Row = {
  incident_id: string;
  line_status: LineStatus;
  card_type: CardType;
  swapped: boolean;
  remote: boolean;
  booked: boolean;
};

const takes = (type: CardType, card: CardKind | null) => card === null || type === "both" || type === card;

/**
 * Why a line gets no new card now, if so; `card` is null where none of a certain kind is asked for. Lines of a virtual operator are served like
 * ours. Throws NotFound for a line that isn't in that incident.
 */
export async function whyNotLine(
  db: Database | Transaction,
  { subscriberId, card }: Pick<SwapLine, "subscriberId"> & { card: CardKind | null },
  incidentId: string,
): Promise<LineRefusal | null> {
  const [line] = await db.$queryRaw<Row[]>`
    select incident_id, line_status, card_type,
      exists (select from swaps where subscriber_id = line.id and state <> 'refused') as swapped,
      exists (select from carrier_orders where subscriber_id = line.id and kind = 'remote_card'
        and state in ('pending', 'sending', 'done')) as remote,
      exists (select from swap_bookings where subscriber_id = line.id and state = 'booked') as booked
    from subscribers line where id = ${subscriberId}`;
  if (line?.incident_id !== incidentId) throw new NotFound("no such line in this store's incident");
  if (line.line_status !== "active") return "line-not-active";
  if (line.swapped) return "already-swapped";
  if (line.booked) return "already-booked";
  if (line.remote) return "remote-asked";
  return takes(line.card_type, card) ? null : "not-offered";
}
