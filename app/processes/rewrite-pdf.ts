import { parentPort, workerData } from "node:worker_threads";
import { rewritePdf } from "#app/infra/evidence/rewrite-pdf.server.ts";

// A thread of the web process, one a file (clean-pdf.server.ts): what a PDF makes of the parser ends here, in its time and its memory.

/** A few bytes can say that they unpack without end; the library keeps what it unpacks in one array. */
const LARGEST_ARRAY = 32 * 1024 * 1024;

globalThis.Uint8Array = new Proxy(Uint8Array, {
  construct(target, given: unknown[], made) {
    if (typeof given[0] === "number" && given[0] > LARGEST_ARRAY) throw new RangeError("too much unpacked");
    return Reflect.construct(target, given, made) as Uint8Array;
  },
});

parentPort?.postMessage(await rewritePdf(workerData as Uint8Array));
