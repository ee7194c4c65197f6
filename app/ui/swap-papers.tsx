import {
  idDocuments,
  isAssumed,
  papersFor,
  type Paper,
  type Relationship,
} from "#app/domain/usim-swap/papers.rules.ts";
import { formatList } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { idDocumentNames, paperNames, swapPapers } from "#app/locales/swap-papers.ts";

/**
 * The whole list for one relationship: the one that is read before booking, and that the store holds against
 * what lies on the counter.
 */
export function PaperList({
  language,
  relationship,
  number,
}: {
  language: Language;
  relationship: Relationship;
  /** Where to ask. */
  number: string;
}) {
  const documents = formatList(
    idDocuments.map((document) => say(idDocumentNames[document], language)),
    language,
  );
  return (
    <>
      <ul className="checks">
        {papersFor(relationship).map((paper) => (
          <li key={paper}>
            {say(paperNames[paper], language)}
            {showsIdList(paper) && (
              <div className="quiet">{say(swapPapers.id_any, language, { documents })}</div>
            )}
          </li>
        ))}
      </ul>
      {relationship === "guardian" && <p>{say(swapPapers.minor_none, language)}</p>}
      {relationship === "proxy" && <p>{say(swapPapers.proxy_told, language)}</p>}
      <p className="quiet">
        {isAssumed(relationship)
          ? say(swapPapers.assumed, language, { number })
          : say(swapPapers.nothing_else, language)}
      </p>
    </>
  );
}

/** Under these belongs the list of those that count. */
const showsIdList = (paper: Paper) => paper === "own_id" || paper === "guardian_id" || paper === "visitor_id";
