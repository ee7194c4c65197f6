import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import * as openid from "openid-client";
import { afterAll, describe, expect, test } from "vitest";
import { staffToTry } from "#app/processes/demo/staff-to-try.ts";
import { startIdentity } from "#tests/setup/identity-server.ts";
import { newVisitor } from "#tests/setup/visitor.ts";

const publicUrl = "http://127.0.0.1:1";
const identity = await startIdentity(publicUrl, [
  { msisdn: "01020000001", holderRef: "H-1" },
  { msisdn: "01020000002", holderRef: "H-2" },
  { msisdn: "01000000003", holderRef: "H-000003" },
]);
afterAll(() => identity.close());

const callbacks = {
  subscribers: `${publicUrl}/signin/carrier/callback`,
  staff: `${publicUrl}/signin/staff/callback`,
};
type Client = keyof typeof callbacks;

const discover = (client: Client, clientSecret = identity[client].clientSecret) =>
  openid.discovery(
    new URL(identity.issuer),
    identity[client].clientId,
    undefined,
    openid.ClientSecretBasic(clientSecret),
    { execute: [openid.allowInsecureRequests] },
  );
const configurations = { subscribers: await discover("subscribers"), staff: await discover("staff") };

type Visitor = ReturnType<typeof newVisitor>;
type Parameters = Record<string, string | undefined>;

/** Sets out for the provider as the site does; `parameters` change or leave out (undefined) what it sends. */
async function setOut(client: Client, visitor: Visitor, parameters: Parameters = {}) {
  const verifier = openid.randomPKCECodeVerifier();
  const sent: Parameters = {
    redirect_uri: callbacks[client],
    scope: "openid",
    state: "a-state",
    nonce: "a-nonce",
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...parameters,
  };
  const address = openid.buildAuthorizationUrl(
    configurations[client],
    Object.fromEntries(Object.entries(sent).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  );
  const arrived = await visitor.follow(address, callbacks[client]);
  const press = (form: Record<string, string>) => visitor.follow(arrived.url, callbacks[client], form);
  const claims = async (callback: URL, configuration = configurations[client]) => {
    const tokens = await openid.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: verifier,
      expectedState: "a-state",
      expectedNonce: "a-nonce",
      idTokenExpected: true,
    });
    return tokens.claims();
  };
  return { ...arrived, press, claims };
}

/** The claims of whoever the provider lets in without a page. */
async function claimsOf(client: Client, visitor: Visitor, parameters: Parameters) {
  const { url, claims } = await setOut(client, visitor, parameters);
  expect(url.href).toContain(callbacks[client]);
  return claims(url);
}

const isPage = ({ status, body }: { status: number; body: string }) =>
  status === 200 && body.includes("통신사 앱 (시연용)");

const subscriberHint = { login_hint: "demo:subscriber:01020000001" };
const seconds = () => Math.floor(Date.now() / 1_000);

test("stands on another host name than the site, and names no maker", async () => {
  expect(new URL(identity.issuer).hostname).toBe("localhost");
  const answer = await fetch(`${identity.issuer}/.well-known/openid-configuration`);
  expect(answer.headers.get("x-powered-by")).toBeNull();
  expect(await answer.json()).toMatchObject({
    issuer: identity.issuer,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
  });
});

test("a subscriber signs in on the page that plays the carrier's app", async () => {
  const started = seconds();
  const { press, claims, ...page } = await setOut("subscribers", newVisitor());
  expect(isPage(page)).toBe(true);
  const policy = page.headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`form-action 'self' ${publicUrl};`);
  expect(page.headers.get("x-powered-by")).toBeNull();
  expect(page.body).not.toMatch(/<script|https?:\/\//);
  // Only those of the demo's people whose lines there are.
  expect(page.body).toContain("박민준");
  expect(page.body).not.toContain("김영수");

  const { url } = await press({ msisdn: "010-2000-0001", method: "device" });
  const proven = await claims(url);
  expect(proven).toMatchObject({
    iss: identity.issuer,
    aud: "ansim-subscribers",
    sub: "H-1",
    holder_ref: "H-1",
    acr: "urn:ansim:acr:device-pin-or-biometric",
    amr: ["pin", "hwk"],
    nonce: "a-nonce",
  });
  expect(proven?.auth_time).toBeGreaterThanOrEqual(started);
  expect(proven?.auth_time).toBeLessThanOrEqual(seconds());
  await expect(claims(url), "a code is good once").rejects.toMatchObject({ error: "invalid_grant" });
});

test.each([
  [
    "a weak method",
    { msisdn: "01020000002", method: "sms" },
    { sub: "H-2", acr: "urn:ansim:acr:sms", amr: ["sms"] },
  ],
  ["a person picked", { msisdn: "", picked: "01000000003" }, { sub: "H-000003", holder_ref: "H-000003" }],
])("a subscriber signs in: %s", async (_name, form, expected) => {
  const { press, claims } = await setOut("subscribers", newVisitor());
  expect(await claims((await press(form)).url)).toMatchObject(expected);
});

test("a number without a line is told so, and the right one goes on from there", async () => {
  const { press, claims } = await setOut("subscribers", newVisitor());
  for (const msisdn of ["01029999999", "", "store-1"]) {
    const refused = await press({ msisdn });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("이 번호로 가입된 회선이 없습니다");
  }
  expect(await claims((await press({ msisdn: "01020000001" })).url)).toMatchObject({ sub: "H-1" });
});

test.each(staffToTry.map((member) => [member.subject, member] as const))(
  "%s of the staff signs in, with a second factor or without",
  async (subject, { name, roles, storeRef, holderRef }) => {
    const { press, claims, ...page } = await setOut("staff", newVisitor());
    expect(isPage(page)).toBe(true);
    expect(page.body).toContain(name);
    const strong = await claims((await press({ subject, factor: "yes" })).url);
    expect(strong).toMatchObject({ sub: subject, name, roles, amr: ["pwd", "otp", "mfa"] });
    expect(strong?.store_ref).toBe(storeRef ?? undefined);
    expect(strong?.holder_ref).toBe(holderRef ?? undefined);
    expect(strong).not.toHaveProperty("acr");

    const weak = await setOut("staff", newVisitor());
    const { url } = await weak.press({ subject, factor: "no" });
    expect(await weak.claims(url)).toMatchObject({ sub: subject, amr: ["pwd"] });
  },
);

test("cancelling comes back as access_denied", async () => {
  for (const client of ["subscribers", "staff"] as const) {
    const { press, claims } = await setOut(client, newVisitor());
    const { url } = await press({ cancel: "yes" });
    expect(url.searchParams.get("error")).toBe("access_denied");
    await expect(claims(url)).rejects.toMatchObject({ error: "access_denied" });
  }
});

test.each<[string, Parameters]>([
  ["no challenge", { code_challenge: undefined, code_challenge_method: undefined }],
  ["a plain challenge", { code_challenge_method: "plain" }],
  ["another response type", { response_type: "code id_token" }],
])("comes back with an error: %s", async (_name, parameters) => {
  const { url } = await setOut("subscribers", newVisitor(), { ...subscriberHint, ...parameters });
  const answer = new URLSearchParams(url.search || url.hash.slice(1));
  expect(url.href).toContain(callbacks.subscribers);
  expect(answer.get("error")).toMatch(/^(invalid_request|unsupported_response_type|unauthorized_client)$/);
  expect(answer.get("code")).toBeNull();
});

test.each([
  "http://127.0.0.1:1/signin/carrier/callback/",
  "http://127.0.0.1:1/signin/staff/callback",
  "http://evil.example/signin/carrier/callback",
])("never sends the browser to %s", async (redirectUri) => {
  const parameters = { ...subscriberHint, redirect_uri: redirectUri };
  const page = await setOut("subscribers", newVisitor(), parameters);
  expect(page.status).toBe(400);
  expect(page.body).toContain("로그인을 계속할 수 없습니다");
  expect(page.body).not.toMatch(/<script|https?:\/\//);
});

test("gives no token without the verifier, or to another's secret", async () => {
  const first = await setOut("subscribers", newVisitor(), subscriberHint);
  const thief = await discover("subscribers", "another secret");
  await expect(first.claims(first.url, thief)).rejects.toMatchObject({ status: 401 });
  const second = await setOut("subscribers", newVisitor(), subscriberHint);
  await expect(first.claims(second.url)).rejects.toMatchObject({ error: "invalid_grant" });
});

test("a hint answers for the person without a page", async () => {
  expect(await claimsOf("subscribers", newVisitor(), subscriberHint)).toMatchObject({
    sub: "H-1",
    acr: "urn:ansim:acr:device-pin-or-biometric",
  });
  const hint = { login_hint: "demo:staff:store-2" };
  expect(await claimsOf("staff", newVisitor(), hint)).toMatchObject({
    sub: "store-2",
    store_ref: "ST-0002",
    amr: ["pwd", "otp", "mfa"],
  });
});

test.each<[Client, string]>([
  ["subscribers", "demo:subscriber:01029999999"],
  ["subscribers", "demo:staff:agent-1"],
  ["subscribers", "01020000001"],
  ["staff", "demo:staff:nobody"],
  ["staff", "demo:staff:H-1"],
  ["staff", "demo:subscriber:01020000001"],
])("%s with the hint %s get the page", async (client, login_hint) => {
  expect(isPage(await setOut(client, newVisitor(), { login_hint }))).toBe(true);
});

test("remembers who signed in, until the site asks for more", async () => {
  const visitor = newVisitor();
  const first = await claimsOf("subscribers", visitor, subscriberHint);
  const authTime = Number(first?.auth_time);
  const again = (parameters: Parameters) => claimsOf("subscribers", visitor, parameters);
  expect(await again({})).toMatchObject({ sub: "H-1", auth_time: authTime });
  expect(await again({ max_age: "300" })).toMatchObject({ sub: "H-1", auth_time: authTime });
  expect(isPage(await setOut("subscribers", visitor, { prompt: "login" }))).toBe(true);

  // With both, the person's yes of the demo is given anew.
  await expect
    .poll(async () => (await again({ ...subscriberHint, prompt: "login" }))?.auth_time, { timeout: 5_000 })
    .toBeGreaterThan(authTime);
  const renewed = Number((await again({}))?.auth_time);
  expect(renewed).toBeGreaterThan(authTime);
  await expect
    .poll(async () => isPage(await setOut("subscribers", visitor, { max_age: "1" })), { timeout: 5_000 })
    .toBe(true);
  await expect
    .poll(async () => (await again({ ...subscriberHint, max_age: "1" }))?.auth_time, { timeout: 5_000 })
    .toBeGreaterThan(renewed);
});

test("takes nobody for somebody else in the same browser", async () => {
  const visitor = newVisitor();
  expect(await claimsOf("subscribers", visitor, subscriberHint)).toMatchObject({ sub: "H-1" });

  const staff = await setOut("staff", visitor);
  expect(isPage(staff)).toBe(true);
  const { url } = await staff.press({ subject: "agent-1" });
  const claims = await staff.claims(url);
  expect(claims).toMatchObject({ sub: "agent-1", roles: ["agent"] });
  expect(claims).not.toHaveProperty("holder_ref");

  expect(isPage(await setOut("subscribers", visitor))).toBe(true);
  const other = { login_hint: "demo:subscriber:01020000002" };
  expect(await claimsOf("subscribers", visitor, other)).toMatchObject({ sub: "H-2", holder_ref: "H-2" });
  expect(await claimsOf("subscribers", visitor, subscriberHint)).toMatchObject({ sub: "H-1" });

  // Somebody else signed in while the page was open.
  const late = await setOut("subscribers", visitor, { prompt: "login" });
  await claimsOf("staff", visitor, { login_hint: "demo:staff:agent-2" });
  expect((await late.press({ msisdn: "01020000002" })).status).toBe(400);

  const both = newVisitor();
  const first = await setOut("subscribers", both);
  const second = await setOut("staff", both);
  await second.press({ subject: "agent-1" });
  const pressed = await first.press({ msisdn: "01020000002" });
  expect(await first.claims(pressed.url)).toMatchObject({ sub: "H-2", holder_ref: "H-2" });
});

test("asks nobody silently, and answers no form of another browser", async () => {
  const { url } = await setOut("subscribers", newVisitor(), { prompt: "none" });
  expect(url.searchParams.get("error")).toBe("login_required");

  const page = await setOut("subscribers", newVisitor());
  const stolen = await newVisitor().follow(page.url, callbacks.subscribers, { msisdn: "01020000001" });
  expect(stolen.status).toBe(400);
  expect(stolen.body).toContain("로그인을 계속할 수 없습니다");
});

describe("the process", () => {
  test("ends with 78 and names what is missing, never a value", async () => {
    const child = spawn(process.execPath, [identity.file], {
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "test",
        PUBLIC_URL: "not an address",
        OIDC_STAFF_CLIENT_SECRET: "a secret",
      },
    });
    const [said, [code]] = (await Promise.all([text(child.stderr), once(child, "exit")])) as [
      string,
      unknown[],
    ];
    expect(code).toBe(78);
    expect(said).toContain("STANDIN_LINES_FILE: missing");
    expect(said).toContain("OIDC_SUBSCRIBER_CLIENT_ID: missing");
    expect(said).toContain("PUBLIC_URL: ");
    expect(said).not.toMatch(/a secret|not an address/);
  });

  test.each(["SIGTERM", "disconnect"] as const)("ends on %s", async (by) => {
    const other = await startIdentity(publicUrl, []);
    const alive = () => fetch(`${other.issuer}/jwks`).then(({ status }) => status);
    expect(await alive()).toBe(200);
    if (by === "disconnect") other.process.disconnect();
    else other.process.kill("SIGTERM");
    expect(await other.exited).toEqual([0, null]);
    await expect(alive()).rejects.toThrow();
  });
});
