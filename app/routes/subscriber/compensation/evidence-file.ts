import { readEvidence } from "#app/domain/compensation/read-evidence.server.ts";
import { evidenceAnswer } from "#app/http/evidence-answer.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";

/** `/compensation/evidence/ID`: a document of one's own, as it is kept. */
export const loader = subscriberLoader("L2", async ({ ctx, params, evidence }) => {
  const read = await readEvidence(ctx, evidence, { evidenceId: params.id ?? "" });
  if (!read.ok) throw new Response(null, { status: 429 });
  return evidenceAnswer(read.value);
});
