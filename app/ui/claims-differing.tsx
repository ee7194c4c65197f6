import type {
  DifferingOrders,
  ListedDiffering,
} from "#app/domain/carrier-orders/list-differing-orders.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { DeskList } from "#app/ui/claims-payouts.tsx";

const kindWords = { pay_out: "보상금 지급", waive_fee: "위약금 면제", take_offer: "제안" };
const outcomeWords = { done: "요청대로 모두 처리됨", not_done: "전혀 처리되지 않음" };

/** Money of which nobody knows what the carrier did: one reviewer asks there, another one as well. */
export const ClaimsDiffering = ({
  differing: { count, listed },
  mayAct,
}: {
  differing: DifferingOrders;
  mayAct: boolean;
}) =>
  count > 0 && (
    <DeskList
      title={`통신사와 직접 확인할 것 ${count}건`}
      lead={`이미 처리되었을 수 있어 다시 요청할 수 없습니다. 통신사에 요청 번호로 물어 확인한 것을 적으세요. 다른 심사 담당도 확인하면 그대로 끝납니다. ${listed.length < count ? `처음 ${listed.length}건입니다.` : ""}`}
      columns={["번호", "무엇", "때", "통신사 요청 번호", "확인한 것", "할 일"]}
      sums={["금액 (원)"]}
    >
      {listed.map((one) => (
        <tr key={one.orderId}>
          <th scope="row">
            {one.kind === "pay_out" ? (
              <a href={`/claims-desk/claims/${one.number}`}>{one.number}</a>
            ) : (
              one.number
            )}
          </th>
          <td className="number">{one.amountKrw === null ? "-" : formatKrw(one.amountKrw)}</td>
          <td>{kindWords[one.kind]}</td>
          <td>
            {kstDay(one.failedAt)} {kstTime(one.failedAt)}
          </td>
          <td>
            <code>{one.orderKey}</code>
          </td>
          <td>
            {one.found
              ? `${outcomeWords[one.found.outcome]}: ${one.found.by}, ${kstDay(one.found.at)} ${kstTime(one.found.at)}`
              : "아직 없음"}
          </td>
          <td>{mayAct && <Acts {...one} />}</td>
        </tr>
      ))}
    </DeskList>
  );

function Acts({ orderId, number, found }: ListedDiffering) {
  return (
    <form method="post" action="/claims-desk" data-once>
      <input type="hidden" name="order" value={orderId} />
      {found && <input type="hidden" name="outcome" value={found.outcome} />}
      {!found && (
        <>
          <button name="act" value="found-done" className="second">
            {number} 요청대로 처리됨
          </button>
          <button name="act" value="found-not-done" className="second">
            {number} 처리되지 않음
          </button>
        </>
      )}
      {found?.isMine && <p>두 번째 확인은 다른 심사 담당이 합니다.</p>}
      {found && !found.isMine && (
        <button name="act" value="agree" className="second">
          {number} 나도 확인함
        </button>
      )}
      {found && (
        <button name="act" value="take-back" className="second">
          {number} {found.isMine ? "적은 것 거두기" : "다르게 확인됨"}
        </button>
      )}
    </form>
  );
}
