import { z } from "zod";
import { readSender } from "#app/domain/notices/sender.rules.ts";

/**
 * Our texts have 1,600 characters at most; a form of this many Korean ones stays below the largest body that
 * is taken.
 */
export const LONGEST_MESSAGE = 5_000;

/** The form of /message-check. What is wrong with it is said by these names. */
export const checkMessageSchema = z.object({
  text: z.string().max(LONGEST_MESSAGE, "too-long"),
  sender: z.string().transform((typed, issues) => {
    if (typed.trim() === "") return null;
    const sender = readSender(typed);
    if (sender) return sender;
    issues.addIssue("sender-unreadable");
    return z.NEVER;
  }),
});
export type CheckMessage = z.infer<typeof checkMessageSchema>;
