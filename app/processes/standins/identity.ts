import { generateKeyPairSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Request, type Response } from "express";
import { errors, interactionPolicy, Provider, type InteractionResults } from "oidc-provider";
import { z } from "zod";
import type { LineOwner } from "#app/infra/carrier/carrier-api.server.ts";
import { peopleToTry } from "#app/processes/demo/replay/people-to-try.ts";
import { staffToTry } from "#app/processes/demo/staff-to-try.ts";
import { carrierAppPage, html, sendCarrierAppPage } from "#app/processes/standins/carrier-app-page.ts";
import { formatMsisdn, parseMsisdn } from "#app/shared/phone.ts";
import { hours, minutes, seconds } from "#app/shared/time.ts";

type Client = { clientId: string; clientSecret: string };

type Options = {
  /** The site's, where the browser is sent back to. */
  publicUrl: string;
  lines: ReadonlyMap<string, LineOwner>;
  subscribers: Client;
  staff: Client;
};

const deviceAcr = "urn:ansim:acr:device-pin-or-biometric";
const smsAcr = "urn:ansim:acr:sms";

type Login = NonNullable<InteractionResults["login"]>;

const byDevice = (accountId: string): Login => ({ accountId, acr: deviceAcr, amr: ["pin", "hwk"] });
/** A sign-in that proves little, to see it refused. */
const bySms = (accountId: string): Login => ({ accountId, acr: smsAcr, amr: ["sms"] });
const bySecondFactor = (accountId: string): Login => ({ accountId, amr: ["pwd", "otp", "mfa"] });
const byPassword = (accountId: string): Login => ({ accountId, amr: ["pwd"] });

/**
 * Stands in for the carrier's identity provider and for the staff's: a real OpenID provider with a client for
 * each, on "localhost" while the site is on 127.0.0.1, so that each is another site to a browser. Its pages
 * play the carrier's app. A `login_hint` of "demo:subscriber:MSISDN" or "demo:staff:SUBJECT" answers for the
 * person, without a page. Keys and sessions end with it.
 */
export async function startIdentityStandin({ publicUrl, lines, subscribers, staff }: Options) {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;

  const holders = new Set([...lines.values()].map(({ holderRef }) => holderRef));
  const isFor = (clientId: unknown, accountId: string) =>
    clientId === staff.clientId
      ? staffToTry.some(({ subject }) => subject === accountId)
      : holders.has(accountId);
  const findHolder = (number: string) =>
    lines.get(parseMsisdn(number) ?? number.replaceAll(/\D/g, ""))?.holderRef ?? null;

  function loginByHint(clientId: unknown, hint: unknown): Login | null {
    const [, kind, who = ""] = /^demo:(subscriber|staff):(.+)$/.exec(String(hint)) ?? [];
    const accountId = kind === "subscriber" ? findHolder(who) : who;
    if (!kind || !accountId || !isFor(clientId, accountId)) return null;
    return kind === "staff" ? bySecondFactor(accountId) : byDevice(accountId);
  }

  const policy = interactionPolicy.base();
  // One browser may hold a subscriber's session and then come for a member of staff, or for another person by a hint.
  policy.get("login")?.checks.add(
    new interactionPolicy.Check("another_person", "somebody else is to sign in", ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      if (!accountId) return false;
      const hinted = loginByHint(oidc.client?.clientId, oidc.params?.login_hint);
      return !isFor(oidc.client?.clientId, accountId) || (hinted !== null && hinted.accountId !== accountId);
    }),
  );

  const provider = new Provider(issuer, {
    clients: [clientMetadata(subscribers, publicUrl, "carrier"), clientMetadata(staff, publicUrl, "staff")],
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    responseTypes: ["code"],
    scopes: ["openid"],
    acrValues: [deviceAcr, smsAcr],
    claims: { openid: ["sub", "acr", "amr", "auth_time", "holder_ref", "name", "roles", "store_ref"] },
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => claimsOf(accountId) }),
    // Nobody is asked whether the site may know who they are: it is the carrier's own.
    loadExistingGrant: async ({ oidc }) => {
      const { clientId } = oidc.client ?? {};
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
    renderError: (ctx, { error, error_description = "" }) => {
      const { headers, document } = carrierAppPage(failedPage(`${error}: ${error_description}`));
      ctx.set(headers);
      ctx.body = document;
    },
    ttl: {
      AccessToken: minutes(1) / seconds(1),
      AuthorizationCode: minutes(1) / seconds(1),
      IdToken: minutes(5) / seconds(1),
      Interaction: minutes(10) / seconds(1),
      Grant: hours(1) / seconds(1),
      Session: hours(1) / seconds(1),
    },
  });
  provider.on("server_error", (_ctx, error) => process.stderr.write(`${error.stack ?? error.message}\n`));

  async function finish(request: Request, response: Response, login: Login) {
    const resume = await provider.interactionResult(request, response, { login });
    const session = await provider.Session.get(provider.createContext(request, response));
    if (session.accountId && session.accountId !== login.accountId) {
      // Left in, the provider would have whoever was signed in sign out first, by a page with a script.
      session.accountId = undefined;
      await session.persist();
    }
    response.redirect(303, resume);
  }

  const app = express();
  app.disable("x-powered-by");

  app.get("/interaction/:uid", (request, response, next) => {
    showOrFinish(request, response).catch(next);
  });
  async function showOrFinish(request: Request, response: Response) {
    const { client_id, login_hint } = (await provider.interactionDetails(request, response)).params;
    const login = loginByHint(client_id, login_hint);
    if (login) await finish(request, response, login);
    else sendCarrierAppPage(response, pageFor(client_id));
  }

  app.post("/interaction/:uid", express.urlencoded({ extended: false }), (request, response, next) => {
    takeForm(request, response).catch(next);
  });
  async function takeForm(request: Request, response: Response) {
    const { client_id } = (await provider.interactionDetails(request, response)).params;
    const form = formSchema.parse(request.body);
    if (form.cancel !== undefined) {
      await provider.interactionFinished(request, response, { error: "access_denied" });
      return;
    }
    const login = client_id === staff.clientId ? staffLogin(form) : subscriberLogin(form);
    if (login) await finish(request, response, login);
    else
      sendCarrierAppPage(
        response,
        pageFor(client_id, "이 번호로 가입된 회선이 없습니다. 번호를 확인해 주십시오."),
        422,
      );
  }

  function staffLogin({ subject = "", factor }: Form): Login | null {
    if (!isFor(staff.clientId, subject)) return null;
    return factor === "yes" ? bySecondFactor(subject) : byPassword(subject);
  }
  function subscriberLogin({ picked, msisdn = "", method }: Form): Login | null {
    const holderRef = findHolder(picked ?? msisdn);
    if (!holderRef) return null;
    return method === "sms" ? bySms(holderRef) : byDevice(holderRef);
  }
  const pageFor = (clientId: unknown, alert?: string) => ({
    ...(clientId === staff.clientId ? staffPage : subscriberPage(lines, alert)),
    formsGoTo: publicUrl,
  });

  app.use(
    "/interaction",
    (error: unknown, _request: Request, response: Response, next: express.NextFunction) => {
      const isKnown = error instanceof errors.OIDCProviderError || error instanceof z.ZodError;
      if (isKnown) sendCarrierAppPage(response, failedPage(String(error)), 400);
      else next(error);
    },
  );
  app.use(provider.callback());
  server.on("request", app);

  return {
    issuer,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const formSchema = z.object({
  cancel: z.string().optional(),
  msisdn: z.string().optional(),
  picked: z.string().optional(),
  method: z.enum(["device", "sms"]).default("device"),
  subject: z.string().optional(),
  factor: z.enum(["yes", "no"]).default("yes"),
});
type Form = z.infer<typeof formSchema>;

function claimsOf(accountId: string) {
  const member = staffToTry.find(({ subject }) => subject === accountId);
  if (!member) return { sub: accountId, holder_ref: accountId };
  const { subject, name, roles, storeRef, holderRef } = member;
  return {
    sub: subject,
    name,
    roles,
    ...(storeRef && { store_ref: storeRef }),
    ...(holderRef && { holder_ref: holderRef }),
  };
}

const clientMetadata = ({ clientId, clientSecret }: Client, publicUrl: string, path: string) => ({
  client_id: clientId,
  client_secret: clientSecret,
  redirect_uris: [`${publicUrl}/signin/${path}/callback`],
  grant_types: ["authorization_code"],
  response_types: ["code" as const],
  token_endpoint_auth_method: "client_secret_basic" as const,
});

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kty: "RSA", alg: "RS256", use: "sig" };
}

const failedPage = (why: string) => ({
  title: "로그인을 계속할 수 없습니다",
  body: `<p>시간이 지났거나 요청이 올바르지 않습니다. 처음 화면에서 다시 시작해 주십시오.</p><p lang="en">${html(why)}</p>`,
});

const cancelForm = `<form method="post"><button class="plain" name="cancel" value="yes">취소</button></form>`;

function subscriberPage(lines: ReadonlyMap<string, LineOwner>, alert?: string) {
  const people = peopleToTry.filter(({ msisdn }) => lines.has(msisdn));
  const list = people.map(
    ({ msisdn, name, story }) =>
      `<li><button name="picked" value="${html(msisdn)}">${html(name)} ${html(formatMsisdn(msisdn))}<span>${html(koreanOf(story))}</span></button></li>`,
  );
  return {
    title: "본인 확인",
    body: `${alert ? `<p class="card alert" role="alert">${html(alert)}</p>` : ""}<form method="post">
<fieldset><legend>확인 방법</legend>
<label><input type="radio" name="method" value="device" checked>이 휴대폰의 PIN 또는 생체 인증</label>
<label><input type="radio" name="method" value="sms">문자로 받은 인증번호 (약한 방법)</label></fieldset>
<label for="msisdn">휴대폰 번호</label><input id="msisdn" name="msisdn" type="tel" autocomplete="off" placeholder="010-0000-0000">
<button class="main">본인 확인 완료</button>
${list.length > 0 ? `<h2>또는 시연할 사람을 고르십시오</h2><ul>${list.join("")}</ul>` : ""}</form>
<h2>그만두기</h2>${cancelForm}`,
  };
}

const roleName = {
  agent: "상담원",
  store: "매장 직원",
  reviewer: "심사 담당",
  operator: "운영자",
  auditor: "감사 담당",
};

const staffPage = {
  title: "직원 로그인",
  body: `<form method="post">
<fieldset><legend>두 번째 인증 수단 (일회용 번호)</legend>
<label><input type="radio" name="factor" value="yes" checked>사용함</label>
<label><input type="radio" name="factor" value="no">사용하지 않음 (비밀번호만)</label></fieldset>
<h2>시연할 직원을 고르십시오</h2><ul>${staffToTry
    .map(
      ({ subject, name, roles, storeRef }) =>
        `<li><button name="subject" value="${html(subject)}">${html(name)}<span>${roles.map((role) => roleName[role]).join(", ")}${storeRef ? ` ${html(storeRef)}` : ""}</span></button></li>`,
    )
    .join("")}</ul></form>
<h2>그만두기</h2>${cancelForm}`,
};

/** Stories are told in English and Korean, " / " between. */
const koreanOf = (story: string) => story.split(" / ").at(-1) ?? story;
