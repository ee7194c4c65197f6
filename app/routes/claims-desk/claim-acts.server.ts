import { acceptEvidence } from "#app/domain/compensation/accept-evidence.server.ts";
import { askForPaper } from "#app/domain/compensation/ask-for-paper.server.ts";
import { confirmDecision } from "#app/domain/compensation/confirm-decision.server.ts";
import { endPaperRequest } from "#app/domain/compensation/end-paper-request.server.ts";
import { giveBack } from "#app/domain/compensation/give-back.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { returnEvidence } from "#app/domain/compensation/return-evidence.server.ts";
import { returnProposal } from "#app/domain/compensation/return-proposal.server.ts";
import { setVerdict } from "#app/domain/compensation/set-verdict.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { refuseReasons } from "#app/domain/compensation/verdict-reasons.ts";
import { formText } from "#app/http/form-text.ts";
import type { StaffArgs } from "#app/http/staff-route.server.ts";
import { refused, type Result } from "#app/shared/result.ts";
import type { ClaimRefusal } from "#app/ui/claims-words.ts";

type Act = (
  args: StaffArgs & { formData: FormData },
  claimNumber: string,
) => Promise<Result<unknown, ClaimRefusal>>;

/** All that a reviewer can do with a claim, by the name that its form has. Who may is the use cases' to say. */
const acts = new Map<string, Act>(
  Object.entries<Act>({
    take: ({ ctx }, claimNumber) => takeClaim(ctx, { claimNumber }),
    "give-back": ({ ctx }, claimNumber) => giveBack(ctx, { claimNumber }),

    async verdict({ ctx, formData }, claimNumber) {
      const [itemId, reason] = [idIn(formData, "item"), formText(formData, "reason")];
      const isRefusal = refuseReasons.some((one) => one === reason);
      const won = isRefusal ? 0 : wonIn(formData, "won");
      if (won === null) return refused("bad-sum");
      return setVerdict(ctx, { claimNumber, itemId, approvedKrw: won, reason });
    },

    async propose({ ctx, formData }, claimNumber) {
      const expectedKrw = wonIn(formData, "expected");
      if (expectedKrw === null) return refused("sum-changed");
      return proposeDecision(ctx, { claimNumber, expectedKrw });
    },

    async confirm({ ctx, formData }, claimNumber) {
      const expectedKrw = wonIn(formData, "expected");
      if (expectedKrw === null) return refused("sum-changed");
      return confirmDecision(ctx, { claimNumber, expectedKrw });
    },

    return: ({ ctx }, claimNumber) => returnProposal(ctx, { claimNumber }),

    "ask-paper": ({ ctx, formData }, claimNumber) =>
      askForPaper(ctx, {
        claimNumber,
        paper: formText(formData, "paper"),
        dueOn: formText(formData, "due"),
      }),
    "end-paper": ({ ctx, formData }, claimNumber) =>
      endPaperRequest(ctx, { claimNumber, requestId: idIn(formData, "request") }),

    accept: ({ ctx, formData }) => acceptEvidence(ctx, { evidenceId: formText(formData, "evidence") }),
    async "return-document"({ ctx, formData }) {
      const [evidenceId, reason] = [formText(formData, "evidence"), formText(formData, "reason")];
      const returned = await returnEvidence(ctx, { evidenceId, reason });
      // Not the reason of a verdict.
      return !returned.ok && returned.refusal === "bad-reason" ? refused("no-return-reason") : returned;
    },
  }),
);

/** Does what the form asks; what no form of the page asks for isn't there. */
export async function actOnClaim(args: StaffArgs & { formData: FormData }, claimNumber: string) {
  const act = acts.get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  return act(args, claimNumber);
}

/** Won as typed, thousands with or without a comma; null where it is no sum. */
function wonIn(formData: FormData, name: string): number | null {
  const typed = formText(formData, name).replace(/[\s,]/g, "");
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}

/** Only what was forged has no number there. */
function idIn(formData: FormData, name: string): string {
  const id = formText(formData, name);
  if (!/^\d{1,18}$/.test(id)) throw new Response(null, { status: 404 });
  return id;
}
