import { redirect } from "@remix-run/node";
import { readEvidence } from "#app/domain/compensation/read-evidence.server.ts";
import { NotFound } from "#app/domain/context.server.ts";
import { evidenceAnswer, noEvidence } from "#app/http/evidence-answer.ts";
import { subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { refused } from "#app/shared/result.ts";

/**
 * `/compensation/evidence/ID?claim=B-…`: a document of one's own, as it is kept; back to the claim's where it
 * can't be fetched.
 */
export const loader = subscriberLoader("L2", async ({ ctx, params, evidence, language, request }) => {
  const evidenceId = params.id ?? "";
  const read = await readEvidence(ctx, evidence, { evidenceId }).catch((error: unknown) => {
    if (error instanceof NotFound) return refused("gone" as const);
    throw error;
  });
  if (read.ok) return evidenceAnswer(read.value);
  if (read.refusal !== "store-down") return noEvidence(read.refusal, language);
  const claim = new URL(request.url).searchParams.get("claim") ?? "";
  const back = new URLSearchParams({ claim, why: "not-read" });
  throw redirect(`/compensation/evidence?${back.toString()}`, 303);
});
