import type { FailedPayout } from "#app/domain/compensation/list-failed-payouts.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

const reasons: Partial<Record<string, string>> = {
  "carrier-refused": "통신사가 거절함",
  "line-unknown": "통신사가 회선을 모름",
};

/** What was approved and could not be paid: somebody has to ask the carrier. */
export const ClaimsPayouts = ({ payouts, mayAct }: { payouts: readonly FailedPayout[]; mayAct: boolean }) => (
  <section className="card">
    <h2>지급되지 못한 결정 {payouts.length}건</h2>
    <p>통신사에 까닭을 물은 뒤 다시 요청하세요. 다시 요청하면 통신요금에서 뺍니다.</p>
    <div className="scroll" role="region" aria-label="지급되지 못한 결정" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">신청 번호</th>
            <th scope="col">때</th>
            <th scope="col" className="number">
              금액 (원)
            </th>
            <th scope="col">까닭</th>
            <th scope="col">할 일</th>
          </tr>
        </thead>
        <tbody>
          {payouts.map((payout) => (
            <tr key={payout.payoutId}>
              <th scope="row">
                <a href={`/claims-desk/claims/${payout.claimNumber}`}>{payout.claimNumber}</a>
              </th>
              <td>
                {kstDay(payout.failedAt)} {kstTime(payout.failedAt)}
              </td>
              <td className="number">{formatKrw(payout.amountKrw)}</td>
              <td>{reasons[payout.reason] ?? payout.reason}</td>
              <td>
                {!payout.mayRetry && "이미 지급되었을 수 있습니다. 통신사와 직접 확인하세요."}
                {payout.mayRetry && mayAct && (
                  <form method="post" action="/claims-desk" data-once>
                    <button name="payout" value={payout.payoutId} className="second">
                      {payout.claimNumber} 다시 요청
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
