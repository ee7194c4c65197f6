import { open, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { seconds } from "#app/shared/time.ts";

const headSchema = z.object({
  number: z.string().regex(/^\d+$/),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
});
export type AnchoredHead = z.infer<typeof headSchema>;

/**
 * Where the audit chain's heads are kept, out of the database's reach. Both methods throw where it can't be
 * reached.
 */
export type AuditAnchor = {
  /** Resolves once the head is there to stay. */
  put: (head: AnchoredHead) => Promise<void>;
  /** Every head that was put, oldest first. */
  list: () => Promise<AnchoredHead[]>;
};

const TIMEOUT_MS = seconds(10);

/**
 * `file:…`, one head a line, or a service that takes a POST of a head and answers GET with all of them, one
 * JSON object a line.
 */
export function auditAnchor(url: string): AuditAnchor {
  return new URL(url).protocol === "file:" ? fileAnchor(fileURLToPath(url)) : httpAnchor(url);
}

const fileAnchor = (path: string): AuditAnchor => ({
  async put(head) {
    const file = await open(path, "a", 0o600);
    try {
      await file.appendFile(`${JSON.stringify(head)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  list: async () => readHeads(await readFile(path, "utf8")),
});

const httpAnchor = (url: string): AuditAnchor => ({
  async put(head) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(head),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the audit anchor answered ${response.status}`);
  },
  async list() {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`the audit anchor answered ${response.status}`);
    return readHeads(await response.text());
  },
});

/** A line that is no head was being written when the machine stopped; the next one covers what it did. */
const readHeads = (text: string): AnchoredHead[] =>
  text.split("\n").flatMap((line) => {
    try {
      return [headSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
