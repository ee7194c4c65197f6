import type { StoreFound } from "#app/domain/stores/find-stores.server.ts";
import type { OwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { formatTime, formatWeekday } from "#app/locales/format.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { canBook } from "#app/ui/swap-state.tsx";
import { swapPath } from "#app/ui/swap-links.ts";
import { StoreCard } from "#app/ui/swap-store.tsx";

const doneTexts = new Map(
  Object.entries({
    book: "예약했습니다. 날짜와 시간, 매장을 고객님께 다시 불러 드리세요. 문자로도 알려 드립니다.",
    cancel: "예약을 취소했습니다. 고객님께 문자로 알려 드립니다.",
    join: "대기자 명단에 올렸습니다. 대기 번호를 고객님께 불러 드리세요. 문자로도 알려 드립니다.",
    leave: "대기를 그만두었습니다. 고객님께 문자로 알려 드립니다.",
  }),
);

export const CallSwapDone = ({ what }: { what: string }) => {
  const text = doneTexts.get(what);
  return text ? (
    <p className="card verdict" role="status">
      {text}
    </p>
  ) : null;
};

/** What every form of an agent's about the new card carries: the call it is for, and what makes it one act. */
export const CallHidden = ({ callId, formKey }: { callId: string; formKey: string }) => (
  <>
    <input type="hidden" name="call" value={callId} />
    <input type="hidden" name="key" value={formKey} />
  </>
);

const moment = (at: Date) => `${formatWeekday(at, "ko")} ${formatTime(at, "ko")}`;

/** How the caller's line stands, and what can be taken back. */
export function CallSwapState({
  callId,
  own: { visit, ticket, swap, remote },
  formKey,
  number,
}: {
  callId: string;
  own: OwnSwap;
  formKey: string;
  number: string;
}) {
  const rows: [string, string][] = [
    ...(swap
      ? [
          ["교체", `${usimSwap[`done_${swap.state}`].ko}, ${swap.storeName}, ${moment(swap.completedAt)}`],
          ...(swap.state === "refused"
            ? [["다음", usimSwap.refused_next.ko.replace("{number}", number)]]
            : []),
        ]
      : []),
    ...(visit
      ? [
          ["예약", `${moment(visit.startsAt)}, ${visit.store.name}`],
          ["예약 번호", visit.code],
        ]
      : []),
    ...(ticket
      ? [
          ["대기", `${ticket.store.name}, 앞에 ${ticket.place}명`],
          ["대기 번호", ticket.code],
        ]
      : []),
    ...(ticket?.offeredUntil ? [["잡아 둔 카드", `${moment(ticket.offeredUntil)}까지`]] : []),
    ...(remote ? [["매장 없이 받기", "신청하셨습니다"]] : []),
  ].map(([label = "", value = ""]) => [label, value]);
  return (
    <section className="card">
      <h2>지금 상태</h2>
      {rows.length === 0 && <p>예약도 대기도 없습니다.</p>}
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {visit && !visit.arrivedAt && (
        <>
          <p className="quiet">
            {visit.canMove
              ? "옮기려면 아래에서 매장과 시간을 고르세요."
              : "여러 번호가 함께 예약되어 있어 옮기기는 고객님이 로그인해서 하십니다."}
          </p>
          <form method="post" action="/call-center/swap">
            <CallHidden callId={callId} formKey={formKey} />
            <input type="hidden" name="visit" value={String(visit.visitId)} />
            <button className="second" name="act" value="cancel">
              이 번호의 예약 취소
            </button>
          </form>
        </>
      )}
      {(ticket?.state === "waiting" || ticket?.state === "offered") && (
        <form method="post" action="/call-center/swap">
          <CallHidden callId={callId} formKey={formKey} />
          <button className="second" name="act" value="leave">
            대기 그만두기
          </button>
        </form>
      )}
    </section>
  );
}

/** The stores near where the caller lives. */
export function CallSwapSearch({
  own,
  regions,
  found,
  place,
  card,
  asked,
}: {
  own: OwnSwap;
  regions: { region: string; districts: string[] }[];
  found: readonly StoreFound[] | null;
  place: string;
  card: string;
  asked: { card: string | null };
}) {
  if (!own.visit && !canBook(own)) return null;
  return (
    <section className="card">
      <h2>매장 찾기</h2>
      <form method="get" action="/call-center/swap">
        <div className="row">
          <div className="grows">
            <label htmlFor="place">사시는 곳</label>
            <select id="place" name="place" required defaultValue={place}>
              <option value="" disabled>
                고르세요
              </option>
              {regions.map(({ region, districts }) => (
                <optgroup key={region} label={region}>
                  {districts.map((district) => (
                    <option key={district} value={`${region} ${district}`}>
                      {region} {district}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </div>
          {own.cardType === "both" && (
            <div>
              <label htmlFor="card">카드</label>
              <select id="card" name="card" defaultValue={card}>
                <option value="usim">유심 카드</option>
                <option value="esim">eSIM</option>
              </select>
            </div>
          )}
          <button>찾기</button>
        </div>
      </form>
      <ul className="plain">
        {found?.slice(0, 6).map((store) => {
          const path = swapPath("/call-center/swap", { place, card: asked.card, store: store.storeRef });
          return <StoreCard key={store.id} language="ko" store={store} timesPath={path} waitPath={path} />;
        })}
      </ul>
    </section>
  );
}
