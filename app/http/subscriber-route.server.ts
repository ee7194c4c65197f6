import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { findSession, type Session } from "#app/domain/verification/find-session.server.ts";
import { requestLanguage } from "#app/http/language.server.ts";
import { asHttp, readForm, type PublicArgs } from "#app/http/public-route.server.ts";
import { readSessionCookie } from "#app/http/session-cookie.server.ts";

export type SubscriberArgs = PublicArgs & { session: Session };

/** A page for a subscriber of that level; whoever hasn't it is sent, without a word about anyone, to where it is raised. */
export const subscriberLoader =
  <Answer>(level: "L1", load: (args: SubscriberArgs) => Promise<Answer>) =>
  async (args: LoaderFunctionArgs): Promise<Answer> =>
    asHttp(load(await signedIn(level, args)));

/** A subscriber's form, likewise. */
export const subscriberAction =
  <Answer>(level: "L1", act: (args: SubscriberArgs & { formData: FormData }) => Promise<Answer>) =>
  async (args: ActionFunctionArgs): Promise<Answer> =>
    asHttp(act({ ...(await signedIn(level, args)), formData: await readForm(args.request) }));

async function signedIn(
  level: "L1",
  { request, params, context }: LoaderFunctionArgs,
): Promise<SubscriberArgs> {
  const secret = readSessionCookie(request, context.publicUrl);
  const session = secret ? await findSession(context.ctx, secret) : null;
  // L1 is raised by the link in the text alone: the page there says so, and how else to get help.
  if (!session || session.level < level) throw redirect("/verify", 303);
  const actor = { type: "subscriber" as const, id: String(session.subscriberId) };
  return {
    ...context,
    ctx: { ...context.ctx, actor },
    request,
    params,
    language: requestLanguage(request.url, Object.fromEntries(request.headers)),
    session,
  };
}
