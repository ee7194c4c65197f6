import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import type { Log } from "#app/infra/log.server.ts";

/** The store, with why it failed in the log: who sent or asked for a file is told no more than that it did. */
export function notedStore(store: EvidenceStore, log: Log): EvidenceStore {
  const note = (error: unknown) => {
    log.error({ err: error }, "the evidence store failed");
    throw error;
  };
  return {
    ...store,
    put: (id, bytes) => store.put(id, bytes).catch(note),
    get: (id) => store.get(id).catch(note),
  };
}
