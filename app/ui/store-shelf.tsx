import type { StoreShelf } from "#app/domain/usim-swap/get-store-shelf.server.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { cardNames } from "#app/ui/store-words.ts";

type Delivery = Pick<StoreShelf["due"][number], "card" | "dueOn" | "quantity" | "arrivedQuantity">;
type Count = Pick<StoreShelf["counts"][number], "card" | "expected" | "counted" | "explanation">;
type Stock = Pick<StoreShelf["stock"][number], "card" | "remaining" | "reserved" | "used">;

const CardChoice = ({ id }: { id: string }) => (
  <div>
    <label htmlFor={id}>카드</label>
    <select id={id} name="card">
      <option value="usim">{cardNames.usim}</option>
      <option value="esim">{cardNames.esim}</option>
    </select>
  </div>
);

const Quantity = ({ id, value }: { id: string; value?: number }) => (
  <div>
    <label htmlFor={id}>수량</label>
    <input id={id} name="quantity" inputMode="numeric" required maxLength={6} defaultValue={value} />
  </div>
);

/** What is on its way, and taking it in. */
export const Deliveries = ({
  due,
  arrived,
  today,
}: {
  due: readonly Delivery[];
  arrived: readonly Delivery[];
  today: string;
}) => (
  <section className="card">
    <h2>입고</h2>
    {due.map(({ card, dueOn, quantity }, index) => (
      <form key={`${card} ${dueOn}`} method="post" action="/store/stock" data-once>
        <p>
          <strong>
            {dueOn} {cardNames[card]} {quantity}장
          </strong>{" "}
          예정. 실제로 온 수를 적으세요.
        </p>
        <input type="hidden" name="card" value={card} />
        <input type="hidden" name="dueOn" value={dueOn} />
        <div className="row">
          <Quantity id={`due-${index}`} value={quantity} />
          <button name="act" value="take">
            받음
          </button>
        </div>
      </form>
    ))}
    <details>
      <summary>예정에 없던 입고</summary>
      <form method="post" action="/store/stock" data-once>
        <input type="hidden" name="dueOn" value={today} />
        <div className="row">
          <CardChoice id="came-card" />
          <Quantity id="came-quantity" />
          <button name="act" value="take">
            받음
          </button>
        </div>
      </form>
    </details>
    <details>
      <summary>입고 예정 알리기</summary>
      <form method="post" action="/store/stock" data-once>
        <div className="row">
          <CardChoice id="due-card" />
          <div>
            <label htmlFor="due-on">오는 날</label>
            <input id="due-on" name="dueOn" type="date" required min={today} />
          </div>
          <Quantity id="due-quantity" />
          <button className="second" name="act" value="announce">
            알리기
          </button>
        </div>
      </form>
    </details>
    {arrived.length > 0 && (
      <>
        <h3>받은 입고</h3>
        <ul>
          {arrived.map(({ card, dueOn, arrivedQuantity }) => (
            <li key={`${card} ${dueOn}`}>
              {dueOn} {cardNames[card]} {arrivedQuantity}장
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

/** The end of the day: what really lies there. */
export const ShelfCount = ({
  stock,
  counts,
  today,
}: {
  stock: readonly Stock[];
  counts: readonly Count[];
  today: string;
}) => (
  <section className="card">
    <h2>마감: {today} 재고 세기</h2>
    {stock.map(({ card, remaining, reserved }) => {
      const count = counts.find((one) => one.card === card);
      if (count)
        return (
          <p key={card}>
            {cardNames[card]}: 장부 {count.expected}, 센 수 {count.counted}
            {count.explanation && ` (${count.explanation})`}
          </p>
        );
      return (
        <form key={card} method="post" action="/store/stock" data-once>
          <p>
            <strong>{cardNames[card]}</strong>: 장부에는 {remaining + reserved}장 (남음 {remaining}, 예약됨{" "}
            {reserved})
          </p>
          <input type="hidden" name="card" value={card} />
          <div className="row">
            <div>
              <label htmlFor={`counted-${card}`}>센 수</label>
              <input id={`counted-${card}`} name="counted" inputMode="numeric" required maxLength={6} />
            </div>
            <div className="grows">
              <label htmlFor={`why-${card}`}>다르면 그 까닭</label>
              <input id={`why-${card}`} name="explanation" maxLength={200} autoComplete="off" />
            </div>
            <button name="act" value="count">
              기록
            </button>
          </div>
        </form>
      );
    })}
    <p className="quiet">
      모자라면 마지막에 예약한 분부터 취소되고 대기 맨 앞에 서며, 바로 문자로 알려 드립니다. 남으면 기다리는
      분에게 갑니다.
    </p>
  </section>
);

/** Hours that the sign on the door doesn't say. */
export const Closures = ({
  closures,
  now,
}: {
  closures: readonly { id: string; from: string; until: string; reason: string }[];
  now: string;
}) => (
  <section className="card">
    <h2>매장 닫기</h2>
    {closures.length > 0 && (
      <ul className="plain">
        {closures.map(({ id, from, until, reason }) => (
          <li key={id}>
            <form method="post" action="/store/stock" className="row" data-once>
              <p className="grows">
                {moment(from)}–{moment(until)}: {reason}
              </p>
              <input type="hidden" name="closure" value={id} />
              <button className="second" name="act" value="reopen">
                다시 열기
              </button>
            </form>
          </li>
        ))}
      </ul>
    )}
    <form method="post" action="/store/stock" data-once>
      <div className="row">
        <div>
          <label htmlFor="from">언제부터</label>
          <input id="from" name="from" type="datetime-local" required defaultValue={now} />
        </div>
        <div>
          <label htmlFor="until">언제까지</label>
          <input id="until" name="until" type="datetime-local" required min={now} />
        </div>
        <div className="grows">
          <label htmlFor="reason">이유</label>
          <input id="reason" name="reason" required maxLength={200} autoComplete="off" />
        </div>
        <button name="act" value="close">
          닫기
        </button>
      </div>
    </form>
    <p className="quiet">그 시간에 예약한 분은 다음 빈 시간으로 옮겨지고, 바로 문자로 알려 드립니다.</p>
  </section>
);

const moment = (iso: string) => `${kstDay(new Date(iso))} ${kstTime(new Date(iso))}`;
