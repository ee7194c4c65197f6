import type { MicropaymentsState } from "#app/domain/micropayments/get-micropayments.server.ts";
import { lowerCaps } from "#app/domain/micropayments/micropayments.rules.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import type { Language } from "#app/locales/language.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { isUnderWay } from "#app/ui/order-card.tsx";

/** What there is to do about them: what protects first, what allows more last and elsewhere. */
export function MicropaymentsForms({
  language,
  formKey,
  state: { now, newest },
}: {
  language: Language;
  formKey: string;
  state: MicropaymentsState;
}) {
  if (!now.ok && now.refusal !== "carrier-silent") return null;
  const settings = now.ok ? now.value : null;
  const asked = newest.filter(isUnderWay).map(({ order }) => order);
  const isAskedOff = asked.some((order) => order.kind === "payments_allowed" && !order.wanted.allowed);
  const lower = (settings?.allowed && !isAskedOff ? lowerCaps(settings.capKrw) : []).filter(
    (cap) => !asked.some((order) => order.kind === "payments_cap" && order.wanted.capKrw === cap),
  );
  const hidden = <input type="hidden" name="key" value={formKey} />;
  return (
    <>
      {settings?.allowed !== false && !isAskedOff && (
        <section>
          <h2>{say(micropayments.before_title, language)}</h2>
          <ul>
            <li>{say(micropayments.before_stops, language)}</li>
            <li>{say(micropayments.before_stays, language)}</li>
            <li>{say(micropayments.before_back, language)}</li>
          </ul>
          <form method="post">
            {hidden}
            <button className="wide" name="act" value="off">
              {say(micropayments.turn_off, language)}
            </button>
          </form>
        </section>
      )}
      {lower.length > 0 && (
        <section>
          <h2>{say(micropayments.lower_title, language)}</h2>
          <form method="post" className="card">
            {hidden}
            <fieldset>
              <legend>{say(micropayments.lower_label, language)}</legend>
              {lower.map((cap) => (
                <div key={cap} className="choice">
                  <input type="radio" id={`cap-${cap}`} name="cap" value={cap} required />
                  <label htmlFor={`cap-${cap}`}>
                    {say(micropayments.amount, language, { amount: formatKrw(cap) })}
                  </label>
                </div>
              ))}
            </fieldset>
            <button className="wide second" name="act" value="lower">
              {say(micropayments.lower_submit, language)}
            </button>
          </form>
        </section>
      )}
      {settings?.biometricOnly === false && !asked.some(({ kind }) => kind === "payments_biometric") && (
        <section>
          <h2>{say(micropayments.biometric_title, language)}</h2>
          <form method="post">
            {hidden}
            <button className="wide second" name="act" value="biometric">
              {say(micropayments.biometric_submit, language)}
            </button>
          </form>
        </section>
      )}
      <section>
        <h2>{say(micropayments.to_raise, language)}</h2>
        <p className="quiet">
          {say(carrierOrder.needs_sign_in, language)} {say(carrierOrder.agent_never, language)}
        </p>
        <p>
          <a href="/signin/carrier?to=/micropayments/raise&level=L3">
            {say(micropayments.to_raise, language)}
          </a>
        </p>
      </section>
    </>
  );
}
