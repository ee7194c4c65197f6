import { index, route, type RouteConfig } from "@remix-run/route-config";

/**
 * The map of the site, to be read from top to bottom, by who may come. There is no place in it for a page
 * without that, and a test holds each page's guard against where it stands here. The web server answers
 * /healthz, /readyz and GET /v/:token itself.
 */
export const siteMap = {
  anyone: [
    index("routes/public/landing.tsx"),
    route("figures", "routes/public/figures.tsx"),
    route("message-check", "routes/public/message-check.tsx"),
    route("report", "routes/public/report.tsx"),
    route("certificate", "routes/public/certificate.tsx"),
    route("certificate/:code", "routes/public/certificate-code.tsx"),
    route("report/filed/:kind/:case", "routes/public/report-filed.tsx"),
    route("v/:token", "routes/subscriber/verify/open-link.tsx"),
    route("store-code", "routes/public/store-code.tsx"),
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
    route("usim-swap", "routes/subscriber/usim-swap/start.tsx"),
    route("usim-swap/stores", "routes/subscriber/usim-swap/stores.tsx"),
    route("usim-swap/stores/:store", "routes/subscriber/usim-swap/store.tsx"),
    route("usim-swap/confirm", "routes/subscriber/usim-swap/confirm.tsx"),
    route("usim-swap/visit", "routes/subscriber/usim-swap/visit.tsx"),
    route("usim-swap/visit.ics", "routes/subscriber/usim-swap/visit-ics.ts"),
    route("usim-swap/wait", "routes/subscriber/usim-swap/wait.tsx"),
    route("certificates", "routes/subscriber/certificates/certificates.tsx"),
    route("certificates/:file", "routes/subscriber/certificates/certificate-pdf.ts"),
    route("compensation", "routes/subscriber/compensation/compensation.tsx"),
    route("compensation/account/end", "routes/subscriber/compensation/account-end.tsx"),
    route("call-code", "routes/subscriber/call/code.tsx"),
    route("agent-check", "routes/subscriber/call/agent-check.tsx"),
  ],

  // A subscriber who signed in with the carrier's app or PASS.
  L2: [
    route("lines", "routes/subscriber/verify/lines.tsx"),
    route("fee-waiver", "routes/subscriber/fee-waiver/fee-waiver.tsx"),
    route("fee-waiver/offers/:key", "routes/subscriber/fee-waiver/offer.tsx"),
    route("compensation/payments", "routes/subscriber/compensation/payments.tsx"),
    route("compensation/by-hand", "routes/subscriber/compensation/by-hand.tsx"),
    route("compensation/claim", "routes/subscriber/compensation/review.tsx"),
    route("compensation/claims/:number", "routes/subscriber/compensation/claim.tsx"),
    route("compensation/evidence", "routes/subscriber/compensation/evidence.tsx"),
    route("compensation/evidence/:id", "routes/subscriber/compensation/evidence-file.ts"),
  ],

  // Who just signed in for that one page.
  L3: [
    route("protection/pause", "routes/subscriber/protection/pause.tsx"),
    route("protection/off", "routes/subscriber/protection/off.tsx"),
    route("micropayments/raise", "routes/subscriber/micropayments/raise.tsx"),
    route("usim-swap/esim", "routes/subscriber/usim-swap/esim.tsx"),
    route("usim-swap/courier", "routes/subscriber/usim-swap/courier.tsx"),
    route("compensation/account", "routes/subscriber/compensation/account.tsx"),
  ],

  agent: [
    route("call-center", "routes/call-center/start.tsx"),
    route("call-center/call", "routes/call-center/call.tsx"),
    route("call-center/swap", "routes/call-center/swap.tsx"),
  ],

  agentOrAuditor: [
    route("call-center/reports", "routes/call-center/reports.tsx"),
    route("call-center/reports/:case", "routes/call-center/reports-case.tsx"),
  ],

  store: [
    route("store", "routes/store/start.tsx"),
    route("store/visits/:code", "routes/store/visit.tsx"),
    route("store/walk-in", "routes/store/walk-in.tsx"),
    route("store/checks/:check", "routes/store/check.tsx"),
    route("store/second", "routes/store/second.tsx"),
    route("store/stock", "routes/store/stock.tsx"),
  ],

  reviewerOrAuditor: [
    route("claims-desk", "routes/claims-desk/start.tsx"),
    route("claims-desk/claims/:number", "routes/claims-desk/claim.tsx"),
    route("claims-desk/evidence/:id", "routes/claims-desk/evidence-file.ts"),
    route("claims-desk/cases", "routes/claims-desk/cases.tsx"),
    route("claims-desk/cases/:number", "routes/claims-desk/cases-case.tsx"),
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
