import { z } from "zod";
import {
  checkedUntil,
  unmaskFields,
  wrongCodesPerCall,
  type UnmaskField,
} from "#app/domain/calls/call.rules.ts";
import { findAgentCode } from "#app/domain/calls/codes.server.ts";
import { maskLine, type MaskedLine } from "#app/domain/calls/mask-line.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { PersonalData } from "#app/domain/subscribers/personal-data.ts";
import type { Call, CallerCheck } from "#app/infra/db/generated/client.ts";

export type OpenCall = {
  id: bigint;
  startedAt: Date;
  caller: MaskedLine | null;
  check: { by: CallerCheck; until: Date } | null;
  codeTriesLeft: number;
  /** Whether the carrier's app has a question of this call's. */
  asked: boolean;
  agentCode: { code: string; until: Date } | null;
  /** What this member unmasked in this call; empty unless the check holds. */
  unmasked: Partial<Record<UnmaskField, string | null>>;
};

/**
 * The member's own open call as their screen shows it, if they have one: nothing of the line's but masked,
 * before the caller is checked.
 */
export async function findCall(ctx: Ctx): Promise<OpenCall | null> {
  const { id } = requireStaff(ctx.actor, "agent");
  const call = await ctx.db.call.findFirst({
    where: { memberId: BigInt(id), endedAt: null },
    include: { subscriber: { include: { holder: true } } },
  });
  if (!call) return null;
  const line = call.subscriber?.envelope ? call.subscriber : null;
  const until = checkedUntil(call, ctx.now());
  return {
    id: call.id,
    startedAt: call.startedAt,
    caller: line && maskLine(ctx, line),
    check: until && call.checkedBy && { by: call.checkedBy, until },
    codeTriesLeft: Math.max(wrongCodesPerCall - call.wrongCodes, 0),
    asked: call.confirmationId !== null,
    agentCode: findAgentCode(ctx.vault, call, ctx.now()),
    unmasked: line && until ? await listUnmasked(ctx, call, openPersonalData(ctx, line)) : {},
  };
}

/** The access record is what says which values may stand there. */
async function listUnmasked(ctx: Ctx, call: Call, person: PersonalData): Promise<OpenCall["unmasked"]> {
  const events = await ctx.db.auditEvent.findMany({
    where: {
      actorType: "staff",
      actorId: String(call.memberId),
      at: { gte: call.startedAt },
      action: "line.unmask",
      detail: { path: ["callId"], equals: String(call.id) },
    },
  });
  const values: Record<UnmaskField, string | null> = {
    name: person.name,
    msisdn: person.msisdn,
    birth_date: person.birthDate,
    email: person.email,
  };
  const fields = events.map(({ detail }) => unmaskDetailSchema.parse(detail).field);
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

const unmaskDetailSchema = z.object({ field: z.enum(unmaskFields) });
