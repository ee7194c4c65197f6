import { readEvidence } from "#app/domain/compensation/read-evidence.server.ts";
import { evidenceAnswer, noEvidence } from "#app/http/evidence-answer.ts";
import { staffLoader } from "#app/http/staff-route.server.ts";

/** `/claims-desk/evidence/ID`: a document of a claim, as it is kept. */
export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, params, evidence }) => {
  const read = await readEvidence(ctx, evidence, { evidenceId: params.id ?? "" });
  return read.ok ? evidenceAnswer(read.value) : noEvidence(read.refusal, "ko");
});
