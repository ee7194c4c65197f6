import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import type { IncidentDefinition, Localized } from "#app/domain/incidents/incident.schema.ts";
import { figures as messages } from "#app/locales/figures.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

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
  const rows = [
    { label: say(messages.cells, language), of: (figures: Figures) => figures.cells },
    { label: say(messages.signalled, language), of: (figures: Figures) => figures.signalled },
    ...incident.categories
      .filter(({ key }) => finding.exposed[key] !== undefined || before?.exposed[key] !== undefined)
      .map(({ key, names }) => ({
        label: say(messages.exposed, language, { category: say(names, language) }),
        of: (figures: Figures) => figures.exposed[key] ?? 0,
      })),
    { label: say(messages.victims, language), of: (figures: Figures) => figures.victims },
    { label: say(messages.loss, language), of: (figures: Figures) => figures.lossKrw },
  ];
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
            {rows.map(({ label, of }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="number">{digits(of(finding))}</td>
                <td className="number">
                  {before ? change(of(finding) - of(before), language) : say(messages.first, language)}
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

const digits = (count: number) => count.toLocaleString("en-US");

const change = (difference: number, language: Language) =>
  difference === 0
    ? say(messages.no_change, language)
    : `${difference > 0 ? "+" : "−"}${digits(Math.abs(difference))}`;
