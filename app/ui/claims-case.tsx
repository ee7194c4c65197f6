import type { ReadCase } from "#app/domain/reconciliation/get-case.server.ts";
import { longestNote, resolutions } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { formatKrw } from "#app/shared/money.ts";
import { before, kstDay, kstTime } from "#app/shared/time.ts";
import { closedAs, matchWords, resolutionWords, sourceWords } from "#app/ui/claims-case-words.ts";
import { statusWords } from "#app/ui/claims-words.ts";
import { Key } from "#app/ui/console-page.tsx";

const when = (at: Date) => `${kstDay(at)} ${kstTime(at)}`;

/** A row of a list that has no payment. */
export function ClaimsCase({ found }: { found: ReadCase }) {
  const { listed } = found;
  return (
    <section className="card">
      <h2>목록에 적힌 것</h2>
      <dl className="facts">
        <Fact name="낸 곳" value={sourceWords(found.source)} />
        <Fact name="낸 곳의 번호" value={found.reference} />
        <Fact name="이름" value={listed?.name ?? "지워짐"} />
        <Fact name="번호" value={listed?.number ?? "지워짐"} />
        <Fact name="결제한 때" value={when(found.at)} />
        <Fact name="금액" value={`${formatKrw(found.amountKrw)}원`} />
        <Fact name="맞지 않는 까닭" value={matchWords[found.match]} />
      </dl>
    </section>
  );
}

/** What the carrier holds of the line, to be looked through for the one that the list means. */
export function ClaimsCasePayments({ found }: { found: ReadCase }) {
  const { payments } = found;
  return (
    <section className="card">
      <h2>통신사가 가진 결제</h2>
      {payments === null && <p>이 번호는 이 사고의 회선 가운데 없습니다.</p>}
      {payments?.length === 0 && <p>이 회선의 결제가 하나도 없습니다.</p>}
      {payments && payments.length > 0 && <Payments payments={payments} on={kstDay(found.at)} />}
      {found.claims.length > 0 && (
        <p>
          이 회선의 보상 신청:{" "}
          {found.claims.map((number) => (
            <a key={number} href={`/claims-desk/claims/${number}`}>
              {number}{" "}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}

/** Rows of the listed day say so in a word. */
const Payments = ({ payments, on }: { payments: NonNullable<ReadCase["payments"]>; on: string }) => (
  <div className="scroll" role="region" aria-label="결제 표" tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th scope="col">때</th>
          <th scope="col">목록의 날</th>
          <th scope="col">가맹점</th>
          <th scope="col">결제대행사</th>
          <th scope="col">인증</th>
          <th scope="col" className="number">
            금액 (원)
          </th>
          <th scope="col">상태</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.paymentId}>
            <th scope="row">{when(payment.at)}</th>
            <td>{kstDay(payment.at) === on ? "같은 날" : ""}</td>
            <td>{payment.merchant}</td>
            <td>{payment.pg}</td>
            <td>{payment.authMethod}</td>
            <td className="number">{formatKrw(payment.amountKrw)}</td>
            <td>{statusWords[payment.status]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Whose the case is, until when, and what a reviewer can do about it. */
export function ClaimsCaseActs({
  found,
  mayAct,
  typed,
}: {
  found: ReadCase;
  mayAct: boolean;
  typed: { resolution: string; note: string } | null;
}) {
  const closes = mayAct && !found.closedAt && found.mine;
  return (
    <div>
      <section className="card">
        <h2>처리</h2>
        <dl className="facts">
          <Fact name="담당" value={found.owner ?? "없음"} />
          <Fact name="열림" value={when(found.openedAt)} />
          <div>
            <dt>기한</dt>
            <dd>
              <CaseDue {...found} />
            </dd>
          </div>
          {found.closedAt && <Fact name="종결" value={when(found.closedAt)} />}
        </dl>
        {found.resolution && (
          <p>
            <strong>{closedAs(found.resolution)}</strong>
          </p>
        )}
        {found.note && <p className="message">{found.note}</p>}
      </section>
      {mayAct && !found.closedAt && !found.mine && (
        <form method="post" className="card" data-once>
          <p>{found.owner ? `${found.owner} 담당자가 맡고 있습니다.` : "아직 담당자가 없습니다."}</p>
          <button name="act" value="take" data-key="KeyT">
            내가 맡기 <Key code="KeyT" />
          </button>
        </form>
      )}
      {typed?.note && !closes && (
        <section className="card">
          <h2>보내지 못한 글</h2>
          <p className="message">{typed.note}</p>
        </section>
      )}
      {closes && (
        <form method="post" className="card" data-once>
          <label htmlFor="resolution">
            확인한 결과 <Key code="KeyR" />
          </label>
          <select
            id="resolution"
            name="resolution"
            required
            data-key="KeyR"
            defaultValue={typed?.resolution ?? ""}
          >
            <option value="">고르세요</option>
            {resolutions.map((one) => (
              <option key={one} value={one}>
                {resolutionWords[one]}
              </option>
            ))}
          </select>
          <label htmlFor="note">어떻게 확인했는지</label>
          <div id="note-hint" className="quiet">
            10자 이상. 감사 담당이 읽습니다. 이름과 번호는 적지 마세요.
          </div>
          <textarea
            id="note"
            name="note"
            rows={3}
            required
            minLength={10}
            maxLength={longestNote}
            aria-describedby="note-hint"
            defaultValue={typed?.note}
          />
          <button name="act" value="close" data-key="KeyX">
            종결하기 <Key code="KeyX" />
          </button>
        </form>
      )}
    </div>
  );
}

/** The last day that it is due on; that it is late is said in a word, too. */
export const CaseDue = ({ dueAt, overdue }: { dueAt: Date; overdue: boolean }) => (
  <>
    {kstDay(before(dueAt, 1))}까지 {overdue && <strong className="mark stays">기한 지남</strong>}
  </>
);

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
