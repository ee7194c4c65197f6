import { readCookie } from "#app/http/language.server.ts";

/** `__Host-` binds a cookie to this host alone; browsers take it only over TLS, so on loopback the plain name stands. */
const nameFor = (publicUrl: string) => (publicUrl.startsWith("https:") ? "__Host-session" : "session");

const attributesFor = (publicUrl: string) =>
  `Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;

export const readSessionCookie = (request: Request, publicUrl: string) =>
  readCookie(request.headers.get("cookie"), nameFor(publicUrl));

/** Without Max-Age: it goes with the browser, and the session behind it within the hour. */
export const setSessionCookie = (publicUrl: string, secret: string) =>
  `${nameFor(publicUrl)}=${secret}; ${attributesFor(publicUrl)}`;

export const clearCookie = (publicUrl: string, name = nameFor(publicUrl)) =>
  `${name}=; Max-Age=0; ${attributesFor(publicUrl)}`;

export const setCookie = (publicUrl: string, name: string, value: string) =>
  `${name}=${value}; ${attributesFor(publicUrl)}`;
