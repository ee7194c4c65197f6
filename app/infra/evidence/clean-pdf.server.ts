import path from "node:path";
import { Worker } from "node:worker_threads";
import type { RewrittenPdf } from "#app/infra/evidence/rewrite-pdf.server.ts";
import { seconds } from "#app/shared/time.ts";

const TIMEOUT_MS = seconds(10);
const MOST_MEGABYTES = 256;

/**
 * Has a PDF rewritten (rewrite-pdf.server.ts) in a thread of its own, since parsing one doesn't wait for
 * anybody; one that takes too long or too much memory is broken.
 */
export async function cleanPdf(bytes: Uint8Array): Promise<RewrittenPdf> {
  const thread = new Worker(path.resolve("build/processes/rewrite-pdf.js"), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const broken: RewrittenPdf = { ok: false, refusal: "broken" };
  const ended = new Promise<RewrittenPdf>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") resolve(broken);
      else reject(error);
    });
    thread.once("exit", () => resolve(broken));
  });
  const timer = setTimeout(() => void thread.terminate(), TIMEOUT_MS);
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
