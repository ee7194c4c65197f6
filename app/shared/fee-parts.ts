/** What ending a contract can cost, as the carrier names it. */
export const feeParts = [
  "subsidy_clawback",
  "discount_refund",
  "handset_instalments",
  "landline",
  "bundle",
] as const;
export type FeePart = (typeof feeParts)[number];
