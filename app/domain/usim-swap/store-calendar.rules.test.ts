import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { parseStoreHours } from "#app/domain/stores/store-hours.rules.ts";
import {
  firstOpenStart,
  openStarts,
  whyNotOpen,
  type StoreCalendar,
} from "#app/domain/usim-swap/store-calendar.rules.ts";
import {
  isBookable,
  noShowLimit,
  remindedAtOnce,
  reminderAt,
  slotsOf,
  slotStarts,
} from "#app/domain/usim-swap/usim-swap.rules.ts";
import { after, days, hours, kstIso, kstTime, minutes } from "#app/shared/time.ts";

const at = (text: string) => new Date(`${text.replace(" ", "T")}:00+09:00`);
const now = at("2025-09-18 20:00");
const friday = "2025-09-19";
const calendar = (given: Partial<StoreCalendar> = {}): StoreCalendar => ({
  storeId: 1,
  hours: parseStoreHours("Mo-Fr 10:00-12:00,13:00-14:00; Sa,Su,PH off") ?? [],
  counters: 1,
  minutesPerSwap: 25,
  closures: [],
  full: new Set(),
  ...given,
});
const times = (starts: readonly Date[]) => starts.map(kstTime);

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

describe.each(["UTC", "America/New_York", "Asia/Seoul"])("with the server in %s", (name) => {
  it("slots begin at opening and end by a break or closing, in Korea's time", () => {
    process.env.TZ = name;
    const wanted = { slots: 1, now };
    expect(openStarts(calendar(), friday, wanted).map(kstIso)).toEqual(
      ["10:00", "10:25", "10:50", "11:15", "13:00", "13:25"].map((time) => `2025-09-19T${time}:00+09:00`),
    );
    expect(times(openStarts(calendar(), friday, { ...wanted, slots: 3 }))).toEqual(["10:00", "10:25"]);
    expect(openStarts(calendar(), "2025-09-20", wanted)).toEqual([]);
    expect(openStarts(calendar(), "2025-10-03", { slots: 1, now: at("2025-10-02 09:00") })).toEqual([]);
  });

  it("a reminder is due at 18:00 of the day before, and a no-show at midnight where somebody came", () => {
    process.env.TZ = name;
    expect(reminderAt(at("2025-09-20 00:10"))).toEqual(at("2025-09-19 18:00"));
    const visit = { startsAt: at("2025-09-19 10:00"), slotMinutes: 20, arrivedAt: null };
    expect(noShowLimit(visit)).toEqual(at("2025-09-19 10:50"));
    expect(noShowLimit({ ...visit, arrivedAt: at("2025-09-19 09:55") })).toEqual(at("2025-09-20 00:00"));
  });
});

describe("a calendar", () => {
  it("leaves out what a closure touches, by a minute too, and what is full", () => {
    const closures = [{ from: at("2025-09-19 10:49"), until: at("2025-09-19 11:15") }];
    const full = new Set([at("2025-09-19 13:25").getTime()]);
    expect(times(openStarts(calendar({ closures, full }), friday, { slots: 1, now }))).toEqual([
      ...["10:00", "11:15", "13:00"],
    ]);
    expect(whyNotOpen(calendar({ full }), at("2025-09-19 13:25"), { slots: 1, now })).toBe("slot-full");
    expect(whyNotOpen(calendar({ full }), at("2025-09-19 13:00"), { slots: 2, now })).toBe("slot-full");
    expect(whyNotOpen(calendar({ full }), at("2025-09-19 11:15"), { slots: 2, now })).toBe("not-offered");
    expect(whyNotOpen(calendar(), at("2025-09-19 10:01"), { slots: 1, now })).toBe("not-offered");
    expect(whyNotOpen(calendar(), at("2025-09-19 10:00"), { slots: 1, now })).toBeNull();
  });

  it("books until half an hour before and two weeks ahead, to the minute", () => {
    const start = at("2025-09-19 10:00");
    expect(isBookable(start, after(start, -minutes(30)))).toBe(true);
    expect(isBookable(start, after(start, -minutes(30) + 1))).toBe(false);
    expect(isBookable(start, after(start, -days(14)))).toBe(true);
    expect(isBookable(start, after(start, -days(14) - 1))).toBe(false);
  });

  it("finds the first free time from a moment on, over a weekend, or none", () => {
    const wanted = { slots: 1, now, ahead: 14 };
    const from = at("2025-09-19 13:26");
    expect(firstOpenStart(calendar(), { ...wanted, from })).toEqual(at("2025-09-22 10:00"));
    const closures = [{ from: now, until: after(now, days(15)) }];
    expect(firstOpenStart(calendar({ closures }), { ...wanted, from })).toBeNull();
  });

  it("confirms at once what is booked after its reminder was due", () => {
    expect(remindedAtOnce(at("2025-09-19 10:00"), now)).toEqual(now);
    expect(remindedAtOnce(at("2025-09-20 10:00"), now)).toBeNull();
  });

  it("slots of any opening follow one another without gaps or overlaps, within it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_440 }), fc.integer({ min: 5, max: 120 }), (open, length) => {
        const span = { from: now, until: after(now, minutes(open)) };
        const starts = slotStarts([span], length);
        expect(starts).toHaveLength(Math.floor(open / length));
        expect(starts).toEqual(slotsOf({ startsAt: now, slots: starts.length, slotMinutes: length }));
        const last = starts.at(-1);
        if (last) expect(after(last, minutes(length)) <= span.until).toBe(true);
      }),
    );
    expect(slotStarts([{ from: now, until: after(now, hours(1)) }], 61)).toEqual([]);
  });
});
