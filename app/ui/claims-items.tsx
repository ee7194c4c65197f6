import type { ReviewClaim } from "#app/domain/compensation/get-claim-for-review.server.ts";
import type { ReviewVerdict } from "#app/domain/compensation/list-review-items.server.ts";
import {
  approveReasons,
  parseVerdictReason,
  refuseReasons,
  type VerdictReason,
} from "#app/domain/compensation/verdict-reasons.ts";
import { verdictReasons } from "#app/locales/verdict-reasons.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { heldWords, itemStateWords, statusWords } from "#app/ui/claims-words.ts";
import { Key } from "#app/ui/console-page.tsx";

const reasonWords = (reason: string) => {
  const known = parseVerdictReason(reason);
  return known ? verdictReasons[known].ko : reason;
};

/** What a verdict's form said that came back. */
export type TypedVerdict = { item: string; reason: string; won: string };

type ItemsProps = { items: ReviewClaim["items"]; decides: boolean; typed: TypedVerdict | null };

/** The payments of a claim, each with what was decided of it, and the form that decides it. */
export const ClaimsItems = ({ items, decides, typed }: ItemsProps) => (
  <>
    <h2>결제 {items.length}건</h2>
    {items.map((item, index) => (
      <section key={item.itemId} className="card" id={`item-${item.itemId}`} aria-label={`결제 ${index + 1}`}>
        <dl className="facts">
          <Fact
            name="때"
            value={`${kstDay(item.at)} ${item.byHand?.timeKnown === false ? "(시각 모름)" : kstTime(item.at)}`}
          />
          <Fact name="금액" value={`${formatKrw(item.amountKrw)}원`} />
          <Fact name="가맹점" value={(item.payment ?? item.byHand)?.merchant ?? "지워짐"} />
          <Fact name="결제대행사" value={(item.payment ?? item.byHand)?.pg ?? "모름"} />
          <Fact name="산 것" value={(item.payment ?? item.byHand)?.item ?? "모름"} />
          <Fact name="인증" value={item.authMethod ?? "모름"} />
          <Fact
            name="통신사 판단"
            value={item.payment ? statusWords[item.payment.status] : "목록에 없음 (직접 적음)"}
          />
          <Fact name="그때 불법 기지국" value={cellWords(item)} />
          <Fact name="상태" value={itemStateWords[item.state]} />
        </dl>
        {item.same.length > 0 && (
          <p>
            <strong className="mark stays">같은 날 같은 금액: {item.same.map(heldWords).join(", ")}</strong>
          </p>
        )}
        {item.earlier.map((verdict) => (
          <p key={verdict.round} className="quiet">
            {verdict.round}차: {said(verdict)}
          </p>
        ))}
        {item.verdict && (
          <p>
            <strong>이번: {said(item.verdict)}</strong>
          </p>
        )}
        {decides && item.state === "open" && (
          <VerdictForm item={item} place={index + 1} typed={typed?.item === item.itemId ? typed : null} />
        )}
      </section>
    ))}
  </>
);

const cellWords = ({ payment, cellServed }: ReviewClaim["items"][number]) =>
  payment?.eci ?? (cellServed ? "두 시간 안에 신호 있음" : "모름");

const said = ({ approvedKrw, reason }: ReviewVerdict) =>
  `${approvedKrw === 0 ? "인정하지 않음" : `${formatKrw(approvedKrw)}원 인정`}, ${reasonWords(reason)}`;

/** The reason says which it is; how much is asked only where it may be less than the whole. */
function VerdictForm({
  item,
  place,
  typed,
}: {
  item: ReviewClaim["items"][number];
  place: number;
  typed: TypedVerdict | null;
}) {
  const { itemId, amountKrw, payment, verdict, fitting } = item;
  const code = place < 10 ? `Digit${place}` : undefined;
  return (
    <form method="post" data-once>
      <input type="hidden" name="item" value={itemId} />
      <label htmlFor={`reason-${itemId}`}>결정과 까닭 {code && <Key code={String(place)} />}</label>
      <select
        id={`reason-${itemId}`}
        name="reason"
        required
        data-key={code}
        defaultValue={typed?.reason ?? verdict?.reason ?? ""}
        key={verdict?.reason}
      >
        <option value="">고르세요</option>
        <ReasonGroup label="인정" reasons={approveReasons.filter((one) => fitting.includes(one))} />
        <ReasonGroup
          label="인정하지 않음 (0원)"
          reasons={refuseReasons.filter((one) => fitting.includes(one))}
        />
      </select>
      {payment === null ? (
        <>
          <label htmlFor={`won-${itemId}`}>인정하는 금액 (원, {formatKrw(amountKrw)}까지)</label>
          <input
            id={`won-${itemId}`}
            name="won"
            inputMode="numeric"
            pattern="[0-9]{1,8}"
            defaultValue={typed?.won ?? verdict?.approvedKrw ?? amountKrw}
          />
        </>
      ) : (
        <input type="hidden" name="won" value={amountKrw} />
      )}
      <button name="act" value="verdict">
        {place}번 정하기
      </button>
    </form>
  );
}

const ReasonGroup = ({ label, reasons }: { label: string; reasons: readonly VerdictReason[] }) => (
  <optgroup label={label}>
    {reasons.map((reason) => (
      <option key={reason} value={reason}>
        {verdictReasons[reason].ko}
      </option>
    ))}
  </optgroup>
);

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
