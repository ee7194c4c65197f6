import { parentPort, workerData } from "node:worker_threads";
import { rewritePdf } from "#app/infra/evidence/rewrite-pdf.server.ts";

// A thread of the web process, one a file (clean-pdf.server.ts): what a PDF makes of the parser ends here, in
// its time and its memory.

/**
 * A few bytes can say that they unpack without end, and arrays count in no limit that a thread has: so many
 * bytes of them in one, and in all, for a file of ten megabytes at most, whether they are still held or not.
 */
const LARGEST_ARRAY = 32 * 1024 * 1024;
const ALL_ARRAYS = 128 * 1024 * 1024;

let unpacked = 0;

globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct(target, given: unknown[], made) {
    const size = typeof given[0] === "number" ? given[0] : 0;
    unpacked += size;
    if (size > LARGEST_ARRAY || unpacked > ALL_ARRAYS) throw new RangeError("too much unpacked");
    return Reflect.construct(target, given, made) as Uint8Array;
  },
});

parentPort?.postMessage(await rewritePdf(workerData as Uint8Array));
