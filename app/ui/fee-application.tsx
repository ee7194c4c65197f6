import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { lastDayToApply, type FeeRefusal } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { OwnFeeApplication } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { feeMoney } from "#app/locales/fee-money.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { FeeLines } from "#app/ui/fee-lines.tsx";
import { graceNames, tooLate } from "#app/ui/fee-rules.tsx";

type Own = {
  language: Language;
  number: string;
  application: OwnFeeApplication;
  policy: FeePolicyDefinition;
  /** Whether anyone may apply now. */
  isOpen: boolean;
};

const dayOf = (at: string | null, language: Language) => (at ? formatDay(new Date(at), language) : "");

/** The newest application of the line: its number, where it stands, and what comes next. */
export function FeeApplicationCard(own: Own) {
  const { language, application } = own;
  const { state, grace } = application;
  return (
    <section className={state === "refused" ? "card verdict heavy" : "card verdict"}>
      <h2>{say(headings[state], language)}</h2>
      <p className="code visit">{application.caseNumber}</p>
      <p>
        {say(feeWaiver.own_since, language, { day: dayOf(application.appliedAt, language) })}
        {grace && ` ${say(graceNames[grace], language)}`}
      </p>
      {state === "registered" && <Waiting {...own} />}
      {state === "approved" && <Approved {...own} />}
      {state === "refused" && <Refused {...own} />}
      {state === "withdrawn" && (
        <p>{say(application.byOffer ? feeWaiver.withdrawn_by_offer : feeWaiver.withdrawn, language)}</p>
      )}
    </section>
  );
}

const headings: Record<OwnFeeApplication["state"], Message> = {
  registered: feeWaiver.own_title,
  approved: feeWaiver.approved,
  refused: feeWaiver.refused_title,
  withdrawn: feeWaiver.own_title,
};

function Waiting({ language, number, application, policy }: Own) {
  const { terminated, apply } = policy;
  const day = (of: string | undefined) => (of ? formatDay(of, language) : "");
  switch (application.waitsFor) {
    case "decision":
      return <p>{say(feeWaiver.waits_decision, language)}</p>;
    case "window":
      return <p>{say(feeWaiver.waits_window, language, { day: day(apply?.from) })}</p>;
    case "termination":
      return <p>{say(feeWaiver.waits_termination, language, { day: day(terminated?.to) })}</p>;
    case "late": {
      const last = day(lastDayToApply(policy, application.grace) ?? undefined);
      return <p>{say(feeWaiver.waits_late, language, { day: day(terminated?.to), number, last })}</p>;
    }
    case "carrier":
    case null:
      return <p>{say(feeWaiver.waits_soon, language)}</p>;
  }
}

function Approved({ language, number, application }: Own) {
  const { sum, order } = application;
  return (
    <>
      <p>
        {say(feeWaiver.approved_on, language, {
          day: dayOf(application.decidedAt, language),
          terminated: dayOf(application.terminatedAt, language),
        })}
      </p>
      {sum && (
        <FeeLines language={language} sum={sum} caption={say(feeMoney.title, language)} stage="decided" />
      )}
      <p>
        {order === "done"
          ? say(feeWaiver.order_done, language, { day: dayOf(application.settledAt, language) })
          : order === "failed"
            ? say(feeWaiver.order_failed, language, { number })
            : say(feeWaiver.order_asked, language)}
      </p>
    </>
  );
}

function Refused({ language, number, application, policy, isOpen }: Own) {
  const { reason } = application;
  const end = dayOf(application.terminatedAt, language);
  return (
    <>
      {reason && <p>{feeRefusalText(reason, language, end)}</p>}
      <p>
        {say(feeWaiver.refused_then, language, { number })}{" "}
        {isOpen ? say(feeWaiver.refused_again, language) : tooLate(policy, language)}
      </p>
    </>
  );
}

/** Why a fee is not waived; `day` is the line's last. */
export function feeRefusalText(reason: FeeRefusal, language: Language, day: string): string {
  switch (reason) {
    case "not-affected":
      return say(feeMoney.refused_not_affected, language);
    case "applied-late":
      return say(feeMoney.refused_applied_late, language);
    case "not-terminated":
      return say(feeMoney.refused_not_terminated, language);
    case "terminated-before":
      return say(feeMoney.refused_terminated_before, language, { day });
    case "terminated-after":
      return say(feeMoney.refused_terminated_after, language, { day });
    case "nothing-to-waive":
      return say(feeMoney.refused_nothing_to_waive, language);
  }
}
