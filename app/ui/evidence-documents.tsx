import type { OwnEvidence } from "#app/domain/compensation/get-own-evidence.server.ts";
import type { EvidenceDocument } from "#app/domain/compensation/list-evidence.server.ts";
import { claimPapers } from "#app/locales/claim-papers.ts";
import { evidence as words, evidenceReasons } from "#app/locales/evidence.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";

/** What a reviewer still waits for, until when, and what comes after that. */
export const AskedPapers = ({
  language,
  number,
  papers,
}: {
  language: Language;
  number: string;
  papers: OwnEvidence["papers"];
}) =>
  papers.length > 0 && (
    <section className="card verdict">
      {papers.map(({ paper, dueOn }) => (
        <p key={`${paper} ${dueOn}`}>
          <strong>
            {say(words.paper_asked, language, {
              paper: say(claimPapers[paper], language),
              day: formatDay(dueOn, language),
            })}
          </strong>
        </p>
      ))}
      <p>{say(words.after_day, language, { number })}</p>
    </section>
  );

type Shown = Pick<EvidenceDocument, "id" | "name" | "size" | "state" | "reason">;

/** The documents of one's own claim, and what became of each. */
export const OwnDocuments = ({
  language,
  claimNumber,
  documents,
  decided,
  removable,
}: {
  language: Language;
  claimNumber: string;
  documents: readonly Shown[];
  /** Nobody looks at them any more. */
  decided: boolean;
  removable: boolean;
}) => (
  <section>
    <h2>{say(words.own_title, language)}</h2>
    {documents.length === 0 && <p>{say(words.none, language)}</p>}
    <ul className="plain">
      {documents.map(({ id, name, size, state, reason }) => (
        <li key={id} className="card">
          <strong>{name}</strong>
          <p>
            {state === "returned"
              ? say(words.returned, language, {
                  reason: reason ? say(evidenceReasons[reason], language) : "",
                })
              : say(words[decided && state === "received" ? "received_only" : state], language)}
          </p>
          {state === "returned" && !decided && <p>{say(words.send_again, language)}</p>}
          {state !== "storing" && name && (
            <a href={`/compensation/evidence/${id}?claim=${claimNumber}`}>
              {say(words.open, language, { name, kb: Math.ceil(size / 1024) })}
            </a>
          )}
          {removable && (
            <form method="post">
              <input type="hidden" name="remove" value={id} />
              <button className="second">{say(words.remove, language, { name: name ?? "" })}</button>
            </form>
          )}
        </li>
      ))}
    </ul>
  </section>
);

/** One file a form: on a phone the browser offers the camera as well. */
export const AddDocument = ({
  language,
  formKey,
  left,
  refused,
}: {
  language: Language;
  formKey: string;
  left: number;
  refused: boolean;
}) => (
  <section>
    <h2>{say(words.add_title, language)}</h2>
    <form method="post" encType="multipart/form-data" className="card">
      <input type="hidden" name="key" value={formKey} />
      <label htmlFor="file">{say(words.file, language)}</label>
      <div id="file-hint" className="quiet">
        {say(words.file_hint, language, { left })}
      </div>
      <input
        type="file"
        id="file"
        name="file"
        accept="image/jpeg,image/png,application/pdf"
        required
        aria-describedby={refused ? "problem file-hint" : "file-hint"}
        {...(refused && { "aria-invalid": true })}
      />
      <p className="quiet">{say(words.privacy, language)}</p>
      <button className="wide">{say(words.submit, language)}</button>
      <p className="quiet">{say(words.slow, language)}</p>
    </form>
  </section>
);
