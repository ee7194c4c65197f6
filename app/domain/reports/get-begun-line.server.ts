import { z } from "zod";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { FORM_LINE_OWNER } from "#app/domain/reports/begin-report.server.ts";

const lineSchema = z.string().regex(/^\d+$/).transform(BigInt);

/**
 * The line that a form of /report was begun for (begin-report.server.ts), whoever's session it comes with;
 * null where for none.
 */
export function getBegunLine(ctx: Ctx, sealed: string): bigint | null {
  if (sealed === "") return null;
  const [keyId = "", envelope = ""] = sealed.split(".");
  try {
    const opened = ctx.vault.open(FORM_LINE_OWNER, {
      keyId: Buffer.from(keyId, "base64url").toString(),
      envelope: Buffer.from(envelope, "base64url"),
    });
    return lineSchema.parse(opened);
  } catch {
    throw new Forbidden("not a form of ours");
  }
}
