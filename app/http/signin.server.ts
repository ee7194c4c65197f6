import { redirect } from "@remix-run/node";
import { z } from "zod";
import type { LoadContext } from "#app/http/load-context.ts";
import { newAttempt, refusalOf, type ProviderRefusal } from "#app/http/openid-connect.server.ts";
import { clearHostCookie, readHostCookie, setHostCookie } from "#app/http/session-cookie.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, kstIso, minutes } from "#app/shared/time.ts";

/** The two clients: subscribers sign in at the carrier's provider, staff at theirs. */
export type SigninClient = "carrier" | "staff";

type Asked = {
  /** The path of this site to come back to. */
  to: string;
  /** For `to` alone, and some minutes: L3. */
  raise?: boolean;
  acr?: string;
  /** The demo's, so that its provider lets that person in without a page. */
  loginHint?: string;
};

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  to: z.string(),
  raise: z.boolean(),
  until: z.iso.datetime().transform((iso) => new Date(iso)),
});

type Args = Pick<LoadContext, "ctx" | "publicUrl" | "log" | "signin"> & { request: Request };

const LONGEST_ATTEMPT_MS = minutes(10);
const cookieOf = (client: SigninClient) => `signin-${client}`;
const ownerOf = (client: SigninClient) => `signin:${client}`;

/** Sends the browser to the provider; what must come back with it stays in a sealed cookie. */
export async function beginSignin({ ctx, publicUrl, log, signin }: Args, client: SigninClient, asked: Asked) {
  const attempt = newAttempt();
  const location = await signin[client].authorizationUrl(attempt, asked).catch((error: unknown) => {
    log.warn({ err: error, client, requestId: ctx.requestId }, "the identity provider can't be reached");
    return null;
  });
  if (!location) return refuseSignin("provider-failed", client);
  const { envelope, keyId } = ctx.vault.seal(ownerOf(client), {
    ...attempt,
    to: asked.to,
    raise: asked.raise ?? false,
    until: after(ctx.now(), LONGEST_ATTEMPT_MS),
  });
  const sealed = `${Buffer.from(keyId).toString("base64url")}.${Buffer.from(envelope).toString("base64url")}`;
  return redirect(location.href, {
    status: 303,
    headers: { "Set-Cookie": setHostCookie(publicUrl, cookieOf(client), sealed) },
  });
}

/**
 * What the provider says of whoever came back from it. Refused where this browser hasn't set out for it, or
 * too long ago ("expired"); each attempt is good once, as the provider's code is.
 */
export async function finishSignin(
  { ctx, publicUrl, log, signin, request }: Args,
  client: SigninClient,
): Promise<
  Result<{ claims: Record<string, unknown>; to: string; raise: boolean }, ProviderRefusal | "expired">
> {
  const attempt = openAttempt(ctx, client, readHostCookie(request, publicUrl, cookieOf(client)));
  if (!attempt || attempt.until <= ctx.now()) return refused("expired");
  const { pathname, search } = new URL(request.url);
  try {
    const claims = await signin[client].getClaims(new URL(pathname + search, publicUrl), attempt);
    return ok({ claims, to: attempt.to, raise: attempt.raise });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== "cancelled")
      log.warn({ err: error, client, requestId: ctx.requestId }, "a sign-in failed");
    return refused(refusal);
  }
}

function openAttempt(ctx: Args["ctx"], client: SigninClient, cookie: string | null) {
  const [keyId = "", envelope = ""] = (cookie ?? "").split(".").map((part) => Buffer.from(part, "base64url"));
  if (envelope.length === 0) return null;
  try {
    const opened = ctx.vault.open(ownerOf(client), {
      keyId: keyId.toString(),
      envelope: Buffer.from(envelope),
    });
    return attemptSchema.parse(opened);
  } catch {
    // Not a cookie of ours: whoever made it is told to begin anew.
    return null;
  }
}

/** The attempt is over, whatever came of it. */
export const endAttempt = (publicUrl: string, client: SigninClient) =>
  clearHostCookie(publicUrl, cookieOf(client));

/** To the page that says why, what to do, and until when. */
export const refuseSignin = (
  why: string,
  client: SigninClient,
  headers: HeadersInit = {},
  until: Date | null = null,
) =>
  redirect(
    `/signin/refused?why=${why}&by=${client}${until ? `&until=${encodeURIComponent(kstIso(until))}` : ""}`,
    { status: 303, headers },
  );

/** A path of this site, to go on to after signing in; anything else becomes the default. */
export function localPath(path: string | null, otherwise: string): string {
  if (!path?.startsWith("/")) return otherwise;
  const url = URL.canParse(path, "http://site.invalid") ? new URL(path, "http://site.invalid") : null;
  return url?.host === "site.invalid" && !url.pathname.startsWith("//")
    ? url.pathname + url.search
    : otherwise;
}
