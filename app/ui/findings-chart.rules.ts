import { scaleLinear } from "d3-scale";
import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import type { FindingFigure } from "#app/ui/finding-figures.ts";

/** What one finding said of a figure; the length is a percentage of the picture's width. */
export type Bar<Finding> = { finding: Finding; count: number; length: number };
export type DrawnFigure<Finding> = { figure: FindingFigure; bars: Bar<Finding>[] };

/** Figures that are compared with each other share one scale; people and money never do. */
const scales = [["signal", "leak"], ["victims"], ["loss"]];

/**
 * The charts of a series of findings (oldest first): for each scale its figures, for each figure a bar a
 * finding, from the first that speaks of it. Every bar starts at zero, and nothing stands between findings,
 * since nothing was announced there. A figure that never was more than zero is left to the tables, and so is
 * a lone bar, which would compare nothing.
 */
export const drawCharts = <Finding extends Figures>(
  figures: readonly FindingFigure[],
  findings: readonly Finding[],
): DrawnFigure<Finding>[][] =>
  scales
    .map((scale) =>
      figures
        .filter(({ drawnAs }) => drawnAs !== null && scale.includes(drawnAs))
        .map((figure) => ({ figure, bars: countsOf(figure, findings) }))
        .filter(({ bars }) => bars.some(({ count }) => count > 0)),
    )
    .filter((chart) => chart.flatMap(({ bars }) => bars).length > 1)
    .map((chart) => {
      const counts = chart.flatMap(({ bars }) => bars.map(({ count }) => count));
      const length = scaleLinear([0, Math.max(...counts)], [0, 100]);
      return chart.map(({ figure, bars }) => ({
        figure,
        bars: bars.map((bar) => ({ ...bar, length: length(bar.count) })),
      }));
    });

/**
 * The leak that most lines have in the newest finding, against the finding before; undefined where there is
 * nothing to compare.
 */
export function drawHeadline<Finding extends Figures>(
  figures: readonly FindingFigure[],
  findings: readonly Finding[],
): DrawnFigure<Finding> | undefined {
  const newest = findings.at(-1);
  const lines = (figure: FindingFigure) => (newest && figure.of(newest)) ?? 0;
  const leaks = figures.filter(({ drawnAs }) => drawnAs === "leak");
  const [widest] = leaks.sort((one, other) => lines(other) - lines(one));
  return drawCharts(widest ? [widest] : [], findings.slice(-2))[0]?.[0];
}

function countsOf<Finding extends Figures>({ of }: FindingFigure, findings: readonly Finding[]) {
  const first = findings.findIndex((finding) => of(finding) !== undefined);
  return (first < 0 ? [] : findings.slice(first)).map((finding) => ({ finding, count: of(finding) ?? 0 }));
}
