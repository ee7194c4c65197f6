import { Forbidden, type Actor } from "#app/domain/context.server.ts";

/** Who may plan, launch and stop texts: operators, and the processes that act for them. */
const canRunCampaign = (actor: Actor) => actor.type === "operator" || actor.type === "system";

export function requireCampaignRunner(actor: Actor) {
  if (!canRunCampaign(actor)) throw new Forbidden("campaigns are the operator's");
}
