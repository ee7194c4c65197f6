import { after, hours, kstIso, minutes, startOfKstDay } from "#app/shared/time.ts";
import type { Random } from "./random.ts";
import { ALL_LEAKED, SIGNAL_ONLY, WITH_IMSI, firstCells, laterCells, type Reception } from "./replay-rows.ts";
import type { Member } from "./roster.ts";

const bothCells = [...firstCells, ...laterCells] as const;

/** When and where a rogue cell received this line. A victim's first reception is that of the night of the payments. */
export function inventReceptions(random: Random, member: Member): readonly Reception[] {
  if (member.story) return member.story.receptions;
  const times = receptionTimes(random, member);
  switch (member.cohort) {
    case "imsi":
      return [
        ...times.map((at, index) => ({
          cell: random.pick(firstCells),
          at,
          on11: index === 0 || random.chance(0.5) ? WITH_IMSI : SIGNAL_ONLY,
          on18: ALL_LEAKED,
        })),
        ...alsoAtLaterCells(random),
      ];
    case "signal":
      return [
        ...times.map((at) => ({
          cell: random.pick(firstCells),
          at,
          on11: SIGNAL_ONLY,
          on18: ALL_LEAKED,
        })),
        ...alsoAtLaterCells(random),
      ];
    case "new":
      return times.map((at) => ({
        cell: random.chance(0.8) ? random.pick(laterCells) : random.pick(firstCells),
        at,
        on11: null,
        on18: ALL_LEAKED,
      }));
    case "guti":
    case "guti-5g":
    case "cleared":
      return times.slice(0, 1).map((at) => ({
        cell: random.pick(bothCells),
        at,
        on11: null,
        on18: SIGNAL_ONLY,
      }));
    case "none":
      return [];
  }
}

/** One line in twenty had also been near a cell that was found only later. */
const alsoAtLaterCells = (random: Random): Reception[] =>
  random.chance(0.05)
    ? [{ cell: random.pick(laterCells), at: someTime(random), on11: null, on18: ALL_LEAKED }]
    : [];

function receptionTimes(random: Random, { victim }: Member): string[] {
  const others = Array.from({ length: random.pick([0, 0, 0, 0, 0, 0, 1, 1, 1, 2]) }, () => someTime(random));
  return [...new Set([victim ? nightOfPayments(random) : someTime(random), ...others])];
}

/** From 5 August (assumed) to the morning of 10 September, nine times in ten between 22:00 and 08:00. */
function someTime(random: Random) {
  const day = after(startOfKstDay("2025-08-05"), hours(24 * random.whole(0, 35)));
  const minute = random.chance(0.9) ? random.whole(22 * 60, 32 * 60 - 1) : random.whole(8 * 60, 22 * 60 - 1);
  return instant(random, day, minute);
}

/** Between 01:00 and 05:00 from 27 August on; few after 5 September, when abnormal payments began to be blocked. */
function nightOfPayments(random: Random) {
  const lastDay = random.chance(0.9) ? 9 : 13;
  const day = after(startOfKstDay("2025-08-27"), hours(24 * random.whole(0, lastDay)));
  return instant(random, day, random.whole(60, 5 * 60));
}

const instant = (random: Random, day: Date, minute: number) =>
  kstIso(after(day, minutes(minute) + 1_000 * random.whole(0, 59)));
