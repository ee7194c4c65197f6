import type { Language } from "#app/locales/language.ts";
import { kstTime, startOfKstDay } from "#app/shared/time.ts";

const locales: Record<Language, string> = { ko: "ko-KR", en: "en-GB", zh: "zh-CN", vi: "vi-VN" };

const dayFormats = new Map<Language, Intl.DateTimeFormat>();

/** A day in Korea in words, "2025년 9월 18일", of an instant or of a day "2025-09-18". */
export function formatDay(day: Date | string, language: Language): string {
  const format =
    dayFormats.get(language) ??
    new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone: "Asia/Seoul" });
  dayFormats.set(language, format);
  return format.format(typeof day === "string" ? startOfKstDay(day) : day);
}

/** Names side by side, "IMSI, IMEI". */
export const formatList = (names: readonly string[], language: Language) =>
  names.join(language === "zh" ? "、" : ", ");

const visitDayFormats = new Map<Language, Intl.DateTimeFormat>();

/** A day to come, as one says it: "9월 19일 금요일". */
export function formatWeekday(day: Date | string, language: Language): string {
  const format =
    visitDayFormats.get(language) ??
    new Intl.DateTimeFormat(locales[language], {
      weekday: "long",
      day: "numeric",
      month: "long",
      timeZone: "Asia/Seoul",
    });
  visitDayFormats.set(language, format);
  return format.format(typeof day === "string" ? startOfKstDay(day) : day);
}

const halves: Record<Exclude<Language, "vi">, (clock: string, isMorning: boolean) => string> = {
  ko: (clock, isMorning) => `${isMorning ? "오전" : "오후"} ${clock}`,
  en: (clock, isMorning) => `${clock} ${isMorning ? "am" : "pm"}`,
  zh: (clock, isMorning) => `${isMorning ? "上午" : "下午"}${clock}`,
};

/** A time in Korea as one says it: "오후 2:30", "2:30 pm"; Vietnamese counts to 24. */
export function formatTime(at: Date, language: Language): string {
  const time = kstTime(at);
  if (language === "vi") return time;
  const hour = Number(time.slice(0, 2));
  return halves[language](`${hour % 12 || 12}${time.slice(2)}`, hour < 12);
}

/**
 * An integer as one reads it, "20,030": the same in all four languages, as sums are (formatKrw), so that
 * nobody takes a point for a comma.
 */
export const formatCount = (count: number) => count.toLocaleString("en-US");
