import { refusalWords, type ClaimRefusal } from "#app/ui/claims-words.ts";

/**
 * Why something at the claims desk came to nothing, and what can be done instead; which payment it was about,
 * where it was one.
 */
export const ClaimsRefused = ({ refusal, place = 0 }: { refusal: ClaimRefusal; place?: number }) => (
  <div className="error" role="alert" id="problem">
    <p>
      {place > 0 && `${place}번 결제: `}
      {refusalWords[refusal]}
    </p>
  </div>
);
