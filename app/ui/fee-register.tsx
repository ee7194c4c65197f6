import { lastDayToApply } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { FeeWaiverPage } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { graceNames, tooLate } from "#app/ui/fee-rules.tsx";

type Shown = { language: Language; page: FeeWaiverPage; policy: FeePolicyDefinition; formKey: string };

/** One press, and the choice of a grace where there is one; or why it can't be registered. */
export function FeeRegister({ language, page, policy, formKey }: Shown) {
  const { application, open } = page;
  if (application?.state === "approved") return null;
  if (application?.state === "registered")
    return page.readsOnly ? (
      <Why language={language} why={feeWaiver.reads_only} />
    ) : (
      <form method="post">
        <input type="hidden" name="key" value={formKey} />
        <button className="second wide" name="act" value="withdraw">
          {say(feeWaiver.withdraw_button, language)}
        </button>
      </form>
    );
  if (page.forfeited) return <Why language={language} why={feeWaiver.forfeited} />;
  if (!page.affected) return <Why language={language} why={feeWaiver.not_affected} />;
  if (page.readsOnly) return <Why language={language} why={feeWaiver.reads_only} />;
  if (!open.plain && open.graces.length === 0) return <p>{tooLate(policy, language)}</p>;
  const form = <RegisterForm language={language} page={page} policy={policy} formKey={formKey} />;
  if (application?.state !== "refused") return form;
  // Of what was refused for want of time alone, a grace changes something.
  const { reason } = application;
  if (!open.plain && reason !== "applied-late" && reason !== "not-terminated") return null;
  return (
    <details>
      <summary>{say(open.plain ? feeWaiver.again : feeWaiver.again_grace, language)}</summary>
      {form}
    </details>
  );
}

function RegisterForm({ language, page: { open, tooLateToLeave }, policy, formKey }: Shown) {
  const leftBy = tooLateToLeave && policy.terminated?.to;
  const lastDay = !open.plain && lastDayToApply(policy, null);
  return (
    <form method="post" className="card">
      <h2>{say(policy.state === "decided" ? feeWaiver.apply_title : feeWaiver.register_title, language)}</h2>
      {lastDay && (
        <p>
          <strong>{say(feeWaiver.register_late, language, { day: formatDay(lastDay, language) })}</strong>
        </p>
      )}
      {leftBy && <p>{say(feeWaiver.register_left_by, language, { day: formatDay(leftBy, language) })}</p>}
      <p>
        {say(policy.state === "decided" ? feeWaiver.register_decided : feeWaiver.register_review, language)}
      </p>
      <input type="hidden" name="key" value={formKey} />
      {open.graces.length > 0 && <Graces language={language} open={open} />}
      <button className="wide" name="act" value="register">
        {say(feeWaiver.register_button, language)}
      </button>
    </form>
  );
}

function Graces({ language, open }: { language: Language; open: FeeWaiverPage["open"] }) {
  const choices = [
    ...(open.plain ? [{ value: "", name: feeWaiver.grace_none }] : []),
    ...open.graces.map((grace) => ({ value: grace, name: graceNames[grace] })),
  ];
  return (
    <fieldset>
      <legend>{say(feeWaiver.grace_label, language)}</legend>
      {choices.map(({ value, name }) => (
        <div key={value} className="choice">
          <input
            type="radio"
            id={`grace-${value || "none"}`}
            name="grace"
            value={value}
            defaultChecked={value === ""}
            required
          />
          <label htmlFor={`grace-${value || "none"}`}>{say(name, language)}</label>
        </div>
      ))}
    </fieldset>
  );
}

const Why = ({ language, why }: { language: Language; why: Message }) => (
  <p className="card">{say(why, language)}</p>
);
