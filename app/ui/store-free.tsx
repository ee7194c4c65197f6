import { kstDay, kstTime } from "#app/shared/time.ts";
import type { FreeNow } from "#app/domain/usim-swap/get-free-now.server.ts";
import { cardNames } from "#app/ui/store-words.ts";

export type ShownFree = Omit<FreeNow, "slotAt" | "nextAt"> & { slotAt: string | null; nextAt: string | null };

const moment = (iso: string) => `${kstDay(new Date(iso))} ${kstTime(new Date(iso))}`;

/** What the store can really do now for somebody who just came, and when else. */
export const StoreFree = ({ free: { cards, slotAt, nextAt, deliveries } }: { free: ShownFree }) => (
  <section className="card">
    <h2>지금 비어 있는 것</h2>
    <ul>
      {cards.map(({ card, free }) => (
        <li key={card}>
          {cardNames[card]} {free}장
        </li>
      ))}
      <li>
        {slotAt
          ? `창구: ${kstTime(new Date(slotAt))}부터`
          : `지금은 빈 창구 없음${nextAt ? `, 다음 빈 시간 ${moment(nextAt)}` : ", 14일 안에 빈 시간 없음"}`}
      </li>
      {deliveries.map(({ card, dueOn, quantity }) => (
        <li key={`${card} ${dueOn}`}>
          입고 예정: {dueOn} {cardNames[card]} {quantity}장
        </li>
      ))}
    </ul>
    <p className="quiet">다른 분에게 약속된 카드와 시간은 들어 있지 않습니다.</p>
  </section>
);
