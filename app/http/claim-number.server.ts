import { NotFound } from "#app/domain/context.server.ts";
import { parseCaseCode } from "#app/shared/case-code.ts";

/** Of a form or an address; what can't be one names no claim that there is (404). */
export function requireClaimNumber(text: string | undefined): string {
  const claimNumber = parseCaseCode("B", text ?? "");
  if (!claimNumber) throw new NotFound("no claim number");
  return claimNumber;
}
