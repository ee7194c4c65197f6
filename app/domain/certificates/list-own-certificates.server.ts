import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { CertificateKind } from "#app/domain/certificates/certificate.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Language } from "#app/locales/language.ts";

export type OwnCertificate = { code: string; kind: CertificateKind; language: Language; issuedAt: Date };

/** What was certified of a line, newest first. */
export async function listOwnCertificates(ctx: Ctx, subscriberId: bigint): Promise<OwnCertificate[]> {
  await requireLineAccess(ctx, subscriberId);
  const rows = await ctx.db.certificate.findMany({
    where: { subscriberId },
    orderBy: { id: "desc" },
    take: 100,
  });
  return rows.map(({ code, kind, language, issuedAt }) => ({ code, kind, language, issuedAt }));
}
