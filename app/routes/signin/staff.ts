import { publicLoader } from "#app/http/public-route.server.ts";
import { beginSignin, localPath } from "#app/http/signin.server.ts";

/** To the staff's identity provider, and back to `?to=`, or to the console of their role. */
export const loader = publicLoader(async (args) => {
  const to = localPath(new URL(args.request.url).searchParams.get("to"), "");
  throw await beginSignin(args, "staff", { to });
});
