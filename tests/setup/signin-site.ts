import { openIdClient } from "#app/http/openid-connect.server.ts";
import type { AppOptions } from "#app/http/create-app.server.ts";
import type { TestContext } from "#tests/factories/context.ts";
import { startIdentity, type TestIdentity } from "#tests/setup/identity-server.ts";
import { newVisitor } from "#tests/setup/visitor.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

export type SigninSite = TestSite & {
  identity: TestIdentity;
  signin: AppOptions["signin"];
  /** A browser of its own, and what it does: opens a path, or sends the form of the page that it is at. */
  visit: () => Visit;
};

export type Arrived = { path: string; status: number; body: string; url: URL };
type Visit = {
  open: (path: string) => Promise<Arrived>;
  press: (form: Record<string, string>) => Promise<Arrived>;
  /** To the carrier's app, as this number, by PIN, and back. */
  signInAs: (msisdn: string, options?: { to?: string; level?: "L3" }) => Promise<Arrived>;
};

/** The built site at 127.0.0.1 with a real identity provider beside it, at localhost, that knows these lines. */
export async function startSigninSite(
  t: TestContext,
  lines: readonly { msisdn: string; holderRef: string }[],
): Promise<SigninSite> {
  const signin = {} as AppOptions["signin"];
  const site = await startSite(t, { signin });
  const identity = await startIdentity(site.url, lines);
  const { issuer } = identity;
  signin.carrier = openIdClient({
    issuer,
    ...identity.subscribers,
    redirectUri: `${site.url}/signin/carrier/callback`,
  });
  signin.staff = openIdClient({
    issuer,
    ...identity.staff,
    redirectUri: `${site.url}/signin/staff/callback`,
  });

  const visit = (): Visit => {
    const visitor = newVisitor();
    let at = new URL(site.url);
    const arrive = async (url: URL, form?: Record<string, string>): Promise<Arrived> => {
      const arrived = await visitor.follow(url, "nowhere:", form);
      at = arrived.url;
      return { ...arrived, path: at.href.replace(site.url, "") };
    };
    const open = (path: string) => arrive(new URL(path, site.url));
    const press = (form: Record<string, string>) => arrive(at, form);
    return {
      open,
      press,
      signInAs: async (msisdn, { to = "/result", level } = {}) => {
        await open(`/signin/carrier?to=${encodeURIComponent(to)}${level ? `&level=${level}` : ""}`);
        return press({ msisdn, method: "device" });
      },
    };
  };
  return {
    ...site,
    identity,
    signin,
    visit,
    close: async () => {
      await Promise.all([site.close(), identity.close()]);
    },
  };
}
