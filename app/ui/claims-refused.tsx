import { refusalWords, type ClaimRefusal } from "#app/ui/claims-words.ts";

/** Why something at the claims desk came to nothing, and what can be done instead. */
export const ClaimsRefused = ({ refusal }: { refusal: ClaimRefusal }) => (
  <div className="error" role="alert" id="problem">
    <p>{refusalWords[refusal]}</p>
  </div>
);
