import { digestUuid } from "#app/infra/keys/digest-uuid.server.ts";

/**
 * What stands in the database for a form's key: of one line and one purpose, so that no other line's form can
 * meet it.
 */
export const claimKey = (purpose: "sum" | "draft" | "hand", subscriberId: bigint, key: string): string =>
  digestUuid(`${purpose}:${subscriberId}:${key}`);
