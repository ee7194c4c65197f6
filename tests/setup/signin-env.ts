/**
 * Settings of what nobody asks, for a web process that nobody signs in at: identity providers, and a place
 * for documents.
 */
export const signinEnv = {
  OIDC_SUBSCRIBER_ISSUER: "http://127.0.0.1:9",
  OIDC_SUBSCRIBER_CLIENT_ID: "subscribers",
  OIDC_SUBSCRIBER_CLIENT_SECRET: "a-secret",
  OIDC_STAFF_ISSUER: "http://127.0.0.1:9",
  OIDC_STAFF_CLIENT_ID: "staff",
  OIDC_STAFF_CLIENT_SECRET: "a-secret",
  EVIDENCE_URL: "file:///nowhere/evidence",
};
