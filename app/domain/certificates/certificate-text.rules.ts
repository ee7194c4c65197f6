import type { CertificateFacts, CertificateKind } from "#app/domain/certificates/certificate.rules.ts";
import type { Category } from "#app/domain/incidents/incident.schema.ts";
import { certificate } from "#app/locales/certificate.ts";
import { formatDay, formatList } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { result } from "#app/locales/result.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

export const certificateTitle = (kind: CertificateKind, language: Language) =>
  say(certificate[kind], language);

type Certified = {
  facts: CertificateFacts;
  issuedAt: Date;
  incident: { categories: readonly Pick<Category, "key" | "names">[] };
};

const verdictText = {
  payments: result.verdict_payments,
  exposed: result.verdict_exposed,
  signal_only: result.verdict_signal_only,
  cleared: result.verdict_cleared,
  not_exposed: result.verdict_not_exposed,
};

/** What a certificate says, line by line: the same in the file and where it is checked. */
export function certificateLines({ facts, issuedAt, incident }: Certified, language: Language): string[] {
  switch (facts.kind) {
    case "exposure": {
      const items = facts.found.map(({ category, days }) =>
        say(certificate.found_days, language, {
          item: incident.categories.find(({ key }) => key === category)?.names[language] ?? category,
          days:
            days.length > 0
              ? formatList(
                  days.map((day) => formatDay(day, language)),
                  language,
                )
              : say(certificate.days_unknown, language),
        }),
      );
      const asOf = facts.announcedAt
        ? say(certificate.as_of, language, { day: formatDay(new Date(facts.announcedAt), language) })
        : say(certificate.nothing_announced, language);
      return [asOf, say(verdictText[facts.verdict], language), ...items];
    }
    case "enrolment":
      return [
        say(certificate.enrolment_on, language, {
          day: formatDay(issuedAt, language),
          time: kstTime(issuedAt),
        }),
      ];
    case "swap":
      return [
        say(certificate.swapped, language, {
          day: formatDay(new Date(facts.swappedAt), language),
          store: facts.store,
          card: say(certificate[facts.card], language),
        }),
      ];
  }
}
