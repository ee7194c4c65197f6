/**
 * What a reviewer may ask for: what whoever was charged has at hand, or gets within minutes. No paper of the
 * police is among them: in 2025 victims were sent for one that they could not get. The words are in
 * locales/claim-papers.ts.
 */
export const claimPapers = ["phone_bill", "payment_message", "merchant_reply", "purchase_list"] as const;

export type ClaimPaper = (typeof claimPapers)[number];

/** As a form or a row says it; null where it is none of the list. */
export const parseClaimPaper = (text: string): ClaimPaper | null =>
  claimPapers.find((paper) => paper === text) ?? null;
