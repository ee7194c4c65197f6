import type { ReadReport } from "#app/domain/reports/get-report.server.ts";
import { LONGEST_STORY } from "#app/domain/reports/report.schema.ts";
import { languageNames } from "#app/locales/language.ts";
import { Key } from "#app/ui/console-page.tsx";

type Typed = { act: string; text: string } | null;

/** What an agent can do with a report as it stands; each a plain form. */
export function ReportActs({ report, typed }: { report: ReadReport; typed: Typed }) {
  if (report.state === "closed") return <p className="card">종결된 사건입니다. 더 적을 수 없습니다.</p>;
  if (report.free)
    return (
      <form method="post" className="card">
        <p>
          {report.owner
            ? `담당이던 ${report.owner} 상담원은 더 이상 들어올 수 없습니다.`
            : "아직 담당자가 없습니다."}
        </p>
        <button name="act" value="take" data-key="KeyT">
          내가 맡기 <Key code="KeyT" />
        </button>
      </form>
    );
  if (!report.mine)
    return <p className="card">{report.owner} 상담원이 맡고 있습니다. 담당자만 처리합니다.</p>;
  const text = (act: string) => (typed?.act === act ? typed.text : undefined);
  return (
    <div>
      <form method="post" className="card">
        <label htmlFor="answer">
          고객에게 답변 <Key code="KeyR" />
        </label>
        <div id="answer-hint" className="quiet">
          {whereItGoes(report)}
        </div>
        <Words id="answer" code="KeyR" text={text("answer")} />
        <button name="act" value="answer">
          답변하기
        </button>
      </form>
      <form method="post" className="card">
        <label htmlFor="note">
          동료에게 메모 <Key code="KeyM" />
        </label>
        <div id="note-hint" className="quiet">
          고객은 메모가 있다는 것만 보고, 내용은 보지 못합니다.
        </div>
        <Words id="note" code="KeyM" text={text("note")} />
        <button name="act" value="note" className="second">
          메모 남기기
        </button>
      </form>
      <form method="post" className="card">
        <label htmlFor="to">
          다른 상담원에게 넘기기 <Key code="KeyH" />
        </label>
        <select id="to" name="to" required data-key="KeyH" defaultValue="">
          <option value="">고르세요</option>
          {report.colleagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <label htmlFor="hand-over">넘기는 까닭</label>
        <Words id="hand-over" rows={2} text={text("hand-over")} />
        <button name="act" value="hand-over" className="second">
          넘기기
        </button>
      </form>
      <form method="post" className="card">
        <p>답변했거나, 답하지 않는 까닭을 메모로 남겼으면 종결합니다. 되돌릴 수 없습니다.</p>
        <button name="act" value="close" className="second" data-key="KeyX">
          종결하기 <Key code="KeyX" />
        </button>
      </form>
    </div>
  );
}

type WordsProps = { id: string; code?: string; rows?: number; text: string | undefined };

const Words = ({ id, code, rows = 4, text }: WordsProps) => (
  <textarea
    id={id}
    name="text"
    rows={rows}
    required
    maxLength={LONGEST_STORY}
    data-key={code}
    defaultValue={text}
    aria-describedby={code ? `${id}-hint` : undefined}
  />
);

function whereItGoes({ line, language, details }: ReadReport): string {
  const words = `${languageNames[line?.language ?? language]}로 적어 주세요.`;
  if (line) return `고객이 '나의 신청'에서 읽고, 문자로 알림을 받습니다. ${words}`;
  if (details?.contact) return `남긴 연락처로 직접 답한 뒤, 답한 내용을 여기에 남기세요. ${words}`;
  return `답할 연락처가 없습니다. 접수 번호로 전화가 오면 읽어 드릴 내용을 적으세요. ${words}`;
}
