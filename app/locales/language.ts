/** The languages that everything a subscriber reads exists in. */
export const languages = ["ko", "en", "zh", "vi"] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: unknown): text is Language =>
  languages.some((language) => language === text);

/** Each language's own name for itself, as the language switch shows it. */
export const languageNames: Record<Language, string> = {
  ko: "한국어",
  en: "English",
  zh: "中文",
  vi: "Tiếng Việt",
};
