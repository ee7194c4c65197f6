import type pg from "pg";
import type { CarrierReads } from "#app/infra/carrier/carrier-api.server.ts";
import type { Database } from "#app/infra/db/database.server.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";
import type { Vault } from "#app/infra/keys/key-ring.server.ts";

/** Somebody who works here, in the one of their roles that they act in. */
export type StaffActor = {
  type: "staff";
  /** Of the member (StaffMember). */
  id: string;
  role: StaffRole;
  /** The store they belong to, in that role. */
  storeRef: string | null;
  /** Where from. */
  address: string;
};

/** Who acts. `operator` is a person named on the command line, where no sign-in stands behind the name. */
export type Actor =
  | { type: "public" }
  /** A line's holder, or whom it was told to: `id` is the line that the session is about. */
  | { type: "subscriber"; id: string; level: "L1" | "L2" }
  | StaffActor
  | { type: "operator"; id: string }
  | { type: "system"; id: "worker" | "cli" | "demo" };

/** What every use case is handed: its ways out, the time, and on whose behalf. */
export type Ctx = {
  db: Database;
  pool: pg.Pool;
  vault: Vault;
  carrier: CarrierReads;
  now: () => Date;
  actor: Actor;
  requestId: string;
};

/** What was asked for isn't there (404). */
export class NotFound extends Error {}

/** This actor may not (403). Whoever has written the try down themself says so. */
export class Forbidden extends Error {
  readonly recorded: boolean;
  constructor(message: string, { recorded = false } = {}) {
    super(message);
    this.recorded = recorded;
  }
}
