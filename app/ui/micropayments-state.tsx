import type { MicropaymentsState as State } from "#app/domain/micropayments/get-micropayments.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import type { Language } from "#app/locales/language.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstTime } from "#app/shared/time.ts";
import { CarrierSilence } from "#app/ui/carrier-silence.tsx";
import { OrderCard } from "#app/ui/order-card.tsx";

/** What may be charged, as the carrier says, and under that what is on its way or came to nothing. */
export function MicropaymentsState({
  language,
  number,
  now,
  state,
}: {
  language: Language;
  number: string;
  now: Date;
  state: State;
}) {
  return (
    <>
      <p className="quiet">{say(carrierOrder.line, language, { ending: state.ending })}</p>
      {state.now.ok ? (
        <section className={state.now.value.allowed ? "card verdict heavy" : "card verdict"}>
          <h2>
            {state.now.value.allowed
              ? say(micropayments.is_on, language, { amount: formatKrw(state.now.value.capKrw) })
              : say(micropayments.is_off, language)}
          </h2>
          {state.now.value.allowed && (
            <p>
              {say(
                state.now.value.biometricOnly ? micropayments.biometric_yes : micropayments.biometric_no,
                language,
              )}
            </p>
          )}
          <p className="quiet">{say(carrierOrder.as_of, language, { time: kstTime(now) })}</p>
        </section>
      ) : (
        <CarrierSilence language={language} number={number} now={now} why={state.now.refusal} />
      )}
      {state.newest
        .filter((own) => own.state !== "done")
        .map((own) => (
          <OrderCard key={own.id} language={language} number={number} own={own} />
        ))}
    </>
  );
}
