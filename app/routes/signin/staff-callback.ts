import { redirect } from "@remix-run/node";
import { signInStaff } from "#app/domain/staff/sign-in-staff.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { readSessionCookie, setSessionCookie } from "#app/http/session-cookie.server.ts";
import { endAttempt, finishSignin, refuseSignin } from "#app/http/signin.server.ts";
import { consoleOf } from "#app/ui/consoles.ts";

/** Back from the staff's identity provider. */
export const loader = publicLoader(async (args) => {
  const { ctx, publicUrl, request, address } = args;
  const headers = new Headers({ "Set-Cookie": endAttempt(publicUrl, "staff") });
  const returned = await finishSignin(args, "staff");
  if (!returned.ok) throw refuseSignin(returned.refusal, "staff", headers);

  const from = readSessionCookie(request, publicUrl, "staff");
  const signedIn = await signInStaff(ctx, { claims: returned.value.claims, from, address });
  if (!signedIn.ok) throw refuseSignin(signedIn.refusal, "staff", headers);

  headers.append("Set-Cookie", setSessionCookie(publicUrl, signedIn.value.sessionSecret, "staff"));
  throw redirect(returned.value.to || consoleOf(signedIn.value.roles), { status: 303, headers });
});
