import type { Ctx } from "#app/domain/context.server.ts";

/** What the demo adds to the web process; absent everywhere else, and with it every /demo page. */
export type DemoControls = {
  /** The people to try, in the order to try them. */
  people: readonly { name: string; msisdn: string; birthDate: string; story: string }[];
  /** The texts and e-mails "sent", newest first; `to` filters. */
  readInbox: (to?: string) => Promise<readonly DemoMessage[]>;
  /** False if the instant lies behind the clock. */
  moveClock: (to: Date) => boolean;
};

export type DemoMessage = {
  id: string;
  channel: "sms" | "mail";
  to: string;
  body: string;
  links: string[];
  at: string;
};

/** What every loader and action is handed by the process that serves it. */
export type LoadContext = {
  ctx: Ctx;
  /** The client's address, as far as TRUSTED_PROXIES vouch for it. */
  address: string;
  publicUrl: string;
  demo?: DemoControls;
};

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext extends LoadContext {}
}
