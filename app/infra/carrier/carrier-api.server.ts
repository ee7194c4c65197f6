import { z } from "zod";
import { feeParts } from "#app/shared/fee-parts.ts";
import { seconds } from "#app/shared/time.ts";

/** Who holds a number now, as the carrier's system answers (docs/carrier-api.yaml, getLineOwner). */
export const lineOwnerSchema = z.object({
  status: z.enum(["active", "ended", "ported"]),
  holderRef: z.string().nullable(),
});
export type LineOwner = z.infer<typeof lineOwnerSchema>;

/**
 * A sum as the database keeps one. What is larger is no answer: a slip there must not end up in a row, or
 * stop the rows behind it.
 */
export const wonSchema = z.int().min(0).max(2_147_483_647);

const instantSchema = z.iso.datetime({ offset: true }).transform((instant) => new Date(instant));

export const simHistorySchema = z.object({
  simChangedAt: instantSchema.nullable(),
  portedInAt: instantSchema.nullable(),
});
/** The latest of each; null where it never happened. */
export type SimHistory = z.infer<typeof simHistorySchema>;

export const authenticatorSchema = z.object({ since: instantSchema, boundInStore: z.boolean() });
/**
 * What a holder proves with who they are, since when they have it, and whether a store bound it to them by
 * their identity card.
 */
export type Authenticator = z.infer<typeof authenticatorSchema>;

export const confirmationStateSchema = z.enum(["pending", "confirmed", "denied", "expired"]);
export type ConfirmationState = z.infer<typeof confirmationStateSchema>;

export const protectionSchema = z.object({
  state: z.enum(["on", "off", "paused"]),
  pausedUntil: instantSchema.nullable(),
});
/** The USIM protection service of a line; a pause that is over is none. */
export type Protection = z.infer<typeof protectionSchema>;

export const micropaymentsSchema = z.object({
  allowed: z.boolean(),
  capKrw: wonSchema,
  biometricOnly: z.boolean(),
});
export type Micropayments = z.infer<typeof micropaymentsSchema>;

export const documentCheckSchema = z.object({
  holderRef: z.string(),
  storeRef: z.string(),
  genuine: z.boolean(),
  at: instantSchema,
});
/**
 * An identity document that a store had the carrier check: whose it was held to be, and whether it is genuine
 * and theirs.
 */
export type DocumentCheck = z.infer<typeof documentCheckSchema>;

/** A card for a line without a visit to a store. */
export const remoteCardSchema = z.object({ way: z.enum(["esim", "courier"]), sentAt: instantSchema });
export type RemoteCard = z.infer<typeof remoteCardSchema>;

const accountHolderSchema = z.object({ name: z.string().min(1) });

export const feeQuoteSchema = z.object({
  terminatedAt: instantSchema.nullable(),
  parts: z.array(z.object({ part: z.enum(feeParts), amountKrw: wonSchema, paidKrw: wonSchema })),
});
/**
 * What ending a line's contract costs or did cost, part by part, and how much of each was paid; null where
 * the line hasn't been terminated.
 */
export type FeeQuote = z.infer<typeof feeQuoteSchema>;

/** The carrier answered, and not with what was asked for. */
export class CarrierError extends Error {
  constructor(
    path: string,
    readonly status: number,
    /** Why a 409 is one, in the words of docs/carrier-api.yaml; null for anything else. */
    readonly code: string | null = null,
  ) {
    super(`carrier API: ${path} answered ${status}${code === null ? "" : ` (${code})`}`);
  }
}

/**
 * The direct calls to the carrier's API. Each throws when the carrier doesn't answer properly in time: the
 * caller decides what a silence means.
 */
export type CarrierReads = {
  /** Null where the carrier knows no such line. */
  findLineOwner(msisdn: string): Promise<LineOwner | null>;
  /** Null where the carrier knows no such line. */
  findSimHistory(msisdn: string): Promise<SimHistory | null>;
  /** Null where the holder has none. */
  findAuthenticator(holderRef: string): Promise<Authenticator | null>;
  /**
   * Has the carrier's app ask the holder whether they are on the phone with the call center. It waits for two
   * minutes, then it has expired. Asked again under the same reference, the question is the same one.
   */
  requestConfirmation(question: { holderRef: string; reference: string }): Promise<{ id: string }>;
  /** Null where the carrier knows no such question. */
  findConfirmation(id: string): Promise<ConfirmationState | null>;
  /** Null where the carrier knows no such line. */
  findProtection(msisdn: string): Promise<Protection | null>;
  /** Null where the carrier knows no such line. */
  findMicropayments(msisdn: string): Promise<Micropayments | null>;
  /** Null where the carrier knows no check of that reference. */
  findDocumentCheck(ref: string): Promise<DocumentCheck | null>;
  /** Whose a bank account is, as its bank says it; null where the bank has no such account. */
  findAccountHolder(account: { bank: string; number: string }): Promise<{ name: string } | null>;
  /**
   * By the line's reference, not its number, which an ended line has lost. Null where the carrier knows no
   * such line.
   */
  findFeeQuote(subscriberRef: string): Promise<FeeQuote | null>;
};

const TIMEOUT_MS = seconds(3);

export type CarrierAccess = { url: string; apiKey: string };

/** Asks at a path; null for a 404. Numbers and references travel in the body: addresses end up in access logs. */
export const carrierCaller = ({ url, apiKey }: CarrierAccess) =>
  async function ask<Schema extends z.ZodType>(
    path: string,
    question: Record<string, unknown>,
    schema: Schema,
  ): Promise<z.infer<Schema> | null> {
    const response = await fetch(new URL(path, url), {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(question),
      // Led elsewhere, it would take the number along.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return schema.parse(await response.json());
    if (response.status === 409) throw new CarrierError(path, 409, await readCode(response));
    // Whoever leaves a body unread keeps its connection.
    await response.body?.cancel();
    if (response.status === 404) return null;
    throw new CarrierError(path, response.status);
  };

async function readCode(response: Response): Promise<string | null> {
  const said = z.object({ error: z.string() }).safeParse(await response.json().catch(() => null));
  return said.success ? said.data.error : null;
}

export function carrierApi(access: CarrierAccess): CarrierReads {
  const ask = carrierCaller(access);
  return {
    findLineOwner: (msisdn) => ask("/v1/lines/owner", { msisdn }, lineOwnerSchema),
    findSimHistory: (msisdn) => ask("/v1/lines/sim-history", { msisdn }, simHistorySchema),
    findAuthenticator: (holderRef) => ask("/v1/holders/authenticator", { holderRef }, authenticatorSchema),
    async requestConfirmation({ holderRef, reference }) {
      const question = { holderRef, purpose: "call-center", reference };
      const asked = await ask("/v1/confirmations", question, z.object({ id: z.string().min(1) }));
      if (!asked) throw new CarrierError("/v1/confirmations", 404);
      return asked;
    },
    async findConfirmation(id) {
      const found = await ask(
        "/v1/confirmations/state",
        { id },
        z.object({ state: confirmationStateSchema }),
      );
      return found?.state ?? null;
    },
    findProtection: (msisdn) => ask("/v1/lines/protection", { msisdn }, protectionSchema),
    findMicropayments: (msisdn) => ask("/v1/lines/micropayments", { msisdn }, micropaymentsSchema),
    findDocumentCheck: (ref) => ask("/v1/document-checks", { ref }, documentCheckSchema),
    findAccountHolder: (account) => ask("/v1/accounts/holder", account, accountHolderSchema),
    findFeeQuote: (subscriberRef) => ask("/v1/lines/fee/quote", { subscriberRef }, feeQuoteSchema),
  };
}
