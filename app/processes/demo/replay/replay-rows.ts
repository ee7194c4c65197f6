/** The columns of contract.md, as text; an empty text is an empty cell. */
export type SubscriberRow = {
  subscriber_ref: string;
  holder_ref: string;
  account_ref: string;
  holder_type: "person" | "company";
  msisdn: string;
  name: string;
  birth_date: string;
  language: "ko" | "en" | "zh" | "vi";
  email: string;
  network: "LTE" | "5G";
  line_status: "active" | "ended" | "ported";
  guardian_msisdn: string;
  mvno_brand: string;
  priority: "" | "senior" | "disabled";
  card_type: "usim" | "esim" | "both";
};

export type SignalRow = { subscriber_ref: string; cell_id: string; at: string; exposed: string };

export type PaymentRow = {
  payment_id: string;
  subscriber_ref: string;
  at: string;
  merchant: string;
  pg: string;
  item: string;
  amount_krw: number;
  auth_method: "ARS" | "SMS" | "PASS";
  cell_id: string;
  status: "confirmed" | "suspected" | "cleared";
};

export type StoreFileRow = {
  store_ref: string;
  name: string;
  region: string;
  address: string;
  lat: number;
  lon: number;
  phone: string;
  hours: string;
  counters: number;
  minutes_per_swap: number;
  languages: string;
  step_free: "yes" | "no";
  stock_usim: number;
  stock_esim: number;
  delivery_on: string;
  delivery_usim: number | "";
  delivery_esim: number | "";
};

export type ClaimsListFileRow = {
  source: string;
  reference: string;
  msisdn: string;
  name: string;
  at: string;
  amount_krw: number;
};

export type ClearanceRow = { subscriber_ref: string; reason: string };

/** The invented cells of docs/incidents/femtocell-2025.yaml: two known on 11 September, two more a week later. */
export const firstCells = ["SYN-0A41C01", "SYN-0A41C02"] as const;
export const laterCells = ["SYN-0B7E203", "SYN-0B7E204"] as const;

export const SIGNAL_ONLY = "GUTI";
export const WITH_IMSI = "GUTI|IMSI";
export const ALL_LEAKED = "GUTI|IMSI|IMEI|MSISDN";

/**
 * A reception of a line's signal, with what the files of 11 and 18 September say it exposed; null: not in
 * that file.
 */
export type Reception = { cell: string; at: string; on11: string | null; on18: string | null };
