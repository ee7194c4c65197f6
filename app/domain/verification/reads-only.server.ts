import type { Ctx } from "#app/domain/context.server.ts";
import { findExposureStart } from "#app/domain/verification/find-exposure-start.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { isTrusted } from "#app/domain/verification/level.rules.ts";

/**
 * Whether an L2 session may only read what is beyond L1: its authenticator is younger than the exposure
 * (find-exposure-start), as that stands now. Every use case that changes something at L2 asks this first.
 */
export const readsOnly = async (ctx: Ctx, session: Session): Promise<boolean> =>
  session.holderId !== null &&
  !isTrusted(
    session.authenticator,
    await findExposureStart(ctx, { holderId: session.holderId, subscriberId: session.subscriberId }),
  );
