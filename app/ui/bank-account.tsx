import { bankName, listedBanks } from "#app/domain/compensation/banks.ts";
import type { OwnBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { bankAccount as words } from "#app/locales/bank-account.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

/** The account that a line has: by its last four digits, and from when on money can go there, to whoever signed in. */
export function AccountNow({ language, account }: { language: Language; account: OwnBankAccount }) {
  if (!account.shown) return <p className="card">{say(words.is_set, language)}</p>;
  const { bank, lastFour, holdUntil } = account.shown;
  return (
    <section className="card">
      <h2>{say(words.now_title, language)}</h2>
      <p>
        <strong>{say(words.now, language, { bank: bankName(bank, language), lastFour })}</strong>
      </p>
      <p>{say(words.from, language, { day: formatDay(holdUntil, language), time: kstTime(holdUntil) })}</p>
    </section>
  );
}

type Typed = { bank: string; number: string };

/** For a new account. */
export function AccountForm({
  language,
  formKey,
  typed,
}: {
  language: Language;
  formKey: string;
  typed: Typed | undefined;
}) {
  return (
    <form method="post" className="card">
      <input type="hidden" name="key" value={formKey} />
      <p>
        <label htmlFor="bank">{say(words.bank, language)}</label>
        <select id="bank" name="bank" required defaultValue={typed?.bank ?? ""}>
          <option value="">{say(words.choose, language)}</option>
          {listedBanks.map((code) => (
            <option key={code} value={code}>
              {bankName(code, language)}
            </option>
          ))}
        </select>
      </p>
      <p>
        <label htmlFor="number">{say(words.number, language)}</label>
        <span id="number-hint" className="hint">
          {say(words.number_hint, language)}
        </span>
        <input
          id="number"
          name="number"
          inputMode="numeric"
          autoComplete="off"
          maxLength={30}
          required
          aria-describedby="number-hint"
          defaultValue={typed?.number}
        />
      </p>
      <button className="wide">{say(words.enter, language)}</button>
    </form>
  );
}
