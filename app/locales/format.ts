import type { Language } from "#app/locales/language.ts";
import { startOfKstDay } from "#app/shared/time.ts";

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
