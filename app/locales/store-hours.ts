import type { Language } from "#app/locales/language.ts";
import type { Catalogue } from "#app/locales/say.ts";

/** The words of opening hours as a stores file has them ("Mo-Fr 10:00-20:00; Su,PH off"). */
const words = {
  Mo: { ko: "월", en: "Mon", zh: "周一", vi: "T2" },
  Tu: { ko: "화", en: "Tue", zh: "周二", vi: "T3" },
  We: { ko: "수", en: "Wed", zh: "周三", vi: "T4" },
  Th: { ko: "목", en: "Thu", zh: "周四", vi: "T5" },
  Fr: { ko: "금", en: "Fri", zh: "周五", vi: "T6" },
  Sa: { ko: "토", en: "Sat", zh: "周六", vi: "T7" },
  Su: { ko: "일", en: "Sun", zh: "周日", vi: "CN" },
  PH: { ko: "공휴일", en: "public holidays", zh: "公休日", vi: "ngày lễ" },
  off: { ko: "휴무", en: "closed", zh: "休息", vi: "nghỉ" },
} as const satisfies Catalogue;

/** Opening hours in words, one line for each rule. */
export const formatHours = (hours: string, language: Language): string[] =>
  hours.split(";").map((rule) =>
    rule
      .trim()
      .replace(/\b(Mo|Tu|We|Th|Fr|Sa|Su|PH|off)\b/g, (word) => words[word as keyof typeof words][language])
      .replaceAll(",", ", "),
  );
