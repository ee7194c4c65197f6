import type { AuthMethod } from "#app/infra/db/generated/enums.ts";
import { compensationPayments as words } from "#app/locales/compensation-payments.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { MoreTime } from "#app/ui/more-time.tsx";

/** The fields of the form, as typed. */
export const handFields = ["day", "time", "amountKrw", "merchant", "pg", "item", "authMethod"] as const;
export type HandField = (typeof handFields)[number];
export type TypedPayment = Readonly<Partial<Record<HandField, string>>>;

const methods: Record<AuthMethod, Message> = { ARS: words.by_ars, SMS: words.by_sms, PASS: words.by_pass };

/** A payment that isn't listed, as the bill or the text says it. */
export function ByHandForm({
  language,
  formKey,
  days,
  typed,
  wrong,
  endsAt,
}: {
  language: Language;
  formKey: string;
  days: { from: string; to: string };
  typed: TypedPayment | null;
  wrong: HandField | null;
  /** When the session ends. */
  endsAt: string;
}) {
  const field = (name: HandField, hint?: string) => ({
    id: name,
    name,
    defaultValue: typed?.[name],
    ...(wrong === name && { "aria-invalid": true }),
    ...((hint ?? wrong === name) && {
      "aria-describedby": [wrong === name && "problem", hint].filter(Boolean).join(" "),
    }),
  });
  const textField = (name: "merchant" | "pg" | "item", hint?: string) => (
    <input {...field(name, hint)} maxLength={100} autoComplete="off" required={name === "merchant"} />
  );
  return (
    <form method="post" className="card">
      <input type="hidden" name="key" value={formKey} />
      <label htmlFor="day">{say(words.day, language)}</label>
      <div id="day-hint" className="quiet">
        {say(words.day_hint, language, {
          from: formatDay(days.from, language),
          to: formatDay(days.to, language),
        })}
      </div>
      <input {...field("day", "day-hint")} type="date" min={days.from} max={days.to} required />
      <label htmlFor="time">{say(words.time, language)}</label>
      <input {...field("time")} type="time" />
      <label htmlFor="amountKrw">{say(words.amount, language)}</label>
      <input {...field("amountKrw")} inputMode="numeric" autoComplete="off" maxLength={20} required />
      <label htmlFor="merchant">{say(words.merchant, language)}</label>
      <div id="merchant-hint" className="quiet">
        {say(words.merchant_hint, language)}
      </div>
      {textField("merchant", "merchant-hint")}
      <label htmlFor="pg">{say(words.pg, language)}</label>
      {textField("pg")}
      <label htmlFor="item">{say(words.item, language)}</label>
      {textField("item")}
      <label htmlFor="authMethod">{say(words.method, language)}</label>
      <select {...field("authMethod")}>
        <option value="">{say(words.by_unknown, language)}</option>
        {Object.entries(methods).map(([method, name]) => (
          <option key={method} value={method}>
            {say(name, language)}
          </option>
        ))}
      </select>
      <button className="wide">{say(words.add, language)}</button>
      <MoreTime language={language} endsAt={endsAt} />
    </form>
  );
}
