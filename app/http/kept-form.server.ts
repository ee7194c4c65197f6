import { findEndedLine } from "#app/domain/verification/find-ended-line.server.ts";
import { findKeptForm } from "#app/domain/verification/find-kept-form.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { keepForm } from "#app/domain/verification/keep-form.server.ts";
import type { LoadContext } from "#app/http/load-context.ts";
import { readForm } from "#app/http/public-route.server.ts";
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

/** Where somebody who signs in goes on: to what they were writing, else to their answer. */
export const pathAfterSignIn = (request: Request, publicUrl: string) =>
  readKeptReport(request, publicUrl) ? "/report" : "/result";

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
