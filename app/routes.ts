import { index, route, type RouteConfig } from "@remix-run/route-config";

/**
 * The map of the site, to be read from top to bottom, by who may come. There is no place in it for a page without that, and a test holds
 * each page's guard against where it stands here. The web server answers /healthz, /readyz and GET /v/:token itself.
 */
export const siteMap = {
  anyone: [
    index("routes/public/landing.tsx"),
    route("figures", "routes/public/figures.tsx"),
    route("message-check", "routes/public/message-check.tsx"),
    route("report", "routes/public/report.tsx"),
    route("report/filed/:kind/:case", "routes/public/report-filed.tsx"),
    route("v/:token", "routes/subscriber/verify/open-link.tsx"),
    route("verify", "routes/subscriber/verify/verify-again.tsx"),
    route("signin/carrier", "routes/signin/carrier.ts"),
    route("signin/carrier/callback", "routes/signin/carrier-callback.ts"),
    route("signin/staff", "routes/signin/staff.ts"),
    route("signin/staff/callback", "routes/signin/staff-callback.ts"),
    route("signin/refused", "routes/signin/refused.tsx"),
    route("signout", "routes/subscriber/verify/sign-out.tsx"),
    route("*", "routes/public/not-found.tsx"),
  ],

  // A subscriber who opened their link and knows the birth date, or signed in.
  L1: [
    route("extend", "routes/subscriber/verify/extend.ts"),
    route("result", "routes/subscriber/exposure/result.tsx"),
    route("requests", "routes/subscriber/requests/requests.tsx"),
    route("protection", "routes/subscriber/protection/protection.tsx"),
    route("micropayments", "routes/subscriber/micropayments/micropayments.tsx"),
    route("call-code", "routes/subscriber/call/code.tsx"),
    route("agent-check", "routes/subscriber/call/agent-check.tsx"),
  ],

  // A subscriber who signed in with the carrier's app or PASS.
  L2: [route("lines", "routes/subscriber/verify/lines.tsx")],

  // Who just signed in for that one page.
  L3: [
    route("protection/pause", "routes/subscriber/protection/pause.tsx"),
    route("protection/off", "routes/subscriber/protection/off.tsx"),
    route("micropayments/raise", "routes/subscriber/micropayments/raise.tsx"),
  ],

  agent: [
    route("call-center", "routes/call-center/start.tsx"),
    route("call-center/call", "routes/call-center/call.tsx"),
  ],

  agentOrAuditor: [
    route("call-center/reports", "routes/call-center/reports.tsx"),
    route("call-center/reports/:case", "routes/call-center/reports-case.tsx"),
  ],

  operator: [
    route("operator", "routes/operator/start.tsx"),
    route("operator/staff", "routes/operator/staff.tsx"),
  ],

  auditor: [
    route("operator/access-record", "routes/operator/access-record.tsx"),
    route("operator/access-record.csv", "routes/operator/access-record-csv.ts"),
  ],

  // Another server, whose signature stands in for a session.
  signed: [route("webhooks/twilio/status", "routes/webhooks/twilio-status.ts")],

  // The web server answers 404 for these everywhere but in the demo.
  demo: [
    route("demo", "routes/demo/people.tsx"),
    route("demo/inbox", "routes/demo/inbox.tsx"),
    route("demo/inbox.json", "routes/demo/inbox-json.ts"),
    route("demo/mail/:id", "routes/demo/mail.ts"),
    route("demo/people.json", "routes/demo/people-json.ts"),
    route("demo/signin", "routes/demo/sign-in.ts"),
    route("demo/clock", "routes/demo/clock.ts"),
    route("demo/campaign", "routes/demo/campaign.ts"),
  ],
} satisfies Record<string, RouteConfig>;

export default Object.values(siteMap).flat();
