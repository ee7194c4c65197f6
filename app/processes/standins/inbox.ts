import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, truncateSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import express, { type Request, type Response, type Router } from "express";
import { z } from "zod";

const textSchema = z.object({ to: z.string().min(1), body: z.string().min(1) });
const keptSchema = textSchema.extend({
  id: z.string(),
  channel: z.enum(["sms", "mail"]).default("sms"),
  /** The two that only an e-mail has. */
  subject: z.string().optional(),
  html: z.string().optional(),
  at: z.iso.datetime(),
});
export type InboxMessage = z.infer<typeof keptSchema>;

/** What people were "sent", on all channels. */
export type Inbox = {
  /** Oldest first. */
  messages: readonly InboxMessage[];
  /** Each is in the file before this resolves, so a restart forgets none. */
  keep: (message: Omit<InboxMessage, "id" | "at">) => Promise<InboxMessage>;
};

export function openInbox({ file, now }: { file: string; now: () => Date }): Inbox {
  const messages = readKept(file);
  return {
    messages,
    keep: async (message) => {
      const kept: InboxMessage = { id: randomUUID(), ...message, at: now().toISOString() };
      await appendFile(file, `${JSON.stringify(kept)}\n`);
      messages.push(kept);
      return kept;
    },
  };
}

const querySchema = z.object({
  to: z.string().optional(),
  since: z.iso
    .datetime({ offset: true })
    .transform((since) => new Date(since).toISOString())
    .optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** Stands in for the SMS provider: takes texts, and lists what came on all channels. */
export function inboxStandin({ messages, keep }: Inbox): Router {
  const router = express.Router();

  router.post("/inbox/messages", express.json(), (request, response, next) => {
    take(request, response).catch(next);
  });

  async function take(request: Request, response: Response) {
    const sent = textSchema.safeParse(request.body);
    if (!sent.success) {
      response.status(400).json({ error: "bad-request" });
      return;
    }
    const { id } = await keep({ channel: "sms", ...sent.data });
    response.status(201).json({ id });
  }

  router.get("/inbox/messages", (request, response) => {
    const query = querySchema.safeParse(request.query);
    if (!query.success) {
      response.status(400).json({ error: "bad-request" });
      return;
    }
    const { to, since, limit } = query.data;
    const found: InboxMessage[] = [];
    for (let index = messages.length - 1; index >= 0 && found.length < limit; index--) {
      const message = messages[index];
      if (!message || (since && message.at < since)) break;
      if (!to || message.to === to) found.push(message);
    }
    response.json(found);
  });
  return router;
}

function readKept(file: string): InboxMessage[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  // What follows the last line break was being written when the process ended, and was never acknowledged.
  const whole = bytes.subarray(0, bytes.lastIndexOf("\n") + 1);
  truncateSync(file, whole.length);
  const lines = whole.toString("utf8").split("\n").slice(0, -1);
  return lines.map((line) => keptSchema.parse(JSON.parse(line)));
}
