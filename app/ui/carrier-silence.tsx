import type { LineNumberRefusal } from "#app/domain/carrier-orders/find-line-number.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

/** That nothing is known of a line at this moment, since when, and what that means. */
export function CarrierSilence({
  language,
  number,
  now,
  why,
}: {
  language: Language;
  number: string;
  now: Date;
  why: LineNumberRefusal;
}) {
  const silent = why === "carrier-silent";
  return (
    <section className="card verdict heavy">
      <h2>{say(silent ? carrierOrder.silent : carrierOrder.not_theirs, language)}</h2>
      <p>
        {silent
          ? say(carrierOrder.silent_means, language, { number, time: kstTime(now) })
          : say(carrierOrder.not_theirs_means, language, { number })}
      </p>
    </section>
  );
}

/** What came of a form that came to nothing. */
export const OrderProblem = ({ language, text }: { language: Language; text: string }) => (
  <div className="error" role="alert" id="problem">
    <h2>{say(carrierOrder.problem, language)}</h2>
    <p>{text}</p>
  </div>
);
