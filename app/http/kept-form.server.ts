import { findEndedLine } from "#app/domain/verification/find-ended-line.server.ts";
import { findKeptForm } from "#app/domain/verification/find-kept-form.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { keepForm } from "#app/domain/verification/keep-form.server.ts";
import type { LoadContext } from "#app/http/load-context.ts";
import { readForm } from "#app/http/public-route.server.ts";
import { localPath } from "#app/http/signin.server.ts";
import {
  clearHostCookie,
  readHostCookie,
  readSessionCookie,
  setHostCookie,
} from "#app/http/session-cookie.server.ts";

/** Finds the report that was written before the session ended, once the same line has signed in again. */
export const KEPT_REPORT_COOKIE = "kept-report";

/** Finds a form of a page that needs a session, likewise: the newest, of whichever page. */
const KEPT_FORM_COOKIE = "kept-form";
/** Where those are kept: one a line, so that nobody fills the database with them. */
const OWN_PAGES = "/compensation";

export const readKeptReport = (request: Request, publicUrl: string) =>
  readHostCookie(request, publicUrl, KEPT_REPORT_COOKIE);

/** Which page was asked for, or its button pressed, by whoever had no session for it any more. */
const WAY_BACK_COOKIE = "way-back";
const WAY_BACK_SECONDS = 30 * 60;
const LONGEST_WAY_BACK = 1_000;

/** In a cookie, since the page behind a link is the same for everybody and has no address of its own to carry it. */
export const keepWayBack = (publicUrl: string, path: string): string | null =>
  path.length > LONGEST_WAY_BACK
    ? null
    : `${setHostCookie(publicUrl, WAY_BACK_COOKIE, encodeURIComponent(path))}; Max-Age=${WAY_BACK_SECONDS}`;

/**
 * Where somebody who signs in goes on: to what they were writing, else to the page that they were at, else to
 * their answer.
 */
export function pathAfterSignIn(request: Request, publicUrl: string): string {
  if (readKeptReport(request, publicUrl)) return "/report";
  const kept = readHostCookie(request, publicUrl, WAY_BACK_COOKIE) ?? "";
  return localPath(new URLSearchParams(`to=${kept}`).get("to"), "/result");
}

/** Once gone. */
export function forgetWayBack(headers: Headers, request: Request, publicUrl: string): void {
  if (readHostCookie(request, publicUrl, WAY_BACK_COOKIE) !== null)
    headers.append("Set-Cookie", clearHostCookie(publicUrl, WAY_BACK_COOKIE));
}

/**
 * Keeps those fields of a form whose session has run out. Gives the cookie that finds them, or null where
 * there is nothing to lose.
 */
export async function keepOwnForm(
  { ctx, publicUrl }: LoadContext,
  request: Request,
  names: readonly string[],
): Promise<string | null> {
  const secret = readSessionCookie(request, publicUrl);
  const subscriberId = names.length > 0 && secret ? await findEndedLine(ctx, secret) : null;
  if (subscriberId === null) return null;
  const formData = await readForm(request);
  // Boxes that are ticked have one name.
  const typed = names.map((name) => [name, formData.getAll(name).filter(isText).join(",")] as const);
  if (typed.every(([, value]) => value === "")) return null;
  const fields = { ...Object.fromEntries(typed), page: new URL(request.url).pathname };
  const kept = await keepForm(ctx, { subscriberId, path: OWN_PAGES, fields });
  return setHostCookie(publicUrl, KEPT_FORM_COOKIE, kept);
}

const isText = (value: FormDataEntryValue) => typeof value === "string";

/** What was kept of the form of this very page, for the line that it was written for. */
export async function readOwnForm({
  ctx,
  publicUrl,
  request,
  session,
}: LoadContext & { request: Request; session: Session }): Promise<Record<string, string> | null> {
  const secret = readHostCookie(request, publicUrl, KEPT_FORM_COOKIE);
  if (!secret) return null;
  const { subscriberId } = session;
  const kept = await findKeptForm(ctx, { secret, subscriberId, path: OWN_PAGES });
  return kept?.page === new URL(request.url).pathname ? kept : null;
}

/** Once it has been sent, the page begins empty again. */
export const forgetOwnForm = (publicUrl: string) => ({
  "Set-Cookie": clearHostCookie(publicUrl, KEPT_FORM_COOKIE),
});
