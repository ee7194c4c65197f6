import { readCookie } from "#app/http/language.server.ts";

/** A subscriber's session, and that of a member of staff: one browser may hold both. */
type SessionCookie = "session" | "staff";

/** `__Host-` binds a cookie to this host alone; browsers take it only over TLS, so on loopback the plain name stands. */
const nameFor = (publicUrl: string, cookie: SessionCookie) =>
  publicUrl.startsWith("https:") ? `__Host-${cookie}` : cookie;

const attributesFor = (publicUrl: string) =>
  `Path=/; HttpOnly; SameSite=Lax${publicUrl.startsWith("https:") ? "; Secure" : ""}`;

export const readSessionCookie = (request: Request, publicUrl: string, cookie: SessionCookie = "session") =>
  readCookie(request.headers.get("cookie"), nameFor(publicUrl, cookie));

/** Without Max-Age: it goes with the browser, and the session behind it in its own time. */
export const setSessionCookie = (publicUrl: string, secret: string, cookie: SessionCookie = "session") =>
  setCookie(publicUrl, nameFor(publicUrl, cookie), secret);

export const clearSessionCookie = (publicUrl: string, cookie: SessionCookie = "session") =>
  clearCookie(publicUrl, nameFor(publicUrl, cookie));

export const clearCookie = (publicUrl: string, name: string) =>
  `${name}=; Max-Age=0; ${attributesFor(publicUrl)}`;

export const setCookie = (publicUrl: string, name: string, value: string) =>
  `${name}=${value}; ${attributesFor(publicUrl)}`;
