import type {
  AnswerDetails as Details,
  PaymentLine,
} from "#app/domain/exposure/get-answer-details.server.ts";
import { answerDetails as words } from "#app/locales/answer-details.ts";
import { compensationClaim } from "#app/locales/compensation-claim.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

/** What L2 adds to an answer; without it, how to get there. */
export function AnswerDetails({
  language,
  details,
  readsOnly,
}: {
  language: Language;
  details: Details | null;
  readsOnly: boolean;
}) {
  if (!details)
    return (
      <section>
        <h2>{say(words.more_title, language)}</h2>
        <p>{say(words.more, language)}</p>
        <p>
          <a className="button second" href="/signin/carrier?to=/result">
            {say(words.sign_in, language)}
          </a>
        </p>
      </section>
    );
  return (
    <>
      {readsOnly && <p className="card">{say(words.read_only, language)}</p>}
      {details.payments.length > 0 && (
        <section>
          <h2>{say(words.payments_title, language)}</h2>
          <p className="quiet">{say(words.payments_hint, language)}</p>
          <ol className="plain">
            {details.payments.map((payment) => (
              <li key={payment.id} className="card">
                <Payment language={language} payment={payment} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {details.receptions.length > 0 && (
        <section>
          <h2>{say(words.areas_title, language)}</h2>
          <ul>
            {details.receptions.map(({ day, area }) => (
              <li key={`${day} ${area?.en ?? ""}`}>
                {formatDay(day, language)} · {say(area ?? words.areas_unknown, language)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Payment({ language, payment }: { language: Language; payment: PaymentLine }) {
  const at = new Date(payment.at);
  return (
    <>
      <h3>{say(words.amount, language, { amount: formatKrw(payment.amountKrw) })}</h3>
      <PaymentMark language={language} payment={payment} />
      <dl>
        <dt>{say(words.at, language)}</dt>
        <dd>{`${formatDay(kstDay(at), language)} ${kstTime(at)}`}</dd>
        <dt>{say(words.merchant, language)}</dt>
        <dd>{`${payment.merchant} · ${payment.item}`}</dd>
        <dt>{say(words.pg, language)}</dt>
        <dd>{payment.pg}</dd>
        <dt>{say(words.method, language)}</dt>
        <dd>{payment.authMethod}</dd>
      </dl>
    </>
  );
}

function PaymentMark({
  language,
  payment: { status, approvedKrw },
}: {
  language: Language;
  payment: PaymentLine;
}) {
  if (approvedKrw === null)
    return (
      <span className={status === "cleared" ? "mark goes" : "mark stays"}>
        {say(words[status], language)}
      </span>
    );
  return approvedKrw > 0 ? (
    <span className="mark goes">
      {say(compensationClaim.item_approved, language, { amount: formatKrw(approvedKrw) })}
    </span>
  ) : (
    <span className="mark stays">{say(compensationClaim.item_refused, language)}</span>
  );
}
