import type { ReactNode } from "react";
import type { FailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import type { FailedFee } from "#app/domain/fee-waiver/list-failed-fees.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

const reasons: Partial<Record<string, string>> = {
  "carrier-refused": "통신사가 거절함",
  "line-unknown": "통신사가 회선을 모름",
  "found-undone": "두 사람이 확인: 처리되지 않음",
};

type Failed = { payouts: FailedPayouts; fees: readonly FailedFee[] };

/** What was approved, and the carrier surely didn't do. */
export const ClaimsPayouts = ({ failed, mayAct }: { failed: Failed; mayAct: boolean }) => (
  <>
    <Payouts payouts={failed.payouts} mayAct={mayAct} />
    <Fees fees={failed.fees} mayAct={mayAct} />
  </>
);

const Payouts = ({ payouts: { count, listed }, mayAct }: { payouts: FailedPayouts; mayAct: boolean }) =>
  count > 0 && (
    <DeskList
      title={`지급되지 못한 결정 ${count}건`}
      lead={`통신사에 까닭을 물은 뒤 다시 요청하세요. 고객이 등록한 계좌가 있으면 그 계좌로 보내고, 없으면 통신요금에서 뺍니다. ${listed.length < count ? `처음 ${listed.length}건입니다.` : ""}`}
      columns={["신청 번호", "때", "까닭", "할 일"]}
      sums={["금액 (원)"]}
    >
      {listed.map(({ payoutId, claimNumber, amountKrw, failedAt, reason }) => (
        <tr key={payoutId}>
          <th scope="row">
            <a href={`/claims-desk/claims/${claimNumber}`}>{claimNumber}</a>
          </th>
          <td className="number">{formatKrw(amountKrw)}</td>
          <td>
            {kstDay(failedAt)} {kstTime(failedAt)}
          </td>
          <td>{reasons[reason] ?? reason}</td>
          <td>{mayAct && <Retry name="payout" value={payoutId} of={claimNumber} />}</td>
        </tr>
      ))}
    </DeskList>
  );

const Fees = ({ fees, mayAct }: { fees: readonly FailedFee[]; mayAct: boolean }) =>
  fees.length > 0 && (
    <DeskList
      title={`면제되지 못한 위약금 ${fees.length}건`}
      lead="승인되었으나 통신사가 처리하지 않았습니다. 통신사에 까닭을 물은 뒤 다시 요청하세요."
      columns={["신청 번호", "까닭", "할 일"]}
      sums={["면제 (원)", "환급 (원)"]}
    >
      {fees.map(({ applicationId, caseNumber, waivedKrw, paidBackKrw, reason }) => (
        <tr key={caseNumber}>
          <th scope="row">{caseNumber}</th>
          <td className="number">{formatKrw(waivedKrw)}</td>
          <td className="number">{formatKrw(paidBackKrw)}</td>
          <td>{reasons[reason] ?? reason}</td>
          <td>{mayAct && <Retry name="fee" value={String(applicationId)} of={caseNumber} />}</td>
        </tr>
      ))}
    </DeskList>
  );

const Retry = ({ name, value, of }: { name: "payout" | "fee"; value: string; of: string }) => (
  <form method="post" action="/claims-desk" data-once>
    <button name={name} value={value} className="second">
      {of} 다시 요청
    </button>
  </form>
);

/** The number first, then the sums, then the rest. */
export const DeskList = ({
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
