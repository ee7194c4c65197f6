import { useLocation } from "@remix-run/react";
import type { OwnOrder } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import type { LineOrder } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";
import { kstTime } from "#app/shared/time.ts";

/** One order as whoever asked for it follows it: what, since when, and what the carrier said. */
export function OrderCard({ language, number, own }: { language: Language; number: string; own: OwnOrder }) {
  const { pathname } = useLocation();
  return (
    <section className={own.state === "failed" ? "card verdict heavy" : "card"}>
      <h3>{sayOrder(own.order, language)}</h3>
      <p>
        {say(carrierOrder[`asked_${own.by}`], language, when(own.askedAt, language))}{" "}
        {sayState(own, language)}
      </p>
      {isUnderWay(own) && (
        <p>
          <a href={pathname}>{say(carrierOrder.look_again, language)}</a>
        </p>
      )}
      {own.state === "failed" && <p>{sayFailure(own.reason, language, number)}</p>}
    </section>
  );
}

/** The carrier has yet to say: the same need not be asked for again. */
export const isUnderWay = ({ state }: OwnOrder) => state === "pending" || state === "sending";

const when = (at: Date, language: Language) => ({ day: formatDay(at, language), time: kstTime(at) });

function sayState({ state, settledAt, askedAt }: OwnOrder, language: Language): string {
  switch (state) {
    case "pending":
    case "sending":
      return say(carrierOrder.pending, language);
    case "done":
      return say(carrierOrder.done, language, when(settledAt ?? askedAt, language));
    case "failed":
      return say(carrierOrder.failed, language);
    case "superseded":
      return say(carrierOrder.superseded, language);
  }
}

function sayOrder(order: LineOrder, language: Language): string {
  switch (order.kind) {
    case "protection":
      return order.wanted.state === "paused"
        ? say(carrierOrder.protection_paused, language, when(new Date(order.wanted.until), language))
        : say(carrierOrder[`protection_${order.wanted.state}`], language);
    case "payments_allowed":
      return say(order.wanted.allowed ? carrierOrder.payments_on : carrierOrder.payments_off, language);
    case "payments_cap":
      return say(carrierOrder.payments_cap, language, { amount: formatKrw(order.wanted.capKrw) });
    case "payments_biometric":
      return say(carrierOrder.payments_biometric, language);
    case "activate_card":
      return say(carrierOrder.card_activate, language);
    case "remote_card":
      return say(carrierOrder[`card_${order.wanted.way}`], language);
  }
}

function sayFailure(reason: string | null, language: Language, number: string): string {
  if (reason === "gave-up" || reason === "pause-over")
    return say(carrierOrder.failed_silent, language, { number });
  if (reason === "carrier-refused" || reason === "line-unknown")
    return say(carrierOrder.failed_carrier, language, { number });
  return say(carrierOrder.failed_line, language);
}
