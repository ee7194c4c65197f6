import type { CallerMoney } from "#app/domain/calls/get-caller-money.server.ts";
import { formatKrw } from "#app/shared/money.ts";

/** The checked caller's money: what the carrier confirmed, taken for them by one press, and never where it goes. */
export function CallerMoneyCard({
  callId,
  formKey,
  money: { sum, account },
}: {
  callId: string;
  formKey: string;
  money: CallerMoney;
}) {
  return (
    <section className="card">
      <h2>소액결제 피해 보상</h2>
      {sum.openCount > 0 ? (
        <form method="post" data-once>
          <input type="hidden" name="call" value={callId} />
          <input type="hidden" name="key" value={formKey} />
          <input type="hidden" name="expectedKrw" value={sum.openKrw} />
          <p>
            확인된 금액 <strong>{formatKrw(sum.openKrw)}원</strong> ({sum.openCount}건). 금액을 불러 드리고,
            원하시면 누르세요. 고객님 요금에서 빠지며 서류는 없습니다.
          </p>
          <button name="act" value="take-sum">
            {formatKrw(sum.openKrw)}원을 요금에서 돌려 드리기
          </button>
        </form>
      ) : (
        <p>
          {sum.takenKrw > 0
            ? `확인된 금액 ${formatKrw(sum.takenKrw)}원은 모두 신청되었습니다.`
            : "아직 확인된 금액이 없습니다. 모르는 결제는 고객님이 로그인해서 신청하실 수 있습니다."}
        </p>
      )}
      {account && (
        <p>
          직접 신청하신 것은 넣어 두신 은행 계좌로 받으시게 되어 있습니다. 어느 계좌인지는 보이지 않습니다.
          빼고 요금으로 받으시려면 고객님이 문자의 링크로 들어가 ‘소액결제 피해 보상’에서 직접 누르십니다.
        </p>
      )}
      <p className="quiet">
        은행 계좌는 상담원이 넣거나 뺄 수 없습니다. 넣는 것은 고객님이 직접 로그인하거나 매장에서 하십니다.
      </p>
    </section>
  );
}
