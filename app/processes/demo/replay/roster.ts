import { storyLines, type StoryLine } from "./people-to-try.ts";
import type { Random } from "./random.ts";

/**
 * What the findings come to hold of a line: `imsi` and `signal` were received by 11 September, `new` by 18
 * September, and by then everything leaked of all three; the next three are received with a GUTI only,
 * `cleared` as a mistake; `none` not at all.
 */
export type Cohort = "imsi" | "signal" | "new" | "guti" | "guti-5g" | "cleared" | "none";

/** Whose payments the finding of 11 September confirmed (`early`), or that of 18 September first (`late`). */
export type Victim = "early" | "late" | null;

export type Member = { subscriberRef: string; cohort: Cohort; victim: Victim; story: StoryLine | null };

/**
 * 5,561 `imsi` + 13,439 `signal` = 19,000 received by 11 September; + 1,030 `new` = 20,030 by 18 September;
 * 278 + 84 = 362 victims: as published. How the victims spread over the cohorts is assumed, as are the 30
 * with a GUTI only and the rest.
 */
const groups: readonly { cohort: Cohort; victim: Victim; lines: number }[] = [
  { cohort: "imsi", victim: "early", lines: 278 },
  { cohort: "imsi", victim: "late", lines: 30 },
  { cohort: "imsi", victim: null, lines: 5_253 },
  { cohort: "signal", victim: "late", lines: 34 },
  { cohort: "signal", victim: null, lines: 13_405 },
  { cohort: "new", victim: "late", lines: 20 },
  { cohort: "new", victim: null, lines: 1_010 },
  { cohort: "guti", victim: null, lines: 10 },
  { cohort: "guti-5g", victim: null, lines: 10 },
  { cohort: "cleared", victim: null, lines: 10 },
  { cohort: "none", victim: null, lines: 440 },
];

/** Everybody in the replay, those with a story first; they count in their group. */
export function drawRoster(random: Random): Member[] {
  const others = groups.flatMap(({ cohort, victim, lines }) => {
    const told = storyLines.filter((line) => line.cohort === cohort && line.victim === victim).length;
    return Array.from({ length: lines - told }, () => ({ cohort, victim }));
  });
  const first = storyLines.length + 1;
  return [
    ...storyLines.map((story) => ({
      subscriberRef: story.row.subscriber_ref,
      cohort: story.cohort,
      victim: story.victim,
      story,
    })),
    ...random.shuffle(others).map((other, index) => ({
      ...other,
      subscriberRef: subscriberRef(first + index),
      story: null,
    })),
  ];
}

const subscriberRef = (number: number) => `S-${String(number).padStart(6, "0")}`;
