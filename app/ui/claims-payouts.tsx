import type { ReactNode } from "react";
import type { FailedPayout, FailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import type { FailedFee } from "#app/domain/fee-waiver/list-failed-fees.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

const reasons: Partial<Record<string, string>> = {
  "carrier-refused": "통신사가 거절함",
  "line-unknown": "통신사가 회선을 모름",
  "carrier-differs": "통신사의 답이 요청과 다름",
  purged: "개인정보가 파기됨",
};

type Failed = {
  payouts: { toRetry: FailedPayouts; toSettle: FailedPayouts };
  fees: readonly FailedFee[];
};

/**
 * What was approved and the carrier did not do: first what can be ordered anew, then what people settle with
 * the carrier.
 */
export const ClaimsPayouts = ({ failed, mayAct }: { failed: Failed; mayAct: boolean }) => {
  const { payouts, fees } = failed;
  return (
    <>
      <Payouts
        title="지급되지 못한 결정"
        lead="통신사에 까닭을 물은 뒤 다시 요청하세요. 다시 요청하면 통신요금에서 뺍니다."
        payouts={payouts.toRetry}
        act={({ payoutId, claimNumber }) =>
          mayAct && <Retry name="payout" value={payoutId} of={claimNumber} />
        }
      />
      <Fees fees={fees} mayAct={mayAct} />
      <Payouts
        title="통신사와 직접 확인할 지급"
        lead="이미 지급되었을 수 있어 다시 요청할 수 없습니다. 통신사와 직접 확인하세요. 새로운 것부터 보입니다."
        payouts={payouts.toSettle}
      />
    </>
  );
};

const Payouts = ({
  title,
  lead,
  payouts: { count, listed },
  act,
}: {
  title: string;
  lead: string;
  payouts: FailedPayouts;
  act?: (payout: FailedPayout) => ReactNode;
}) =>
  count > 0 && (
    <List
      title={`${title} ${count}건`}
      lead={listed.length < count ? `${lead} 처음 ${listed.length}건입니다.` : lead}
      columns={["신청 번호", "때", "까닭", ...(act ? ["할 일"] : [])]}
      sums={["금액 (원)"]}
    >
      {listed.map((payout) => (
        <tr key={payout.payoutId}>
          <th scope="row">
            <a href={`/claims-desk/claims/${payout.claimNumber}`}>{payout.claimNumber}</a>
          </th>
          <td className="number">{formatKrw(payout.amountKrw)}</td>
          <td>
            {kstDay(payout.failedAt)} {kstTime(payout.failedAt)}
          </td>
          <td>{reasons[payout.reason] ?? payout.reason}</td>
          {act && <td>{act(payout)}</td>}
        </tr>
      ))}
    </List>
  );

const Fees = ({ fees, mayAct }: { fees: readonly FailedFee[]; mayAct: boolean }) =>
  fees.length > 0 && (
    <List
      title={`면제되지 못한 위약금 ${fees.length}건`}
      lead="승인되었으나 통신사가 처리하지 않았습니다. 통신사에 까닭을 물은 뒤 다시 요청하세요."
      columns={["신청 번호", "까닭", "할 일"]}
      sums={["면제 (원)", "환급 (원)"]}
    >
      {fees.map(({ applicationId, caseNumber, waivedKrw, paidBackKrw, reason, canRetry }) => (
        <tr key={caseNumber}>
          <th scope="row">{caseNumber}</th>
          <td className="number">{formatKrw(waivedKrw)}</td>
          <td className="number">{formatKrw(paidBackKrw)}</td>
          <td>{reasons[reason] ?? reason}</td>
          <td>
            {!canRetry && "이미 처리되었을 수 있습니다. 통신사와 직접 확인하세요."}
            {canRetry && mayAct && <Retry name="fee" value={String(applicationId)} of={caseNumber} />}
          </td>
        </tr>
      ))}
    </List>
  );

const Retry = ({ name, value, of }: { name: "payout" | "fee"; value: string; of: string }) => (
  <form method="post" action="/claims-desk" data-once>
    <button name={name} value={value} className="second">
      {of} 다시 요청
    </button>
  </form>
);

/** The number first, then the sums, then the rest. */
const List = ({
  title,
  lead,
  columns: [first, ...rest],
  sums,
  children,
}: {
  title: string;
  lead: string;
  columns: readonly string[];
  sums: readonly string[];
  children: ReactNode;
}) => (
  <section className="card">
    <h2>{title}</h2>
    <p>{lead}</p>
    <div className="scroll" role="region" aria-label={title} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {sums.map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
            {rest.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  </section>
);
