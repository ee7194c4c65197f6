import { LONGEST_NOTE } from "#app/domain/compensation/claim.rules.ts";
import type { Draft } from "#app/domain/compensation/get-draft.server.ts";
import type { OwnBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import type { PayoutWay } from "#app/infra/db/generated/enums.ts";
import { answerDetails } from "#app/locales/answer-details.ts";
import { compensationReview as words } from "#app/locales/compensation-review.ts";
import { compensation } from "#app/locales/compensation.ts";
import { formatDay, formatTime } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import type { ShownItem } from "#app/ui/compensation-payments.tsx";

export type ShownDraft = Pick<Draft, "claimNumber" | "note" | "payoutWay" | "sumKrw"> & {
  items: ShownItem[];
};

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
      {draft.items.map(({ itemId, at, amountKrw, merchant, pg }) => (
        <li key={itemId} className="card">
          <strong>{say(answerDetails.amount, language, { amount: formatKrw(amountKrw) })}</strong>
          <br />
          {[merchant, pg].filter(Boolean).join(" · ")}
          <br />
          {`${formatDay(at, language)} ${formatTime(at, language)}`}
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
  formKey,
  draft,
  account,
}: {
  language: Language;
  formKey: string;
  draft: ShownDraft;
  account: OwnBankAccount | null;
}) => (
  <>
    <form method="post" className="card">
      <input type="hidden" name="key" value={formKey} />
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
              defaultChecked={draft.payoutWay === way}
              aria-describedby={`${way}-hint`}
            />
            <label htmlFor={way}>{say(words[`way_${way}`], language)}</label>
            <div id={`${way}-hint`} className="quiet">
              {say(words[`way_${way}_hint`], language)}
            </div>
            {way === "bank_account" && (
              <div className="more">
                {account && (
                  <p>
                    <strong>
                      {say(compensation.account_ending, language, { lastFour: account.lastFour })}
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
        defaultValue={draft.note}
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
