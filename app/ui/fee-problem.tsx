import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { RegisterFeeRefusal } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { tooLate } from "#app/ui/fee-rules.tsx";

type Refusal = RegisterFeeRefusal | "nothing-registered";

/** Why a form on the fee's page came to nothing. */
export const FeeProblem = ({
  language,
  number,
  refusal,
  policy,
}: {
  language: Language;
  number: string;
  refusal: Refusal;
  policy: FeePolicyDefinition | null;
}) => (
  <div className="error" role="alert" id="problem">
    <h2>{say(feeWaiver.problem, language)}</h2>
    <p>
      {refusal === "too-late" && policy ? tooLate(policy, language) : refusalText(refusal, language, number)}
    </p>
  </div>
);

function refusalText(refusal: Refusal, language: Language, number: string): string {
  switch (refusal) {
    case "reads-only":
      return say(feeWaiver.reads_only, language);
    case "form-used":
      return say(feeWaiver.form_used, language);
    case "already-registered":
      return say(feeWaiver.already, language);
    case "forfeited":
      return say(feeWaiver.forfeited, language);
    case "not-affected":
    case "too-late":
      return say(feeWaiver.not_affected, language);
    case "too-many":
      return say(feeWaiver.too_many, language, { number });
    case "nothing-registered":
      return say(feeWaiver.nothing_registered, language);
  }
}
