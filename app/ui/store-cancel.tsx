/** For a number that was mistyped, and for who left without a card. */
export const CancelWalkIn = ({ action }: { action: string }) => (
  <details>
    <summary>방문 없애기</summary>
    <form method="post" action={action} data-once>
      <p className="quiet">
        번호를 잘못 적었거나 고객님이 카드를 받지 않고 가셨을 때 누릅니다. 카드와 창구는 풀리고, 이 회선은
        다시 예약할 수 있습니다. 이유는 기록에 남고 고객님도 볼 수 있습니다.
      </p>
      <label htmlFor="cancel-reason">이유 (10자 이상)</label>
      <input id="cancel-reason" name="reason" required minLength={10} maxLength={200} autoComplete="off" />
      <button className="second" name="act" value="cancel-walk-in">
        방문 없애기
      </button>
    </form>
  </details>
);
