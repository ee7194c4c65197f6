import type { ChangedPayment } from "#app/domain/compensation/list-changed-payments.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { itemStateWords } from "#app/ui/claims-words.ts";

/** What a later finding says otherwise than a claim; nothing is paid or taken back by itself. */
export const ClaimsChanged = ({
  changed,
  mayAct,
}: {
  changed: readonly ChangedPayment[];
  mayAct: boolean;
}) => (
  <section className="card">
    <h2>신청 뒤에 조사 결과가 바뀐 결제 {changed.length}건</h2>
    <p>
      차액은 저절로 지급되거나 빠지지 않습니다. 심사 중이면 새 조사 결과를 보고 정하고, 이미 인정했으면
      통신사와 직접 정산하세요. 정산한 것은 목록에서 빼 주세요. 한 번에 100건까지 보입니다.
    </p>
    <div className="scroll" role="region" aria-label="조사 결과가 바뀐 결제" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">신청 번호</th>
            <th scope="col">결제한 때</th>
            <th scope="col">상태</th>
            <th scope="col" className="number">
              신청한 금액 (원)
            </th>
            <th scope="col" className="number">
              지금 조사 결과 (원)
            </th>
            <th scope="col">바뀐 점</th>
            <th scope="col">할 일</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ itemId, claimNumber, at, state, claimedKrw, findingId, heldKrw, isCleared }) => (
            <tr key={itemId}>
              <th scope="row">
                <a href={`/claims-desk/claims/${claimNumber}`}>{claimNumber}</a>
              </th>
              <td>
                {kstDay(at)} {kstTime(at)}
              </td>
              <td>{itemStateWords[state]}</td>
              <td className="number">{formatKrw(claimedKrw)}</td>
              <td className="number">{formatKrw(heldKrw)}</td>
              <td>{isCleared ? "피해가 아닌 것으로 판단됨" : "금액이 바뀜"}</td>
              <td>
                {mayAct && (
                  <form method="post" action="/claims-desk" data-once>
                    <input type="hidden" name="item" value={itemId} />
                    <input type="hidden" name="finding" value={findingId} />
                    <button name="act" value="settle-changed" className="second">
                      {claimNumber} 정산함
                    </button>
                  </form>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
