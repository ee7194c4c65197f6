import type { Ctx } from "#app/domain/context.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import type { TestInbox } from "#tests/setup/inbox-server.ts";

type Given = NonNullable<Parameters<typeof aSubscriber>[1]>;
type Line = Awaited<ReturnType<typeof aSubscriber>>;

let number = 0;

/**
 * An incident of its own, with lines in it whose numbers are still in the same hands, and published findings
 * of September 2025.
 */
export async function aCase({ ctx, carrier }: Pick<TestContext, "ctx" | "carrier">) {
  number += 1;
  const incident = await anIncident(ctx, { id: `case-${number}` });
  const line = async (given: Given = {}) => {
    const subscriber = await aSubscriber(ctx, { incidentId: incident.id, ...given });
    carrier.owners.set(subscriber.personalData.msisdn, { status: "active", holderRef: subscriber.holderRef });
    return subscriber;
  };
  const finding = (day: string, changed: Parameters<typeof aPublishedFinding>[2]["changed"]) =>
    aPublishedFinding(ctx, incident, {
      id: `${incident.id}-${day}`,
      announced_at: `2025-09-${day}T15:00:00+09:00`,
      changed,
    });
  return { incident, line, finding };
}

/** A launched campaign to such lines; `bystanders` are in the incident, but get no text. */
export async function aCampaign(
  context: Pick<TestContext, "ctx" | "carrier">,
  given: Given[] = [{}],
  bystanders: Given[] = [],
) {
  const { line: insert, finding } = await aCase(context);
  const others: Line[] = [];
  for (const one of bystanders) others.push(await insert(one));
  const lines: Line[] = [];
  for (const one of given) lines.push(await insert(one));
  const { key } = await finding(
    "18",
    lines.map((line) => ({ line })),
  );
  await planCampaign(context.ctx, key);
  await launchCampaign(context.ctx, key);
  const [line] = lines;
  if (!line) throw new Error("a campaign to nobody");
  return { key, lines, line, others };
}

/** What became of the first that a line was to be told. */
export const outboxOf = (ctx: Ctx, line: Line, channel: Channel = "sms") =>
  ctx.db.outboxMessage.findFirstOrThrow({
    where: { channel, notice: { subscriberId: line.id } },
    include: { attempts: { orderBy: { number: "asc" } }, notice: { include: { link: true } } },
    orderBy: { id: "asc" },
  });

export const outcomes = ({ attempts }: Awaited<ReturnType<typeof outboxOf>>) =>
  attempts.map(({ outcome }) => outcome);

export const textsTo = async (inbox: TestInbox, msisdn: string) =>
  (await inbox.messages()).filter(({ to }) => to === msisdn);

/** The token in the link of a text. */
export const tokenIn = (body = "") => /\/v\/([A-Za-z0-9_-]{22})$/m.exec(body)?.[1] ?? "";
