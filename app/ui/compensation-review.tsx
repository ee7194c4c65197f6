import { LONGEST_NOTE } from "#app/domain/compensation/claim.rules.ts";
import type { Draft } from "#app/domain/compensation/get-draft.server.ts";
import type { OwnBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import type { PayoutWay } from "#app/infra/db/generated/enums.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationReview as words } from "#app/locales/compensation-review.ts";
import { compensation } from "#app/locales/compensation.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { sayWhen } from "#app/ui/compensation-payment.tsx";
import type { ShownItem } from "#app/ui/compensation-payments.tsx";
import { MoreTime } from "#app/ui/more-time.tsx";

export type ShownDraft = Pick<Draft, "claimNumber" | "note" | "payoutWay" | "sumKrw"> & {
  items: ShownItem[];
};

/** The fields of the form that somebody fills in. */
export const reviewFields = ["note", "way"] as const;
export type TypedReview = Readonly<Partial<Record<(typeof reviewFields)[number], string>>>;

/** What was written is kept. A page of another level is reached by a link, since no form may end at the sign-in. */
export const Saved = ({ language, toAccount }: { language: Language; toAccount: boolean }) => (
  <div className="card verdict" role="status">
    <p>{say(toAccount ? words.account_next : words.saved, language)}</p>
    {toAccount && (
      <p>
        <a className="button" href="/compensation/account">
          {say(words.account_enter, language)}
        </a>
      </p>
    )}
  </div>
);

/** What a claim asks for, line by line. */
export const DraftItems = ({ language, draft }: { language: Language; draft: ShownDraft }) => (
  <section>
    <h2>{say(words.total, language, { count: draft.items.length, amount: formatKrw(draft.sumKrw) })}</h2>
    <ul className="plain">
      {draft.items.map(({ itemId, at, timeKnown, amountKrw, merchant, pg }) => (
        <li key={itemId} className="card">
          <strong>{say(answerDetails.amount, language, { amount: formatKrw(amountKrw) })}</strong>
          <br />
          {[merchant, pg].filter(Boolean).join(" · ")}
          <br />
          {sayWhen(at, timeKnown, language)}
        </li>
      ))}
    </ul>
    <p>
      <a href="/compensation/payments">{say(words.change, language)}</a>
    </p>
    <h2>{say(words.papers, language)}</h2>
    <p>{say(words.papers_lead, language)}</p>
    <p>
      <a className="button second wide" href={`/compensation/evidence?claim=${draft.claimNumber}`}>
        {say(words.papers_open, language)}
      </a>
    </p>
  </section>
);

const ways = ["bill_credit", "bank_account"] as const satisfies PayoutWay[];

/** The last form of a claim: what else there is to say, where the money goes, and off it goes, now or later. */
export const SendForm = ({
  language,
  draft,
  typed,
  account,
  endsAt,
}: {
  language: Language;
  draft: ShownDraft;
  /** What the form said that came back; the draft's otherwise. */
  typed: TypedReview | null;
  account: OwnBankAccount | null;
  /** When the session ends. */
  endsAt: string;
}) => (
  <>
    <form method="post" className="card">
      <input type="hidden" name="claim" value={draft.claimNumber} />
      <input type="hidden" name="expectedKrw" value={draft.sumKrw} />
      <fieldset>
        <legend>{say(words.way, language)}</legend>
        {ways.map((way) => (
          <div key={way} className="choice">
            <input
              type="radio"
              id={way}
              name="way"
              value={way}
              required
              defaultChecked={(typed?.way ?? draft.payoutWay) === way}
              aria-describedby={`${way}-hint`}
            />
            <label htmlFor={way}>{say(words[`way_${way}`], language)}</label>
            <div id={`${way}-hint`} className="quiet">
              {say(words[`way_${way}_hint`], language)}
            </div>
            {way === "bank_account" && (
              <div className="more">
                {account?.shown && (
                  <p>
                    <strong>
                      {say(compensation.account_ending, language, { lastFour: account.shown.lastFour })}
                    </strong>
                  </p>
                )}
                <button className="second" name="act" value="account">
                  {say(account ? words.account_change : words.account_save_enter, language)}
                </button>
              </div>
            )}
          </div>
        ))}
      </fieldset>
      <label htmlFor="note">{say(words.note, language)}</label>
      <div id="note-hint" className="quiet">
        {say(words.note_hint, language)}
      </div>
      <textarea
        id="note"
        name="note"
        rows={5}
        maxLength={LONGEST_NOTE}
        defaultValue={typed?.note ?? draft.note}
        aria-describedby="note-hint"
      />
      <p>{say(words.file_means, language)}</p>
      <p>
        <button className="wide" name="act" value="file">
          {say(words.file, language, { amount: formatKrw(draft.sumKrw) })}
        </button>
      </p>
      <p>
        <button className="wide second" name="act" value="save">
          {say(words.save, language)}
        </button>
      </p>
      <MoreTime language={language} endsAt={endsAt} />
    </form>
    <details>
      <summary>{say(words.discard, language)}</summary>
      <form method="post">
        <input type="hidden" name="claim" value={draft.claimNumber} />
        <p>{say(words.discard_means, language)}</p>
        <button className="second" name="act" value="discard">
          {say(words.discard, language)}
        </button>
      </form>
    </details>
  </>
);
