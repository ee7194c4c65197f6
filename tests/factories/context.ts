import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Actor, Ctx } from "#app/domain/context.server.ts";
import type {
  Authenticator,
  CarrierReads,
  ConfirmationState,
  DocumentCheck,
  FeeQuote,
  LineOwner,
  Micropayments,
  Protection,
  SimHistory,
} from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { newKeyRing, openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";

/**
 * The carrier's answers as a test sets them. Where it sets none, a number has no owner and no history, and
 * everybody an authenticator since 2020. `down` makes every call fail.
 */
export type FakeCarrier = {
  owners: Map<string, LineOwner>;
  simHistories: Map<string, SimHistory>;
  /** By holder; null: has none. */
  authenticators: Map<string, Authenticator | null>;
  /** By id, which is the reference with "confirmation-" before it. */
  confirmations: Map<string, ConfirmationState>;
  /** By number. Where a test sets none, protection is off, and payments are as they come. */
  protections: Map<string, Protection>;
  micropayments: Map<string, Micropayments>;
  /** By reference. */
  documentChecks: Map<string, DocumentCheck>;
  /** The holder's name, by bank and number: "004 12345678901". Where a test sets none, there is no such account. */
  accountHolders: Map<string, string>;
  /** By the line's reference. */
  feeQuotes: Map<string, FeeQuote>;
  down: boolean;
};

export type TestContext = {
  ctx: Ctx;
  carrier: FakeCarrier;
  /** For processes that a test starts beside itself. */
  keysFile: string;
  setNow: (date: Date) => void;
  as: (actor: Actor) => Ctx;
  close: () => Promise<void>;
};

/** A Ctx on a test's own database, with a clock that stands still (18 Sep 2025 20:00 KST) until the test moves it. */
export function testContext({ databaseUrl, now }: { databaseUrl: string; now?: Date }): TestContext {
  const connections = connectDatabase(databaseUrl);
  const keysFile = join(mkdtempSync(join(tmpdir(), "ansim-keys-")), "keys.json");
  writeFileSync(keysFile, JSON.stringify(newKeyRing()));
  let clock = now ?? new Date("2025-09-18T20:00:00+09:00");
  const carrier: FakeCarrier = {
    owners: new Map(),
    simHistories: new Map(),
    authenticators: new Map(),
    confirmations: new Map(),
    protections: new Map(),
    micropayments: new Map(),
    documentChecks: new Map(),
    accountHolders: new Map(),
    feeQuotes: new Map(),
    down: false,
  };
  const ctx: Ctx = {
    db: connections.db,
    pool: connections.pool,
    vault: openVault(readKeyRing(keysFile)),
    carrier: callsTo(carrier),
    now: () => clock,
    actor: { type: "operator", id: "tester" },
    requestId: "test",
  };
  return {
    ctx,
    carrier,
    keysFile,
    setNow: (date) => {
      clock = date;
    },
    as: (actor) => ({ ...ctx, actor }),
    close: connections.close,
  };
}

function callsTo(carrier: FakeCarrier): CarrierReads {
  const answer = <Value>(value: () => Value) =>
    carrier.down ? Promise.reject(new Error("carrier API: no answer")) : Promise.resolve(value());
  return {
    findLineOwner: (msisdn) => answer(() => carrier.owners.get(msisdn) ?? null),
    findSimHistory: (msisdn) =>
      answer(() => carrier.simHistories.get(msisdn) ?? { simChangedAt: null, portedInAt: null }),
    findAuthenticator: (holderRef) =>
      answer(() => {
        const found = carrier.authenticators.get(holderRef);
        return found === undefined ? { since: new Date("2020-01-01"), boundInStore: false } : found;
      }),
    requestConfirmation: ({ reference }) =>
      answer(() => {
        const id = `confirmation-${reference}`;
        if (!carrier.confirmations.has(id)) carrier.confirmations.set(id, "pending");
        return { id };
      }),
    findConfirmation: (id) => answer(() => carrier.confirmations.get(id) ?? null),
    findProtection: (msisdn) =>
      answer(() => carrier.protections.get(msisdn) ?? { state: "off", pausedUntil: null }),
    findMicropayments: (msisdn) =>
      answer(
        () => carrier.micropayments.get(msisdn) ?? { allowed: true, capKrw: 300_000, biometricOnly: true },
      ),
    findDocumentCheck: (ref) => answer(() => carrier.documentChecks.get(ref) ?? null),
    findAccountHolder: ({ bank, number }) =>
      answer(() => {
        const name = carrier.accountHolders.get(`${bank} ${number}`);
        return name === undefined ? null : { name };
      }),
    findFeeQuote: (subscriberRef) => answer(() => carrier.feeQuotes.get(subscriberRef) ?? null),
  };
}
