import type { MessageVerdict } from "#app/domain/notices/check-message.server.ts";
import type { Hotline } from "#app/domain/incidents/incident.schema.ts";
import type { Language } from "#app/locales/language.ts";
import { messageCheck } from "#app/locales/message-check.ts";
import { say } from "#app/locales/say.ts";
import { telephone } from "#app/ui/page.tsx";

type VerdictProps = {
  language: Language;
  publicUrl: string;
  hotline: Hotline | null;
  verdict: MessageVerdict;
};

/** Whether a message is ours, why, and what to do now: for someone frightened, so each in a sentence. */
export function MessageVerdictCard({ language, publicUrl, hotline, verdict }: VerdictProps) {
  if (verdict.verdict === "ours")
    return (
      <section className="card verdict">
        <h1>{say(messageCheck.ours, language)}</h1>
        <p>{say(verdict.hasLink ? messageCheck.ours_why : messageCheck.ours_why_no_link, language)}</p>
        {verdict.hasLink && (
          <>
            <p>{say(messageCheck.ours_address, language)}</p>
            <p>
              <strong>{`${publicUrl}/`}</strong>
            </p>
            <p>{say(messageCheck.ours_birth_date, language)}</p>
          </>
        )}
        <p>{say(messageCheck.ours_never, language)}</p>
      </section>
    );
  const { title, why } = textsOf(verdict);
  return (
    <>
      <section className="card verdict heavy">
        <h1>{say(title, language)}</h1>
        <p>{say(why, language)}</p>
      </section>
      <h2>{say(messageCheck.to_do, language)}</h2>
      <ul>
        <li>{say(messageCheck.do_not, language)}</li>
        <li>{say(messageCheck.keep, language)}</li>
        {copiedPerhaps(verdict) && <li>{say(messageCheck.copy_again, language)}</li>}
      </ul>
      <section className="card">
        <h2>{say(messageCheck.opened, language)}</h2>
        <p>{say(messageCheck.opened_text, language)}</p>
        {hotline && (
          <p>
            <a className="button wide" href={telephone(hotline.number)}>
              {say(messageCheck.call, language, {
                number: hotline.number,
                hours: say(hotline.hours, language),
              })}
            </a>
          </p>
        )}
        <p>
          <a className="button wide second" href="tel:118">
            {say(messageCheck.call_118, language)}
          </a>
        </p>
      </section>
    </>
  );
}

type NotOurs = Exclude<MessageVerdict, { verdict: "ours" }>;

const whyNot = {
  "other-link": messageCheck.other_link,
  "other-sender": messageCheck.other_sender,
  "changed-words": messageCheck.changed_words,
  unknown: messageCheck.unknown,
  "none-sent": messageCheck.none_sent,
};

function textsOf(verdict: NotOurs) {
  if (verdict.verdict === "our-link-other-words")
    return { title: messageCheck.other_words, why: messageCheck.other_words_why };
  const { reason } = verdict;
  return {
    title: reason === "unknown" ? messageCheck.not_among_ours : messageCheck.not_ours,
    why: whyNot[reason],
  };
}

/** Whether an honest copy that went wrong would get this answer, too. */
const copiedPerhaps = (verdict: NotOurs) =>
  verdict.verdict === "our-link-other-words" ||
  verdict.reason === "changed-words" ||
  verdict.reason === "unknown";
