import type { ReadReport } from "#app/domain/reports/get-report.server.ts";
import { languageNames } from "#app/locales/language.ts";
import { DueMark } from "#app/ui/report-due.tsx";
import { entryWords, kindWords, stateWords } from "#app/ui/report-words.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

const when = (at: Date) => `${kstDay(at)} ${kstTime(at)}`;

/** A report as it was written, whose it is, and what was done about it. */
export function ReportCase({ report }: { report: ReadReport }) {
  const { details, line, entries } = report;
  return (
    <div>
      <section className="card">
        <h2>{kindWords(report.kind)}</h2>
        <dl className="facts">
          <Fact name="상태" value={stateWords[report.state]} />
          <Fact name="담당" value={report.owner ?? "없음"} />
          <div>
            <dt>답변 기한</dt>
            <dd>
              <DueMark report={report} />
            </dd>
          </div>
          <Fact name="접수" value={`${when(report.filedAt)} (${report.inCall ? "통화 중" : "직접"})`} />
          <Fact name="언어" value={languageNames[report.language]} />
          {report.closedAt && <Fact name="종결" value={when(report.closedAt)} />}
        </dl>
      </section>
      <section className="card">
        <h2>신고 내용</h2>
        {details ? (
          <>
            <p className="message" lang={report.language}>
              {details.what}
            </p>
            <dl className="facts">
              {details.happenedOn && <Fact name="일어난 날" value={details.happenedOn} />}
              {details.amount && <Fact name="금액" value={details.amount} />}
              {details.merchant && <Fact name="가맹점·결제대행사" value={details.merchant} />}
              {details.contact && <Fact name="연락처" value={details.contact} />}
              {report.contactHidden && <Fact name="연락처" value="맡은 담당자만 볼 수 있습니다" />}
            </dl>
          </>
        ) : (
          <p>보관 기간이 끝나 지워졌습니다.</p>
        )}
      </section>
      <section className="card">
        <h2>회선</h2>
        {line ? (
          <dl className="facts">
            <Fact name="이름" value={line.name} />
            <Fact name="번호" value={line.number} />
            <Fact name="안내 언어" value={languageNames[line.language]} />
            {line.minor && <Fact name="미성년" value="보호자에게 안내" />}
          </dl>
        ) : (
          <p>회선을 모르는 신고입니다.</p>
        )}
      </section>
      <section className="card">
        <h2>처리 기록</h2>
        {entries.length === 0 && <p>아직 없습니다.</p>}
        {entries.map((entry, index) => (
          <div key={index}>
            <div className="quiet">
              <strong>{entryWords[entry.kind]}</strong> · {entry.by} · {when(entry.at)}
            </div>
            <p className="message">{entry.text}</p>
          </div>
        ))}
      </section>
    </div>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
