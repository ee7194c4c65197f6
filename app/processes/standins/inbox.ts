import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, truncateSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import express, { type Request, type Response, type Router } from "express";
import { z } from "zod";

const messageSchema = z.object({ to: z.string().min(1), body: z.string().min(1) });
const keptSchema = messageSchema.extend({
  id: z.string(),
  channel: z.enum(["sms", "mail"]).default("sms"),
  at: z.iso.datetime(),
});
export type InboxMessage = z.infer<typeof keptSchema>;

const querySchema = z.object({
  to: z.string().optional(),
  since: z.iso
    .datetime({ offset: true })
    .transform((since) => new Date(since).toISOString())
    .optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/**
 * The demo's inbox: takes texts as a provider would, and lists them. Each is in the file before it is acknowledged, so a restart forgets none.
 */
export function inboxStandin({ file, now }: { file: string; now: () => Date }): Router {
  const messages = readKept(file);
  const router = express.Router();

  router.post("/inbox/messages", express.json(), (request, response, next) => {
    take(request, response).catch(next);
  });

  async function take(request: Request, response: Response) {
    const sent = messageSchema.safeParse(request.body);
    if (!sent.success) {
      response.status(400).json({ error: "bad-request" });
      return;
    }
    const message: InboxMessage = { id: randomUUID(), channel: "sms", ...sent.data, at: now().toISOString() };
    await appendFile(file, `${JSON.stringify(message)}\n`);
    messages.push(message);
    response.status(201).json({ id: message.id });
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
