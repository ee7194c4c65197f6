import { inventClaimsList } from "./invent-claims-list.ts";
import { inventLines } from "./invent-lines.ts";
import { inventPayments } from "./invent-payments.ts";
import { inventReceptions } from "./invent-receptions.ts";
import { inventStores } from "./invent-stores.ts";
import { createRandom } from "./random.ts";
import type {
  ClaimsListFileRow,
  ClearanceRow,
  PaymentRow,
  SignalRow,
  StoreFileRow,
  SubscriberRow,
} from "./replay-rows.ts";
import { drawRoster } from "./roster.ts";

export type Replay = {
  subscribers: SubscriberRow[];
  stores: StoreFileRow[];
  on11: { signals: SignalRow[]; payments: PaymentRow[] };
  on18: { signals: SignalRow[]; payments: PaymentRow[]; claimsList: ClaimsListFileRow[] };
  on19: { clearances: ClearanceRow[] };
};

/**
 * September 2025 again, with invented people: the rows of every file that the carrier would hand in, the same
 * on each run. Published totals come out exactly (facts.md); what isn't published is assumed where it is
 * drawn.
 */
export function buildReplay(): Replay {
  const random = createRandom(20_250_918);
  const roster = drawRoster(random);
  const subscribers = inventLines(random, roster);
  const received = roster.map((member) => ({ member, receptions: inventReceptions(random, member) }));
  const victims = received.flatMap(({ member, receptions: [reception] }) =>
    member.victim && reception ? [{ member, reception }] : [],
  );
  const payments = inventPayments(random, victims);

  const signals = (finding: "on11" | "on18"): SignalRow[] =>
    received.flatMap(({ member, receptions }) =>
      receptions.flatMap((reception) => {
        const exposed = reception[finding];
        return exposed === null
          ? []
          : [{ subscriber_ref: member.subscriberRef, cell_id: reception.cell, at: reception.at, exposed }];
      }),
    );

  return {
    subscribers,
    stores: inventStores(createRandom(20_250_911)),
    on11: { signals: signals("on11"), payments: payments.on11 },
    on18: {
      signals: signals("on18"),
      payments: payments.on18,
      claimsList: inventClaimsList(createRandom(20_250_914), {
        roster,
        subscribers,
        payments: [...payments.on11, ...payments.on18],
      }),
    },
    on19: {
      clearances: roster
        .filter(({ cohort }) => cohort === "cleared")
        .map(({ subscriberRef }) => ({
          subscriber_ref: subscriberRef,
          reason: "기록을 다시 살펴보니 다른 회선의 신호였습니다. 고객님의 신호가 아니었습니다.",
        })),
    },
  };
}
