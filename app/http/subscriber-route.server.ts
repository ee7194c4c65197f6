import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { findSession, type Session } from "#app/domain/verification/find-session.server.ts";
import { holdsLevel, type Level } from "#app/domain/verification/level.rules.ts";
import { keepOwnForm, keepWayBack } from "#app/http/kept-form.server.ts";
import { requestLanguage } from "#app/http/language.server.ts";
import { asHttp, readForm, type PublicArgs } from "#app/http/public-route.server.ts";
import { readSessionCookie } from "#app/http/session-cookie.server.ts";
import { recordStaffTry } from "#app/http/staff-route.server.ts";

export type SubscriberArgs = PublicArgs & { session: Session };

/**
 * A page for a subscriber of that level; whoever hasn't it is sent, without a word about anyone, to where it
 * is raised.
 */
export const subscriberLoader =
  <Answer>(level: Level, load: (args: SubscriberArgs) => Promise<Answer>) =>
  async (args: LoaderFunctionArgs): Promise<Answer> =>
    asHttp(load(await signedIn(level, args)));

/**
 * A subscriber's form, likewise. Where the session has run out, the fields that it `keeps` are given back
 * after signing in (kept-form.server.ts).
 */
export const subscriberAction =
  <Answer>(
    level: Level,
    act: (args: SubscriberArgs & { formData: FormData }) => Promise<Answer>,
    keeps: readonly string[] = [],
  ) =>
  async (args: ActionFunctionArgs): Promise<Answer> =>
    asHttp(act({ ...(await signedIn(level, args, keeps)), formData: await readForm(args.request) }));

async function signedIn(
  level: Level,
  { request, params, context }: LoaderFunctionArgs,
  keeps: readonly string[] = [],
): Promise<SubscriberArgs> {
  const secret = readSessionCookie(request, context.publicUrl);
  const session = secret ? await findSession(context.ctx, secret) : null;
  const { pathname, search } = new URL(request.url);
  if (!session || !holdsLevel(session, { level, path: pathname, now: context.ctx.now() })) {
    if (!session) await recordStaffTry(context, request);
    const kept = session ? null : await keepOwnForm(context, request, keeps);
    // A file is no page to come back to: it would be saved, and the form stay as if nothing had happened.
    const wayBack =
      level === "L1" && !pathname.includes(".") ? keepWayBack(context.publicUrl, pathname + search) : null;
    const headers = new Headers();
    for (const cookie of [kept, wayBack]) if (cookie) headers.append("Set-Cookie", cookie);
    throw redirect(wayUp(level, pathname, request.method, kept ? "kept" : "ended"), { status: 303, headers });
  }
  const actor = { type: "subscriber" as const, id: String(session.subscriberId), level: session.level };
  return {
    ...context,
    ctx: { ...context.ctx, actor },
    request,
    params,
    language: requestLanguage(request.url, Object.fromEntries(request.headers)),
    session,
  };
}

/**
 * L1 is raised by the link in the text, or by signing in: the page there says so, and that what was pressed
 * was not done. Higher levels, by signing in alone; but a form may not end up at another site (form-action),
 * so who sent one is told on a page of ours first.
 */
function wayUp(level: Level, path: string, method: string, why: "kept" | "ended"): string {
  const to = encodeURIComponent(path);
  const isForm = method !== "GET" && method !== "HEAD";
  if (level === "L1") return isForm ? `/verify?why=${why}` : "/verify";
  if (isForm) return `/signin/refused?why=${why}&by=carrier&to=${to}`;
  return `/signin/carrier?to=${to}${level === "L3" ? "&level=L3" : ""}`;
}

/** The session of whoever opens a page that anyone may, if there is one. */
export async function findSessionOf(args: PublicArgs): Promise<Session | null> {
  const secret = readSessionCookie(args.request, args.publicUrl);
  return secret ? findSession(args.ctx, secret) : null;
}
