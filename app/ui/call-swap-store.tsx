import type { VisitChoice } from "#app/domain/usim-swap/get-visit-choice.server.ts";
import { formatTime, formatWeekday } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { CallHidden } from "#app/ui/call-swap.tsx";
import { SwapEffects } from "#app/ui/swap-effects.tsx";
import { NoCards, StoreFacts } from "#app/ui/swap-store.tsx";
import { SwapDays, SwapTimes } from "#app/ui/swap-times.tsx";
import { VisitPapers } from "#app/ui/swap-visit.tsx";

type Props = {
  callId: string;
  choice: VisitChoice;
  asked: { store: string; day: string; at: Date | null; card: string | null };
  place: string;
  card: string;
  number: string;
  /** The caller's. */
  language: Language;
  formKey: string;
};

const PATH = "/call-center/swap";

/** One store for the caller: a day, a time, then what to read to them, and the button. */
export function CallSwapStore(props: Props) {
  const { choice, asked, place, card } = props;
  const { store, days, lacking } = choice.times;
  const soFar = { place, card: asked.card, store: asked.store };
  const day = days.find((one) => one.day === asked.day);
  return (
    <>
      <section className="card">
        <h2>{store.name}</h2>
        <StoreFacts language="ko" store={store} />
      </section>
      {choice.chosen.length === 0 ? (
        <p className="card">이 번호는 지금 예약할 수 없습니다. 왼쪽의 지금 상태를 보세요.</p>
      ) : asked.at ? (
        <CallSwapConfirm {...props} at={asked.at} />
      ) : lacking ? (
        <CallSwapWait {...props} card={card} />
      ) : day ? (
        <SwapTimes language="ko" day={day.day} times={day.times} path={PATH} chosen={soFar} />
      ) : (
        <SwapDays language="ko" days={days} path={PATH} chosen={soFar} />
      )}
    </>
  );
}

function CallSwapConfirm({ callId, formKey, choice, at, card, number, language }: Props & { at: Date }) {
  const { own, lines, times } = choice;
  const relationships = own.visit
    ? own.visit.lines.map(({ relationship }) => relationship)
    : lines.map(({ relationship }) => relationship);
  return (
    <section className="card verdict">
      <h2>
        {formatWeekday(at, "ko")} {formatTime(at, "ko")}
      </h2>
      <p>누르기 전에 아래를 고객님께 읽어 드리세요.</p>
      <div className="caller-page" lang={language}>
        <VisitPapers language={language} number={number} relationships={relationships} />
        <SwapEffects language={language} visit />
      </div>
      <form method="post" action={PATH}>
        <CallHidden callId={callId} formKey={formKey} />
        <input type="hidden" name="storeId" value={times.store.id} />
        <input type="hidden" name="startsAt" value={at.toISOString()} />
        <input type="hidden" name="card" value={card} />
        {own.visit && <input type="hidden" name="visit" value={String(own.visit.visitId)} />}
        <button name="act" value="book">
          {own.visit ? "이 시간으로 옮기기" : "예약하기"}
        </button>
      </form>
    </section>
  );
}

const CallSwapWait = ({ callId, formKey, choice, card }: Props) => (
  <section className="card">
    <NoCards language="ko" supply={choice.times} />
    {!choice.own.visit && (
      <form method="post" action={PATH}>
        <CallHidden callId={callId} formKey={formKey} />
        <input type="hidden" name="storeId" value={choice.times.store.id} />
        <input type="hidden" name="card" value={card} />
        <label htmlFor="travelOn">해외로 가시는 날 (있으면)</label>
        <input id="travelOn" name="travelOn" type="date" />
        <button name="act" value="join">
          대기자 명단에 올리기
        </button>
      </form>
    )}
  </section>
);
