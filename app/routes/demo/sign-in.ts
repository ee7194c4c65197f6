import { SUBSCRIBER_ACR } from "#app/domain/verification/level.rules.ts";
import { demoLoader } from "#app/http/demo-route.server.ts";
import { beginSignin, localPath } from "#app/http/signin.server.ts";

/**
 * Signs somebody in through the stand-in identity provider, which takes the hint for a person: `?role=` or
 * `?as=MSISDN&level=`.
 */
export const loader = demoLoader(async (args) => {
  const asked = new URL(args.request.url).searchParams;
  const to = asked.get("to");
  const role = asked.get("role");
  if (role) {
    const member = args.demo.staff.find(({ subject, roles }) => subject === role || roles.includes(role));
    if (!member) throw new Response(null, { status: 404 });
    throw await beginSignin(args, "staff", {
      to: localPath(to, ""),
      loginHint: `demo:staff:${member.subject}`,
    });
  }
  throw await beginSignin(args, "carrier", {
    to: localPath(to, "/result"),
    raise: asked.get("level") === "L3",
    acr: SUBSCRIBER_ACR,
    loginHint: `demo:subscriber:${asked.get("as") ?? ""}`,
  });
});
