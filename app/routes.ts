import { index, route, type RouteConfig } from "@remix-run/route-config";

/** The map of the site, to be read from top to bottom. The web server answers /healthz, /readyz and GET /v/:token itself. */
export default [
  // Anyone
  index("routes/public/landing.tsx"),
  route("figures", "routes/public/figures.tsx"),
  route("message-check", "routes/public/message-check.tsx"),

  // A subscriber: prove who you are
  route("v/:token", "routes/subscriber/verify/open-link.tsx"),
  route("verify", "routes/subscriber/verify/verify-again.tsx"),
  route("extend", "routes/subscriber/verify/extend.ts"),
  route("signout", "routes/subscriber/verify/sign-out.tsx"),

  // A subscriber: the answer
  route("result", "routes/subscriber/exposure/result.tsx"),

  // Webhooks
  route("webhooks/twilio/status", "routes/webhooks/twilio-status.ts"),

  // The demo; the web server answers 404 for these everywhere else
  route("demo", "routes/demo/people.tsx"),
  route("demo/inbox", "routes/demo/inbox.tsx"),
  route("demo/inbox.json", "routes/demo/inbox-json.ts"),
  route("demo/mail/:id", "routes/demo/mail.ts"),
  route("demo/people.json", "routes/demo/people-json.ts"),
  route("demo/clock", "routes/demo/clock.ts"),
  route("demo/campaign", "routes/demo/campaign.ts"),

  route("*", "routes/public/not-found.tsx"),
] satisfies RouteConfig;
