import { CarrierError, type CarrierReads } from "#app/infra/carrier/carrier-api.server.ts";
import type { Log } from "#app/infra/log.server.ts";

/**
 * The carrier's reads, with an outage in the log: who asks takes a silence as an answer of its own, and would
 * leave no trace of it. Once for a call until it answers again, by the call's name and the kind of failure,
 * never its words: they may hold what was asked.
 */
export function notedCarrier(reads: CarrierReads, log: Log): CarrierReads {
  const silent = new Set<string>();
  const noted =
    <Asked extends unknown[], Answer>(call: string, ask: (...asked: Asked) => Promise<Answer>) =>
    async (...asked: Asked): Promise<Answer> => {
      try {
        const answer = await ask(...asked);
        if (silent.delete(call)) log.info({ call }, "the carrier answers again");
        return answer;
      } catch (error) {
        if (!silent.has(call)) log.error({ call, failure: failureOf(error) }, "the carrier doesn't answer");
        silent.add(call);
        throw error;
      }
    };
  return {
    findLineOwner: noted("findLineOwner", reads.findLineOwner),
    findSimHistory: noted("findSimHistory", reads.findSimHistory),
    findAuthenticator: noted("findAuthenticator", reads.findAuthenticator),
    requestConfirmation: noted("requestConfirmation", reads.requestConfirmation),
    findConfirmation: noted("findConfirmation", reads.findConfirmation),
    findProtection: noted("findProtection", reads.findProtection),
    findMicropayments: noted("findMicropayments", reads.findMicropayments),
    findDocumentCheck: noted("findDocumentCheck", reads.findDocumentCheck),
    findAccountHolder: noted("findAccountHolder", reads.findAccountHolder),
    findFeeQuote: noted("findFeeQuote", reads.findFeeQuote),
  };
}

const failureOf = (error: unknown): string | number =>
  error instanceof CarrierError ? error.status : error instanceof Error ? error.name : "unknown";
