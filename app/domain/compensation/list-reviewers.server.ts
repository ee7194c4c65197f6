import type { Reviewer } from "#app/domain/compensation/list-review-acts.ts";
import type { Database } from "#app/infra/db/database.server.ts";

/** All reviewers who ever signed in and may still. */
export const listReviewers = (db: Database): Promise<Reviewer[]> =>
  db.staffMember.findMany({
    where: { roles: { has: "reviewer" }, disabledAt: null },
    select: { id: true, holderRef: true },
  });
