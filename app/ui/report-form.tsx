import { LONGEST_FIELD, LONGEST_STORY, reportKinds } from "#app/domain/reports/report.schema.ts";
import type { Language } from "#app/locales/language.ts";
import { report } from "#app/locales/report.ts";
import { say } from "#app/locales/say.ts";
import { MoreTime } from "#app/ui/more-time.tsx";

export type TypedReport = Readonly<
  Record<"idempotencyKey" | "kind" | "what" | "happenedOn" | "contact" | "amount" | "merchant", string>
>;

type FormProps = {
  language: Language;
  number: string;
  idempotencyKey: string;
  /** Whose report it will be, and when their session ends. Null without a session. */
  line: { ending: string; sealed: string; endsAt: string } | null;
  /** The latest day that something can have happened on. */
  today: string;
  typed: TypedReport | null;
  /** The fields that something is wrong with; what it is stands in the element `problem`. */
  wrong: readonly string[];
};

/**
 * What is asked of whoever reports something. Which fields a payment has is shown once it is chosen, by the
 * stylesheet alone.
 */
export function ReportForm({ language, number, idempotencyKey, line, today, typed, wrong }: FormProps) {
  const describe = (field: string, hint?: string) => {
    const by = [wrong.includes(field) && "problem", hint].filter(Boolean).join(" ");
    return {
      ...(by && { "aria-describedby": by }),
      ...(wrong.includes(field) && { "aria-invalid": true }),
    };
  };
  return (
    <form method="post" className="card">
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <input type="hidden" name="line" value={line?.sealed ?? ""} />
      <fieldset>
        <legend>{say(report.kind, language)}</legend>
        {reportKinds.map((kind) => (
          <div key={kind} className="choice">
            <input
              type="radio"
              id={kind}
              name="kind"
              value={kind}
              required
              defaultChecked={typed?.kind === kind}
              {...describe("kind", `${kind}-line`)}
            />
            <label htmlFor={kind}>{say(report[kind], language)}</label>
            <div id={`${kind}-line`} className="quiet">
              {say(report[`${kind}_line`], language)}
            </div>
            {kind === "unlisted_payment" && (
              <div className="more">
                <label htmlFor="amount">{say(report.amount, language)}</label>
                <input
                  id="amount"
                  name="amount"
                  maxLength={LONGEST_FIELD}
                  autoComplete="off"
                  defaultValue={typed?.amount}
                  {...describe("amount")}
                />
                <label htmlFor="merchant">{say(report.merchant, language)}</label>
                <input
                  id="merchant"
                  name="merchant"
                  maxLength={LONGEST_FIELD}
                  autoComplete="off"
                  defaultValue={typed?.merchant}
                  {...describe("merchant")}
                />
              </div>
            )}
          </div>
        ))}
      </fieldset>
      <label htmlFor="what">{say(report.what, language)}</label>
      <div id="what-hint" className="quiet">
        {say(report.what_hint, language)} {say(report.never, language)}
      </div>
      <textarea
        id="what"
        name="what"
        rows={6}
        required
        maxLength={LONGEST_STORY}
        defaultValue={typed?.what}
        {...describe("what", "what-hint")}
      />
      <label htmlFor="happenedOn">{say(report.happened_on, language)}</label>
      <input
        id="happenedOn"
        name="happenedOn"
        type="date"
        max={today}
        defaultValue={typed?.happenedOn}
        {...describe("happenedOn")}
      />
      {!line && (
        <>
          <label htmlFor="contact">{say(report.contact, language)}</label>
          <div id="contact-hint" className="quiet">
            {say(report.contact_hint, language, { number })}
          </div>
          <input
            id="contact"
            name="contact"
            maxLength={LONGEST_FIELD}
            autoCapitalize="off"
            defaultValue={typed?.contact}
            {...describe("contact", "contact-hint")}
          />
        </>
      )}
      <button className="wide">{say(report.submit, language)}</button>
      {line && <MoreTime language={language} endsAt={line.endsAt} />}
    </form>
  );
}
