import { pathAfterSignIn } from "#app/http/kept-form.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { beginSignin, localPath } from "#app/http/signin.server.ts";
import { SUBSCRIBER_ACR } from "#app/domain/verification/level.rules.ts";

/** To the carrier's identity provider, and back to `?to=`, else to where they were; `?level=L3` asks for that one path to be opened. */
export const loader = publicLoader(async (args) => {
  const asked = new URL(args.request.url).searchParams;
  throw await beginSignin(args, "carrier", {
    to: localPath(asked.get("to"), pathAfterSignIn(args.request, args.publicUrl)),
    raise: asked.get("level") === "L3",
    acr: SUBSCRIBER_ACR,
  });
});
