import type { Ctx } from "#app/domain/context.server.ts";
import { nothingHeld } from "#app/domain/exposure/answer.rules.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";

/** Whether a policy is for a line, by the answer in force for it. */
export async function isAffected(
  ctx: Ctx,
  subscriberId: bigint,
  policy: Pick<FeePolicyDefinition, "for">,
): Promise<boolean> {
  const { history } = await getAnswer(ctx, subscriberId);
  return policy.for.includes((history.at(-1)?.exposure ?? nothingHeld).verdict);
}
