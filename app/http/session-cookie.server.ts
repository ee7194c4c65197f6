import { hasChosenLanguage, LANGUAGE_COOKIE, readCookie } from "#app/http/language.server.ts";
import type { Language } from "#app/locales/language.ts";

/** A subscriber's session, and that of a member of staff: one browser may hold both. */
type SessionCookie = "session" | "staff";

/**
 * `__Host-` binds a cookie to this host alone, so that no other host of the carrier's domain can plant one
 * here; browsers take it only over TLS, so on loopback the plain name stands.
 */
export const nameFor = (publicUrl: string, cookie: string) =>
  publicUrl.startsWith("https:") ? `__Host-${cookie}` : cookie;

const attributesFor = (publicUrl: string) =>
  `Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;

export const readSessionCookie = (request: Request, publicUrl: string, cookie: SessionCookie = "session") =>
  readHostCookie(request, publicUrl, cookie);

/** Without Max-Age: it goes with the browser, and the session behind it in its own time. */
export const setSessionCookie = (publicUrl: string, secret: string, cookie: SessionCookie = "session") =>
  setHostCookie(publicUrl, cookie, secret);

/**
 * For the answer that begins a subscriber's session: its cookie, and the language of the line unless the
 * person chose one.
 */
export function beginSession(
  headers: Headers,
  { request, publicUrl }: { request: Request; publicUrl: string },
  { sessionSecret, language }: { sessionSecret: string; language: Language },
): Headers {
  headers.append("Set-Cookie", setSessionCookie(publicUrl, sessionSecret));
  if (!hasChosenLanguage(request))
    headers.append("Set-Cookie", setCookie(publicUrl, LANGUAGE_COOKIE, language));
  return headers;
}

export const clearSessionCookie = (publicUrl: string, cookie: SessionCookie = "session") =>
  clearHostCookie(publicUrl, cookie);

/** What only this host may have set. */
export const readHostCookie = (request: Request, publicUrl: string, name: string) =>
  readCookie(request.headers.get("cookie"), nameFor(publicUrl, name));

export const setHostCookie = (publicUrl: string, name: string, value: string) =>
  setCookie(publicUrl, nameFor(publicUrl, name), value);

export const clearHostCookie = (publicUrl: string, name: string) =>
  clearCookie(publicUrl, nameFor(publicUrl, name));

export const clearCookie = (publicUrl: string, name: string) =>
  `${name}=; Max-Age=0; ${attributesFor(publicUrl)}`;

export const setCookie = (publicUrl: string, name: string, value: string) =>
  `${name}=${value}; ${attributesFor(publicUrl)}`;
