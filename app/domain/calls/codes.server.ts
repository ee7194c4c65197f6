import { timingSafeEqual } from "node:crypto";
import { agentCodeLifetime } from "#app/domain/calls/call.rules.ts";
import type { Vault } from "#app/infra/keys/key-ring.server.ts";
import { after } from "#app/shared/time.ts";

const sixDigits = (mac: Uint8Array) => String(Buffer.from(mac).readUInt32BE() % 1_000_000).padStart(6, "0");

/** The code that a caller reads out. Derived, so that whoever reads the database has none. */
export const callerCodeOf = (vault: Vault, id: string) => sixDigits(vault.blindIndex("caller-code", id));

type ShowingCall = { id: bigint; agentCodeAt: Date | null };

/** The code that an agent's screen shows in this call, and until when; null where none is live. */
export function findAgentCode(vault: Vault, { id, agentCodeAt }: ShowingCall, now: Date) {
  if (!agentCodeAt) return null;
  const until = after(agentCodeAt, agentCodeLifetime);
  const code = sixDigits(vault.blindIndex("agent-code", `${id} ${agentCodeAt.toISOString()}`));
  return until > now ? { code, until } : null;
}

/** Takes as long whatever the answer. Both are six digits. */
export const isSameCode = (one: string, other: string) =>
  timingSafeEqual(Buffer.from(one), Buffer.from(other));
