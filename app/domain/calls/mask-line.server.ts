import { maskMsisdn, maskName } from "#app/domain/calls/mask.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { Holder, Subscriber } from "#app/infra/db/generated/client.ts";
import type { Language } from "#app/locales/language.ts";

/** As much of a line as an agent sees before the caller has been checked. */
export type MaskedLine = {
  name: string;
  number: string;
  language: Language;
  status: Subscriber["lineStatus"];
  minor: boolean;
  company: boolean;
};

export function maskLine(ctx: Ctx, line: Subscriber & { holder: Holder }): MaskedLine {
  const { name, msisdn } = openPersonalData(ctx, line);
  return {
    name: maskName(name),
    number: maskMsisdn(msisdn),
    language: line.language,
    status: line.lineStatus,
    minor: line.guardianMsisdnIndex !== null,
    company: line.holder.holderType === "company",
  };
}
