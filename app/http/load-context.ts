import type { AppLoadContext } from "@remix-run/node";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Hotline } from "#app/domain/incidents/incident.schema.ts";
import type { OpenIdClient } from "#app/http/openid-connect.server.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import type { Log } from "#app/infra/log.server.ts";

/** What the demo adds to the web process; absent everywhere else, and with it every /demo page. */
export type DemoControls = {
  /** The people to try, in the order to try them, each with the newest link that was texted about their line. */
  listPeople: () => Promise<DemoPerson[]>;
  /** The texts and e-mails "sent", newest first; `to` filters. */
  listMessages: (to?: string) => Promise<DemoMessage[]>;
  /**
   * False if the instant lies behind the clock. Findings announced by then get their campaign, for the people
   * to try.
   */
  moveClock: (to: Date) => Promise<boolean>;
  /** Campaigns of announced findings that went only to the people to try, and how many texts each holds back. */
  listCampaigns: () => Promise<{ finding: string; waiting: number }[]>;
  launchCampaigns: () => Promise<void>;
  /** The staff to try. */
  staff: readonly { subject: string; name: string; roles: readonly string[]; story: string }[];
};

/** `birthDate` is the one that the link asks for. */
export type DemoPerson = {
  name: string;
  msisdn: string;
  birthDate: string;
  story: string;
  link: string | null;
  /** The number that this person's texts go to: their own, or a guardian's. */
  textsTo: string;
  /** The address that gets the same by e-mail, where one is known. */
  mailsTo: string | null;
  /** Where their carrier's app asks whether they are on the phone with the call center. */
  carrierApp: string;
};

export type DemoMessage = {
  id: string;
  channel: "sms" | "mail";
  to: string;
  body: string;
  links: string[];
  at: string;
  /** The two that only an e-mail has; its `body` is its text part. */
  subject?: string;
  html?: string;
};

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    ctx: Ctx;
    /** The client's address, as far as TRUSTED_PROXIES vouch for it. */
    address: string;
    publicUrl: string;
    log: Log;
    /** Where the documents of claims lie. */
    evidence: EvidenceStore;
    /** Where to call, as last known: for the page of an outage. */
    hotline: Hotline | null;
    /** What Twilio signs its receipts with; without it there are none. */
    twilioAuthToken?: string;
    /** The identity providers that subscribers and staff sign in at. */
    signin: Record<"carrier" | "staff", OpenIdClient>;
    demo?: DemoControls;
  }
}

/** What every loader and action is handed by the process that serves it. */
export type LoadContext = AppLoadContext;
