import * as openid from "openid-client";
import { seconds } from "#app/shared/time.ts";

/**
 * What ties a browser's way to the provider and back together; only that browser holds it, sealed
 * (signin.server.ts).
 */
export type Attempt = { state: string; nonce: string; codeVerifier: string };

/** Why a provider's answer is none: the person turned back there, or it (or somebody in between) failed. */
export type ProviderRefusal = "cancelled" | "provider-failed";

/** A client of an OpenID provider: code flow with PKCE, state and nonce, by openid-client. */
export type OpenIdClient = {
  /** Where to send the browser. Throws while the provider can't be reached. */
  authorizationUrl(attempt: Attempt, asked: { acr?: string; loginHint?: string }): Promise<URL>;
  /** The claims of the ID token that the provider gives for the callback's code. Throws openid-client's errors. */
  getClaims(callback: URL, attempt: Attempt): Promise<Record<string, unknown>>;
};

/**
 * A sign-in counts for this long after the person gave their PIN or fingerprint. By the provider's clock,
 * which is the real one.
 */
const FRESH_S = 300;

export const newAttempt = (): Attempt => ({
  state: openid.randomState(),
  nonce: openid.randomNonce(),
  codeVerifier: openid.randomPKCECodeVerifier(),
});

/**
 * The provider is asked about itself at the first sign-in, not at the start: a site must come up while a
 * provider is down.
 */
export function openIdClient({
  issuer,
  clientId,
  clientSecret,
  redirectUri,
}: {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}): OpenIdClient {
  let discovered: Promise<openid.Configuration> | null = null;
  const configuration = () => {
    discovered ??= openid
      .discovery(
        new URL(issuer),
        clientId,
        { id_token_signed_response_alg: "RS256" },
        openid.ClientSecretBasic(clientSecret),
        {
          timeout: seconds(5) / 1000,
          execute: issuer.startsWith("http:") ? [openid.allowInsecureRequests] : [],
        },
      )
      .catch((error: unknown) => {
        discovered = null;
        throw error;
      });
    return discovered;
  };
  return {
    async authorizationUrl({ state, nonce, codeVerifier }, { acr, loginHint }) {
      return openid.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: "openid",
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
        // A phone or a desk is shared: whoever signed in there before is not taken for who does now.
        prompt: "login",
        max_age: String(FRESH_S),
        ...(acr && { acr_values: acr }),
        ...(loginHint && { login_hint: loginHint }),
      });
    },
    async getClaims(callback, { state, nonce, codeVerifier }) {
      const tokens = await openid.authorizationCodeGrant(await configuration(), callback, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        maxAge: FRESH_S,
        idTokenExpected: true,
      });
      return { ...tokens.claims() };
    },
  };
}

export const refusalOf = (error: unknown): ProviderRefusal =>
  error instanceof openid.AuthorizationResponseError && error.error === "access_denied"
    ? "cancelled"
    : "provider-failed";
