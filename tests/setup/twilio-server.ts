import { createHmac, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Response as Outgoing } from "express";
import { twilioTransport } from "#app/infra/sms/twilio-transport.server.ts";
import type { Transport } from "#app/infra/transport.ts";

/**
 * What Twilio does to a call: an error instead of taking it; a connection that breaks, or an answer that
 * never comes, before or after it was taken; an answer that can't be read; the text taken twice.
 */
export type TwilioFault =
  | { status: number; code?: number; retryAfter?: string }
  | "broken-before"
  | "broken-after"
  | "silent-before"
  | "silent-after"
  | "garbled"
  | "twice";

export type TwilioText = {
  sid: string;
  to: string;
  body: string;
  statusCallback: string;
  createdAt: Date;
};

/** A receipt as Twilio would send it, but for what is said otherwise. */
export type ReceiptOptions = {
  errorCode?: string;
  /** What it is signed with, and over which address and form. */
  authToken?: string;
  signedAddress?: string;
  signedForm?: Record<string, string>;
  /** Null: not signed at all. */
  signature?: string | null;
  /** Where it is sent, and what. */
  address?: string;
  form?: Record<string, string>;
};

export type TestTwilio = {
  url: string;
  account: { accountSid: string; authToken: string; messagingServiceSid: string };
  transport: Transport;
  /** One that waits no longer than that for an answer. */
  impatient: (timeoutMs: number) => Transport;
  /** For the calls to come, one each, in order. */
  faults: TwilioFault[];
  listDown: boolean;
  redacts: boolean;
  calls: number;
  /** What was taken, oldest first. */
  texts: TwilioText[];
  textsTo: (msisdn: string) => TwilioText[];
  /** Seen once a text is taken, before the reply leaves. */
  onTaken: (text: TwilioText, taken: number) => void | Promise<void>;
  /** The status of the answer. */
  sendReceipt: (text: TwilioText, status: string, options?: ReceiptOptions) => Promise<number>;
  close: () => Promise<void>;
};

/** Twilio's signature of a form: https://www.twilio.com/docs/usage/security#validating-requests */
export const signatureOf = (authToken: string, address: string, form: Record<string, string>) =>
  createHmac("sha1", authToken)
    .update(
      Object.keys(form)
        .sort()
        .reduce((signed, name) => `${signed}${name}${form[name]}`, address),
    )
    .digest("base64");

/** The two endpoints of Twilio's that a messaging service needs, behind a real port, with its bad days on request. */
export async function startTwilio({
  now,
  statusCallbackUrl = "http://127.0.0.1:9/webhooks/twilio/status",
}: {
  now: () => Date;
  statusCallbackUrl?: string;
}): Promise<TestTwilio> {
  const account = {
    accountSid: `AC${"0".repeat(32)}`,
    authToken: "an-auth-token",
    messagingServiceSid: `MG${"0".repeat(32)}`,
  };
  const refuse = (response: Outgoing, status: number, code: number | undefined, about: string) => {
    const error = { code, message: `The 'To' number ${about} is no good`, more_info: "", status };
    response.status(status).json(code === undefined ? {} : error);
  };

  const app = express();
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  app.use(path, express.urlencoded({ extended: false }), (request, response, next) => {
    const credentials = Buffer.from(`${account.accountSid}:${account.authToken}`).toString("base64");
    if (request.headers.authorization === `Basic ${credentials}`) next();
    else refuse(response, 401, 20003, "");
  });
  app.post(path, (request, response, next) => {
    const form = request.body as Record<string, string>;
    const { To = "", Body = "", MessagingServiceSid, StatusCallback = "" } = form;
    twilio.calls += 1;
    const fault = twilio.faults.shift();
    const take = () => {
      const sid = `SM${randomUUID().replaceAll("-", "")}`;
      const text = { sid, to: To, body: Body, statusCallback: StatusCallback, createdAt: now() };
      twilio.texts.push(text);
      return text;
    };
    const answer = async () => {
      const text = take();
      if (fault === "twice") take();
      await twilio.onTaken(text, twilio.texts.length);
      if (fault === "broken-after") request.socket.destroy();
      else if (fault === "garbled") response.status(201).send("<html>Created</html>");
      else if (fault !== "silent-after") response.status(201).json(asListed(text));
    };

    if (fault === "broken-before") request.socket.destroy();
    else if (typeof fault === "object") {
      if (fault.retryAfter) response.set("retry-after", fault.retryAfter);
      refuse(response, fault.status, fault.code, To);
    } else if (!/^\+82\d{9,10}$/.test(To)) refuse(response, 400, 21211, To);
    else if (MessagingServiceSid !== account.messagingServiceSid) refuse(response, 400, 21701, To);
    else if (fault !== "silent-before") answer().catch(next);
  });
  app.get(path, (request, response) => {
    if (twilio.listDown) {
      refuse(response, 503, 20503, "");
      return;
    }
    const { To, PageSize = "50", Page = "0" } = request.query as Record<string, string>;
    const found = twilio.texts.filter(({ to }) => to === To).reverse();
    const [size, page] = [Number(PageSize), Number(Page)];
    const more = found.length > size * (page + 1);
    const query = new URLSearchParams({ To: To ?? "", PageSize, Page: String(page + 1) }).toString();
    response.json({
      messages: found.slice(size * page, size * (page + 1)).map(asListed),
      next_page_uri: more ? `${path}?${query}` : null,
    });
  });
  const asListed = ({ sid, to, body, createdAt }: TwilioText) => ({
    sid,
    to,
    body: twilio.redacts ? "" : body,
    status: "accepted",
    date_created: createdAt.toUTCString().replace("GMT", "+0000"),
    date_sent: null,
  });

  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const twilio: TestTwilio = {
    url,
    account,
    transport: twilioTransport({ ...account, baseUrl: url, statusCallbackUrl }),
    impatient: (timeoutMs) => twilioTransport({ ...account, baseUrl: url, statusCallbackUrl, timeoutMs }),
    faults: [],
    listDown: false,
    redacts: false,
    calls: 0,
    texts: [],
    textsTo: (msisdn) => twilio.texts.filter(({ to }) => to === `+82${msisdn.slice(1)}`),
    onTaken: () => undefined,
    async sendReceipt({ sid, to, statusCallback }, status, options = {}) {
      const [address = ""] = statusCallback.split("#");
      const ErrorCode = options.errorCode;
      const {
        form = {
          MessageSid: sid,
          MessageStatus: status,
          To: to,
          SmsStatus: status,
          ...(ErrorCode && { ErrorCode }),
        },
        authToken = account.authToken,
      } = options;
      const { signedAddress = address, signedForm = form } = options;
      const { signature = signatureOf(authToken, signedAddress, signedForm) } = options;
      const answer = await fetch(options.address ?? address, {
        method: "POST",
        headers: signature === null ? {} : { "x-twilio-signature": signature },
        body: new URLSearchParams(form),
      });
      await answer.body?.cancel();
      return answer.status;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return twilio;
}
