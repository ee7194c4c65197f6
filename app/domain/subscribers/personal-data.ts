import { z } from "zod";

/** What a subscriber's envelope holds: all that tells who the person is, and nothing else of the row. */
export const personalDataSchema = z.strictObject({
  name: z.string(),
  /** "19580412"; null for companies and wherever the carrier knows none. */
  birthDate: z
    .string()
    .regex(/^\d{8}$/)
    .nullable(),
  /** National digits, "01012345678" (shared/phone.ts), as is the guardian's. */
  msisdn: z.string(),
  email: z.string().nullable(),
  guardianMsisdn: z.string().nullable(),
});
export type PersonalData = z.infer<typeof personalDataSchema>;

/** The owner an envelope is bound to: copied to another row, it doesn't open. */
export const subscriberOwner = (incidentId: string, subscriberRef: string) =>
  `subscriber:${incidentId}:${subscriberRef}`;
