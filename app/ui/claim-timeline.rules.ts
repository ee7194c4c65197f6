import { scaleLinear } from "d3-scale";
import { after, before, hours, kstDay, kstTime, minutes } from "#app/shared/time.ts";

/** One thing that happened, and the row of the picture that it stands in. */
export type TimelineEvent = { at: Date; lane: string; label: string };

/** An unbroken stretch of time, and where it lies in the picture. */
export type TimelineStretch = { from: Date; to: Date; left: number; right: number; day: string };

export type DrawnTimeline<Event extends TimelineEvent> = {
  stretches: TimelineStretch[];
  ticks: { x: number; text: string }[];
  lanes: { name: string; marks: (Event & { x: number; labelLevel: number | null })[] }[];
};

/**
 * Longer than this nothing happened: there the axis is broken, since payments follow one another within
 * minutes, and findings within weeks.
 */
const BREAK_AFTER = hours(6);
const MARGIN = minutes(6);
const LEAST_WIDTH = 110;
const GAP = 18;
const LABEL_WIDTH = 62;
const LABEL_LEVELS = 2;
const TICK_WIDTH = 52;
const TICK_STEPS = [5, 10, 15, 30, 60, 120, 180].map(minutes);

/**
 * Lays events out from left to right between two edges, those of a lane in the lane, lanes in the order
 * given. Each stretch with something in it is wide enough to be read, and wider the more it holds. A label
 * that would lie over another is left to the table (`labelLevel` null).
 */
export function drawTimeline<Event extends TimelineEvent>(
  events: readonly Event[],
  lanes: readonly string[],
  { left, right }: { left: number; right: number },
): DrawnTimeline<Event> {
  const sorted = [...events].sort((one, other) => one.at.getTime() - other.at.getTime());
  const stretches = widen(splitAtGaps(sorted), left, right);
  const xOf = (at: Date) => {
    const stretch = stretches.find(({ to }) => at <= to) ?? stretches.at(-1);
    return stretch ? placeIn(stretch)(at) : left;
  };
  return {
    stretches,
    ticks: stretches.flatMap(ticksOf),
    lanes: lanes.map((name) => ({
      name,
      marks: labelled(
        sorted.filter(({ lane }) => lane === name).map((event) => ({ ...event, x: xOf(event.at) })),
      ),
    })),
  };
}

function splitAtGaps(sorted: readonly TimelineEvent[]) {
  const found: { from: Date; to: Date; count: number }[] = [];
  for (const { at } of sorted) {
    const last = found.at(-1);
    if (!last || at.getTime() - last.to.getTime() > BREAK_AFTER) found.push({ from: at, to: at, count: 1 });
    else Object.assign(last, { to: at, count: last.count + 1 });
  }
  return found;
}

function widen(found: ReturnType<typeof splitAtGaps>, left: number, right: number): TimelineStretch[] {
  const room = (right - left) / Math.max(found.length, 1);
  const gap = Math.min(GAP, room / 4);
  const least = Math.min(LEAST_WIDTH, room - gap);
  const spare = right - left - found.length * (least + gap) + gap;
  const weights = found.map(({ count }) => count - 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let x = left;
  return found.map(({ from, to }, index) => {
    const share = total === 0 ? 1 / found.length : (weights[index] ?? 0) / total;
    const stretch = {
      from: before(from, MARGIN),
      to: after(to, MARGIN),
      left: x,
      right: x + least + spare * share,
      day: kstDay(from),
    };
    x = stretch.right + gap;
    return stretch;
  });
}

const placeIn = ({ from, to, left, right }: TimelineStretch) =>
  scaleLinear([from.getTime(), to.getTime()], [left, right]);

/** Every so many minutes of the clock in Korea, as close as can be read; none where a single moment is all there is. */
function ticksOf(stretch: TimelineStretch) {
  const { from, to, left, right } = stretch;
  const most = Math.max(Math.floor((right - left) / TICK_WIDTH), 1);
  const length = to.getTime() - from.getTime();
  const step = TICK_STEPS.find((one) => length / one <= most) ?? hours(6);
  const ticks: { x: number; text: string }[] = [];
  for (let at = Math.ceil(from.getTime() / step) * step; at <= to.getTime(); at += step)
    ticks.push({ x: placeIn(stretch)(at), text: kstTime(new Date(at)) });
  return ticks;
}

function labelled<Mark extends { x: number; label: string }>(marks: readonly Mark[]) {
  const ends = Array.from({ length: LABEL_LEVELS }, () => -Infinity);
  return marks.map((mark) => {
    const level = mark.label === "" ? -1 : ends.findIndex((end) => mark.x - LABEL_WIDTH / 2 >= end);
    if (level >= 0) ends[level] = mark.x + LABEL_WIDTH / 2;
    return { ...mark, labelLevel: level >= 0 ? level : null };
  });
}
