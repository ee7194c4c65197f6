import type { CertificateFacts, CertificateKind } from "#app/domain/certificates/certificate.rules.ts";
import {
  findLineNumber,
  type LineNumberRefusal,
} from "#app/domain/carrier-orders/find-line-number.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { nothingHeld } from "#app/domain/exposure/answer.rules.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type FactsRefusal = LineNumberRefusal | "not-on" | "no-swap";

/** What there is to certify of a line now; refused where there is nothing, or where the carrier doesn't say. */
export async function readFacts(
  ctx: Ctx,
  subscriberId: bigint,
  kind: CertificateKind,
): Promise<Result<CertificateFacts, FactsRefusal>> {
  switch (kind) {
    case "exposure":
      return ok(await readExposure(ctx, subscriberId));
    case "enrolment": {
      const number = await findLineNumber(ctx, subscriberId);
      if (!number.ok) return number;
      const found = await ctx.carrier.findProtection(number.value.msisdn).catch(() => "silent" as const);
      if (found === "silent") return refused("carrier-silent");
      return found?.state === "on" ? ok({ kind, state: "on" }) : refused("not-on");
    }
    case "swap": {
      const swap = await ctx.db.swap.findFirst({
        where: { subscriberId, state: "active" },
        orderBy: { settledAt: "desc" },
        include: { store: true },
      });
      if (!swap?.settledAt) return refused("no-swap");
      const { settledAt, store, card } = swap;
      return ok({ kind, swappedAt: settledAt.toISOString(), store: store.name, card });
    }
  }
}

/** The answer as it stands. */
export async function readExposure(
  ctx: Ctx,
  subscriberId: bigint,
): Promise<Extract<CertificateFacts, { kind: "exposure" }>> {
  const { history } = await getAnswer(ctx, subscriberId);
  const { announcedAt = null, exposure = nothingHeld } = history.at(-1) ?? {};
  return {
    kind: "exposure",
    announcedAt,
    verdict: exposure.verdict,
    found: exposure.categories.map((category) => ({
      category,
      days: (exposure.days[category] ?? []).toSorted(),
    })),
  };
}
