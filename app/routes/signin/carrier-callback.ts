import { redirect } from "@remix-run/node";
import { signInHolder } from "#app/domain/verification/sign-in-holder.server.ts";
import { forgetWayBack } from "#app/http/kept-form.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { beginSession, readSessionCookie } from "#app/http/session-cookie.server.ts";
import { endAttempt, finishSignin, refuseSignin } from "#app/http/signin.server.ts";

/** Back from the carrier's identity provider: the session begins anew, at L2. */
export const loader = publicLoader(async (args) => {
  const { ctx, publicUrl, request } = args;
  const headers = new Headers({ "Set-Cookie": endAttempt(publicUrl, "carrier") });
  const returned = await finishSignin(args, "carrier");
  if (!returned.ok) throw refuseSignin(returned.refusal, "carrier", headers);

  const { claims, to, raise } = returned.value;
  const from = readSessionCookie(request, publicUrl);
  const signedIn = await signInHolder(ctx, { claims, from, raiseFor: raise ? pathOf(to) : null });
  if (!signedIn.ok) throw refuseSignin(signedIn.refusal, "carrier", headers);

  beginSession(headers, args, signedIn.value);
  forgetWayBack(headers, request, publicUrl);
  const { raiseRefusal, heldUntil } = signedIn.value;
  if (raiseRefusal) throw refuseSignin(raiseRefusal, "carrier", headers, heldUntil);
  throw redirect(to, { status: 303, headers });
});

const pathOf = (to: string) => to.split(/[?#]/)[0] ?? to;
