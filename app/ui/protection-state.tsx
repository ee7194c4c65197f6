import type { OwnOrder } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import type { ProtectionState as State } from "#app/domain/protection/get-protection.server.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { protection } from "#app/locales/protection.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";
import { CarrierSilence } from "#app/ui/carrier-silence.tsx";
import { OrderCard } from "#app/ui/order-card.tsx";

/**
 * Whether it is on, as the carrier says, and under that what is on its way or came to nothing: the two are
 * never taken for one another.
 */
export function ProtectionState({
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
  const { newest } = state;
  return (
    <>
      <p className="quiet">{say(carrierOrder.line, language, { ending: state.ending })}</p>
      {state.now.ok ? (
        <section className={state.now.value.state === "on" ? "card verdict" : "card verdict heavy"}>
          <h2>{say(protection[`is_${state.now.value.state}`], language)}</h2>
          {state.now.value.pausedUntil && (
            <p>
              {say(protection.paused_until, language, {
                day: formatDay(state.now.value.pausedUntil, language),
                time: kstTime(state.now.value.pausedUntil),
              })}
            </p>
          )}
          <p className="quiet">{say(carrierOrder.as_of, language, { time: kstTime(now) })}</p>
        </section>
      ) : (
        <CarrierSilence language={language} number={number} now={now} why={state.now.refusal} />
      )}
      {newest && newest.state !== "done" && !isSo(state, newest) && (
        <OrderCard language={language} number={number} own={newest} />
      )}
    </>
  );
}

/**
 * What the carrier has already is no news, though its answer to the order has not been written down yet, or
 * was lost.
 */
const isSo = ({ now }: State, { order }: OwnOrder) =>
  now.ok && order.kind === "protection" && order.wanted.state === now.value.state;
