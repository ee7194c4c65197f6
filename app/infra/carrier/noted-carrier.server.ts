import { CarrierError, type CarrierReads } from "#app/infra/carrier/carrier-api.server.ts";
import type { Log } from "#app/infra/log.server.ts";

/**
 * The carrier's reads, with an outage in the log: who asks takes a silence as an answer of its own, and would
 * leave no trace of it. Once for a call until it answers again, by the call's name and the kind of failure,
 * never its words: they may hold what was asked.
 */
export function notedCarrier(reads: CarrierReads, log: Log): CarrierReads {
  const silent = new Set<keyof CarrierReads>();
  const noted = async <Answer>(call: keyof CarrierReads, asked: Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await asked;
      if (silent.delete(call)) log.info({ call }, "the carrier answers again");
      return answer;
    } catch (error) {
      if (isAnswer(error)) throw error;
      if (!silent.has(call)) log.error({ call, failure: failureOf(error) }, "the carrier doesn't answer");
      silent.add(call);
      throw error;
    }
  };
  return {
    findLineOwner: (msisdn) => noted("findLineOwner", reads.findLineOwner(msisdn)),
    findSimHistory: (msisdn) => noted("findSimHistory", reads.findSimHistory(msisdn)),
    findAuthenticator: (holderRef) => noted("findAuthenticator", reads.findAuthenticator(holderRef)),
    requestConfirmation: (question) => noted("requestConfirmation", reads.requestConfirmation(question)),
    findConfirmation: (id) => noted("findConfirmation", reads.findConfirmation(id)),
    findProtection: (msisdn) => noted("findProtection", reads.findProtection(msisdn)),
    findMicropayments: (msisdn) => noted("findMicropayments", reads.findMicropayments(msisdn)),
    findDocumentCheck: (ref) => noted("findDocumentCheck", reads.findDocumentCheck(ref)),
    findAccountHolder: (account) => noted("findAccountHolder", reads.findAccountHolder(account)),
    findFeeQuote: (subscriberRef) => noted("findFeeQuote", reads.findFeeQuote(subscriberRef)),
  };
}

/** It knows nobody of that name, or holds something against what was asked: that is no outage. */
const isAnswer = (error: unknown) =>
  error instanceof CarrierError && (error.status === 404 || error.status === 409);

const failureOf = (error: unknown): string | number =>
  error instanceof CarrierError ? error.status : error instanceof Error ? error.name : "unknown";
