import { z } from "zod";
import { listedBanks } from "#app/domain/compensation/banks.ts";

/** As it is typed; spaces and hyphens are how passbooks print it. */
export const enterBankAccountSchema = z.object({
  bank: z.enum(listedBanks),
  number: z
    .string()
    .transform((typed) => typed.normalize("NFKC").replace(/[\s\p{Pd}]/gu, ""))
    .pipe(z.string().regex(/^\d{10,16}$/)),
});
export type EnterBankAccount = z.infer<typeof enterBankAccountSchema>;

/** As it is kept: the holder's name is the bank's word. */
export const sealedAccountSchema = z.object({ number: z.string(), holderName: z.string() });
