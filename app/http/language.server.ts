import type { IncomingHttpHeaders } from "node:http";
import { isLanguage, type Language } from "#app/locales/language.ts";

/** The cookie that keeps a chosen language. It holds nothing else, and goes at sign-out with the rest. */
export const LANGUAGE_COOKIE = "lang";

/**
 * What a request asks for: the switch on the page (?lang=), else what was chosen before, else the phone's own
 * language, else Korean.
 */
export function requestLanguage(url: string, headers: IncomingHttpHeaders): Language {
  const chosen =
    new URL(url, "http://any").searchParams.get("lang") ?? readCookie(headers.cookie, LANGUAGE_COOKIE);
  if (isLanguage(chosen)) return chosen;
  const accepted = (headers["accept-language"] ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", quality] = entry.trim().split(";q=");
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return accepted.map(({ language }) => language).find(isLanguage) ?? "ko";
}

export function readCookie(header: string | null | undefined, name: string): string | null {
  const found = (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? null;
}

/** Whether the person chose a language, on this page or before: then the language of their line doesn't override it. */
export const hasChosenLanguage = (request: Request) =>
  isLanguage(
    new URL(request.url).searchParams.get("lang") ??
      readCookie(request.headers.get("cookie"), LANGUAGE_COOKIE),
  );
