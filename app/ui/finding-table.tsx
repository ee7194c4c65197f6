import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import type { IncidentDefinition, Localized } from "#app/domain/incidents/incident.schema.ts";
import { figures as messages } from "#app/locales/figures.ts";
import { formatCount, formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";
import { findingFigures } from "#app/ui/finding-figures.ts";

type Finding = Figures & { announcedAt: Date; source: string; note: Localized | null };

/** One finding: what was said, when, on what grounds, and how each figure moved against the finding before. */
export function FindingTable({
  language,
  incident,
  finding,
  before,
}: {
  language: Language;
  incident: IncidentDefinition;
  finding: Finding;
  before: Finding | undefined;
}) {
  const moment = `${formatDay(finding.announcedAt, language)} ${kstTime(finding.announcedAt)}`;
  const rows = findingFigures(incident, language).filter(
    ({ of }) => of(finding) !== undefined || (before && of(before) !== undefined),
  );
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label={moment}>
        <table>
          <caption>{say(messages.announced, language, { moment })}</caption>
          <thead>
            <tr>
              <th scope="col">{say(messages.item, language)}</th>
              <th scope="col" className="number">
                {say(messages.value, language)}
              </th>
              <th scope="col" className="number">
                {say(messages.change, language)}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, of }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td className="number">{formatCount(of(finding) ?? 0)}</td>
                <td className="number">
                  {before
                    ? change((of(finding) ?? 0) - (of(before) ?? 0), language)
                    : say(messages.first, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {finding.note && <p>{say(finding.note, language)}</p>}
      <p className="quiet">{say(messages.source, language, { source: finding.source })}</p>
    </>
  );
}

const change = (difference: number, language: Language) =>
  difference === 0
    ? say(messages.no_change, language)
    : `${difference > 0 ? "+" : "−"}${formatCount(Math.abs(difference))}`;
