import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { figures as messages } from "#app/locales/figures.ts";
import { formatCount, formatDay, formatList } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";
import { findingFigures } from "#app/ui/finding-figures.ts";
import { drawCharts, drawHeadline, type DrawnFigure } from "#app/ui/findings-chart.rules.ts";

type Finding = Figures & { announcedAt: Date };
type ChartProps = { language: Language; incident: IncidentDefinition; findings: readonly Finding[] };

/** The whole series of findings as pictures; each number in them stands in the tables too. */
export function FindingsCharts({ language, incident, findings }: ChartProps) {
  const charts = drawCharts(findingFigures(incident, language), findings);
  if (charts.length === 0) return null;
  return (
    <section>
      <h2>{say(messages.charts, language)}</h2>
      <p>{say(messages.charts_lead, language)}</p>
      {charts.map((chart) => (
        <div key={chart[0]?.figure.key} className="card charts">
          {chart.map((drawn) => (
            <Picture key={drawn.figure.key} language={language} {...drawn} />
          ))}
        </div>
      ))}
    </section>
  );
}

/** The newest finding against the one before, in one figure. */
export function HeadlineChart({ language, incident, findings }: ChartProps) {
  const drawn = drawHeadline(findingFigures(incident, language), findings);
  return drawn ? <Picture language={language} {...drawn} /> : null;
}

/**
 * Where a bar and its two lines of text stand in their row, in em: text keeps the reader's size, whatever the
 * picture's width.
 */
const row = { height: 4.1, day: 1, count: 2.35, bar: 2.8, barHeight: 0.65 };

function Picture({ language, figure, bars }: DrawnFigure<Finding> & { language: Language }) {
  const id = `chart-${figure.key}`;
  const days = namesOfDays(bars, language);
  const { title, description } = describe({ figure, bars }, days, language);
  return (
    <figure className={`chart ${figure.drawnAs}`}>
      <figcaption>{figure.label}</figcaption>
      <svg role="img" aria-labelledby={`${id} ${id}-more`} height={em(bars.length * row.height)}>
        <title id={id}>{title}</title>
        <desc id={`${id}-more`}>{description}</desc>
        {bars.map(({ count, length }, index) => {
          const top = index * row.height;
          return (
            <g key={top} className={index === bars.length - 1 ? "newest" : undefined}>
              <text y={em(top + row.day)} className="quiet">
                {days[index]}
              </text>
              <text y={em(top + row.count)}>{formatCount(count)}</text>
              <rect y={em(top + row.bar)} width={`${round(length)}%`} height={em(row.barHeight)} />
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** The day of each announcement, with its hour where the day had another. */
function namesOfDays(bars: DrawnFigure<Finding>["bars"], language: Language) {
  const days = bars.map(({ finding }) => formatDay(finding.announcedAt, language));
  return bars.map(({ finding: { announcedAt } }) => {
    const day = formatDay(announcedAt, language);
    return days.indexOf(day) === days.lastIndexOf(day) ? day : `${day} ${kstTime(announcedAt)}`;
  });
}

/** For whoever hears the picture: the newest announcement, how it moved, and those before it. */
function describe({ figure, bars }: DrawnFigure<Finding>, days: string[], language: Language) {
  const points = bars.map(({ count }, index) =>
    say(messages.chart_point, language, { count: formatCount(count), day: days[index] ?? "" }),
  );
  const newest = points.pop() ?? "";
  const earlier = formatList(points, language);
  const change = (bars.at(-1)?.count ?? 0) - (bars.at(-2)?.count ?? 0);
  return {
    title: say(messages.chart_title, language, { figure: figure.label, newest }),
    description: earlier
      ? `${movement(change, language)} ${say(messages.chart_earlier, language, { earlier })}`
      : say(messages.chart_first, language),
  };
}

const movement = (change: number, language: Language) =>
  change === 0
    ? say(messages.chart_same, language)
    : say(change > 0 ? messages.chart_up : messages.chart_down, language, {
        count: formatCount(Math.abs(change)),
      });

/** Not to so many decimals that one line among millions would vanish. */
const round = (size: number) => Number(size.toPrecision(4));
const em = (size: number) => `${round(size)}em`;
