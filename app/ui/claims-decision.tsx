import type { ReviewClaim } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { roundStateWords } from "#app/ui/claims-words.ts";
import { Key } from "#app/ui/console-page.tsx";

const when = (at: Date) => `${kstDay(at)} ${kstTime(at)}`;

/** Whose the claim is, and what whoever reads it may do with it as a whole. */
export function ClaimsDecision({ claim }: { claim: ReviewClaim }) {
  const { may, items, openKrw, approvedKrw, rounds, papers } = claim;
  const undecided = items.filter(({ state, verdict }) => state === "open" && !verdict).length;
  const open = rounds.find(({ state }) => state !== "final");
  const twoPeople = open !== undefined && approvedKrw > open.limitKrw;
  const waits = papers.filter(({ endedAt }) => endedAt === null).length;
  return (
    <section className="card" aria-label="결정">
      <h2>결정</h2>
      <Rounds rounds={rounds} />
      {open && (
        <p>
          이번에 정할 금액 {formatKrw(openKrw)}원 가운데 지금까지 <strong>{formatKrw(approvedKrw)}원</strong>{" "}
          인정.
          {undecided > 0 && ` 아직 ${undecided}건을 정하지 않았습니다.`}
          {waits > 0 && ` 기다리는 서류가 ${waits}건 있습니다.`}
        </p>
      )}
      {may.includes("take") && (
        <form method="post" data-once>
          <button name="act" value="take" data-key="KeyT">
            내가 맡기 <Key code="KeyT" />
          </button>
        </form>
      )}
      {may.includes("decide") && (
        <>
          {undecided === 0 && waits === 0 && (
            <form method="post" data-once>
              <Expected krw={approvedKrw} />
              {twoPeople && (
                <p>
                  이 고객에게 한 사람이 더 정할 수 있는 {formatKrw(open.limitKrw)}원이 넘어 두 사람이
                  정합니다. 다른 심사 담당이 확인해야 결정됩니다.
                </p>
              )}
              <button name="act" value="propose" data-key="KeyD">
                {formatKrw(approvedKrw)}원으로 {twoPeople ? "제안하기" : "결정하기"} <Key code="KeyD" />
              </button>
            </form>
          )}
          <form method="post" data-once>
            <button name="act" value="give-back" className="second" data-key="KeyG">
              내려놓기 (정한 것도 지워짐) <Key code="KeyG" />
            </button>
          </form>
        </>
      )}
      {may.includes("confirm") && (
        <form method="post" data-once>
          <Expected krw={approvedKrw} />
          <p>{open?.member} 담당이 제안했습니다. 결제를 하나하나 확인한 뒤 누르세요.</p>
          <button name="act" value="confirm" data-key="KeyC">
            {formatKrw(approvedKrw)}원 지급에 동의하기 <Key code="KeyC" />
          </button>
        </form>
      )}
      {may.includes("return") && (
        <form method="post" data-once>
          <button name="act" value="return" className="second" data-key="KeyB">
            제안 돌려보내기 <Key code="KeyB" />
          </button>
        </form>
      )}
      {claim.isLeftAlone && (
        <p>
          {open?.member} 담당이 3영업일 넘게 손대지 않아, 다른 심사 담당이 이어받을 수 있습니다. 정해 둔 것은
          그대로 남습니다.
        </p>
      )}
      {claim.lacksReviewer && (
        <p>
          <strong>
            지금 이 신청을 맡을 수 있는 심사 담당이 없습니다. 운영자에게 담당자를 더 두도록 요청하세요.
          </strong>
        </p>
      )}
      {open && claim.isOwn && (
        <p>
          <strong>본인이나 돌보는 미성년자의 신청이어서 심사할 수 없습니다.</strong>
        </p>
      )}
      {open && may.length === 0 && <p className="quiet">지금 여기서 할 수 있는 일이 없습니다.</p>}
    </section>
  );
}

/** What the page showed: should it have changed meanwhile, nothing is decided. */
const Expected = ({ krw }: { krw: number }) => <input type="hidden" name="expected" value={krw} />;

const Rounds = ({ rounds }: { rounds: ReviewClaim["rounds"] }) => (
  <ul className="plain">
    {rounds.map(({ round, state, member, secondMember, approvedKrw, openedAt, decidedAt }) => (
      <li key={round}>
        {round}차 {roundStateWords[state]}, {when(decidedAt ?? openedAt)}
        {member && `, 담당 ${member}`}
        {secondMember && `, 두 번째 확인 ${secondMember}`}
        {approvedKrw !== null && `, ${formatKrw(approvedKrw)}원`}
      </li>
    ))}
  </ul>
);
