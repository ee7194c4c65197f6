import { claimPapers, parseClaimPaper } from "#app/domain/compensation/claim-papers.ts";
import { returnReasons } from "#app/domain/compensation/evidence.rules.ts";
import type { ReviewClaim } from "#app/domain/compensation/get-claim-for-review.server.ts";
import type { EvidenceDocument } from "#app/domain/compensation/list-evidence.server.ts";
import { claimPapers as paperNames } from "#app/locales/claim-papers.ts";
import { evidenceReasons } from "#app/locales/evidence.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { documentWords } from "#app/ui/claims-words.ts";
import { Key } from "#app/ui/console-page.tsx";

const paperWords = (paper: string) => {
  const known = parseClaimPaper(paper);
  return known ? paperNames[known].ko : paper;
};

type DocumentsProps = { documents: readonly EvidenceDocument[]; decides: boolean };

/** The documents that the subscriber sent; a file's name is theirs, and shown as text alone. */
export const ClaimsDocuments = ({ documents, decides }: DocumentsProps) => (
  <section className="card" aria-label="보낸 서류">
    <h2>보낸 서류 {documents.length}건</h2>
    {documents.length === 0 && <p>보낸 서류가 없습니다.</p>}
    {documents.map(({ id, name, mediaType, size, state, reason, receivedAt }) => (
      <div key={id}>
        <p>
          {name === null || state === "storing" ? (
            (name ?? "지워진 서류")
          ) : (
            <a href={`/claims-desk/evidence/${id}`}>{name}</a>
          )}{" "}
          <span className="quiet">
            {mediaType}, {Math.ceil(size / 1024)} KB, {kstDay(receivedAt)} {kstTime(receivedAt)}
          </span>{" "}
          <strong>{documentWords[state]}</strong>
          {reason && `: ${evidenceReasons[reason].ko}`}
        </p>
        {decides && state === "received" && (
          <form method="post" className="row" data-once>
            <input type="hidden" name="evidence" value={id} />
            <button name="act" value="accept" className="second">
              인정
            </button>
            <div>
              <label htmlFor={`return-${id}`}>돌려보내는 까닭</label>
              <select id={`return-${id}`} name="reason" defaultValue="">
                <option value="">고르세요</option>
                {returnReasons.map((one) => (
                  <option key={one} value={one}>
                    {evidenceReasons[one].ko}
                  </option>
                ))}
              </select>
            </div>
            <button name="act" value="return-document" className="second">
              돌려보내기
            </button>
          </form>
        )}
      </div>
    ))}
  </section>
);

type PapersProps = { papers: ReviewClaim["papers"]; decides: boolean; days: { from: string; to: string } };

/** The papers that were asked for, and the form that asks for one. */
export const ClaimsPapers = ({ papers, decides, days }: PapersProps) => (
  <section className="card" aria-label="요청한 서류">
    <h2>요청한 서류</h2>
    {papers.length === 0 && <p>요청한 서류가 없습니다.</p>}
    {papers.map(({ id, paper, dueOn, endedAt, overdue }) => (
      <div key={id} className="row">
        <span>
          {paperWords(paper)}, {dueOn}까지{endedAt && ` (끝남 ${kstDay(endedAt)})`}
          {overdue && <strong className="mark stays">기한 지남</strong>}
        </span>
        {decides && !endedAt && (
          <form method="post" data-once>
            <input type="hidden" name="request" value={id} />
            <button name="act" value="end-paper" className="second">
              요청 끝내기
            </button>
          </form>
        )}
      </div>
    ))}
    {decides && (
      <form method="post" data-once>
        <label htmlFor="paper">
          서류 요청하기 <Key code="KeyR" />
        </label>
        <select id="paper" name="paper" required data-key="KeyR" defaultValue="">
          <option value="">고르세요</option>
          {claimPapers.map((paper) => (
            <option key={paper} value={paper}>
              {paperNames[paper].ko}
            </option>
          ))}
        </select>
        <label htmlFor="due">언제까지</label>
        <input id="due" name="due" type="date" required min={days.from} max={days.to} />
        <button name="act" value="ask-paper" className="second">
          요청하기
        </button>
      </form>
    )}
  </section>
);
