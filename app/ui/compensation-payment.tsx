import type { AuthMethod } from "#app/infra/db/generated/enums.ts";
import { answerDetails as shared } from "#app/locales/answer-details.ts";
import { compensationPayments as words } from "#app/locales/compensation-payments.ts";
import { formatDay, formatTime } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";

type PaymentShown = {
  at: Date;
  /** Of what was typed by hand, the time may not be. */
  timeKnown?: boolean;
  /** What of it was typed by hand may be missing, or erased. */
  merchant: string | null;
  pg: string | null;
  item: string | null;
  authMethod: AuthMethod | null;
  /** Of one that the carrier holds. */
  rogueCell?: boolean;
};

const methods: Record<AuthMethod, Message> = { ARS: words.by_ars, SMS: words.by_sms, PASS: words.by_pass };

/** When a payment was; without the time where nobody gave one. */
export const sayWhen = (at: Date, timeKnown: boolean | undefined, language: Language) =>
  `${formatDay(at, language)} ${timeKnown === false ? `(${say(words.time_unknown, language)})` : formatTime(at, language)}`;

/**
 * What is known of one payment, as whoever was charged may recognise it. Names stand as they were handed in,
 * or typed.
 */
export function PaymentFacts({ language, payment }: { language: Language; payment: PaymentShown }) {
  const { at, timeKnown, merchant, pg, item, authMethod, rogueCell } = payment;
  const bought = [merchant, item].filter((name) => name !== null && name !== "").join(" · ");
  return (
    <dl>
      <dt>{say(shared.at, language)}</dt>
      <dd>{sayWhen(at, timeKnown, language)}</dd>
      {bought && (
        <>
          <dt>{say(shared.merchant, language)}</dt>
          <dd>{bought}</dd>
        </>
      )}
      {pg && (
        <>
          <dt>{say(shared.pg, language)}</dt>
          <dd>{pg}</dd>
        </>
      )}
      <dt>{say(shared.method, language)}</dt>
      <dd>{say(authMethod ? methods[authMethod] : words.by_unknown, language)}</dd>
      {rogueCell !== undefined && (
        <>
          <dt>{say(words.rogue, language)}</dt>
          <dd>{say(rogueCell ? words.rogue_yes : words.rogue_unknown, language)}</dd>
        </>
      )}
    </dl>
  );
}
