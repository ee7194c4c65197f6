import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Holder, Subscriber } from "#app/infra/db/generated/client.ts";

/** The guardian's own line, as far as they are with us. */
export const findGuardianLine = async (
  tx: Transaction,
  { incidentId, guardianMsisdnIndex }: Subscriber,
): Promise<(Subscriber & { holder: Holder }) | null> =>
  guardianMsisdnIndex &&
  tx.subscriber.findFirst({
    where: { incidentId, msisdnIndex: guardianMsisdnIndex, lineStatus: "active" },
    include: { holder: true },
  });
