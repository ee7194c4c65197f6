import type { IdDocument, Relationship } from "#app/infra/db/generated/enums.ts";

export type { IdDocument, Relationship };

/** What can be asked for at the counter; each has its words in locales/swap-papers.ts. */
export type Paper =
  | "own_id"
  | "guardian_id"
  | "relation_proof"
  | "business_registration"
  | "seal_certificate"
  | "employee_proof"
  | "visitor_id"
  | "holder_id_copy"
  | "power_of_attorney";

/** Any one of these shows who somebody is. Only what was looked at is kept, never a picture or a number. */
export const idDocuments = [
  "resident_card",
  "driver_licence",
  "passport",
  "foreigner_card",
  "mobile_id",
] as const satisfies readonly IdDocument[];

/**
 * All that is asked for, and nothing more: the subscriber reads the list before booking, and the store has
 * the same one on its screen, so nobody is sent home for a paper that they were not told of. A minor shows
 * none: many have none of their own.
 */
const papers: Record<Relationship, readonly Paper[]> = {
  self: ["own_id"],
  guardian: ["guardian_id", "relation_proof"],
  company: ["business_registration", "seal_certificate", "employee_proof", "visitor_id"],
  proxy: ["visitor_id", "holder_id_copy", "power_of_attorney"],
};

export const papersFor = (relationship: Relationship): readonly Paper[] => papers[relationship];

/**
 * One's own ID is what security.md asks for. The rest follows what carriers' agencies ask for by custom, and
 * is an assumption here until the carrier confirms it; whoever reads such a list is told so, and where to ask
 * before they set out.
 */
export const isAssumed = (relationship: Relationship): boolean => relationship !== "self";

/** As whom somebody comes for a line. Whether another comes in the holder's place (proxy) only shows at the counter. */
export function relationshipOf(line: {
  guardianMsisdnIndex: Uint8Array | null;
  holder: { holderType: "person" | "company" };
}): Exclude<Relationship, "proxy"> {
  if (line.guardianMsisdnIndex) return "guardian";
  return line.holder.holderType === "company" ? "company" : "self";
}
