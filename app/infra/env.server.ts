import { z } from "zod";

const shared = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  KEYS_FILE: z.string().min(1),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => new URL(url).pathname === "/", "a scheme, host and port, no path")
    .transform((url) => new URL(url).origin),
  CARRIER_API_URL: z.url({ protocol: /^https?$/ }),
  CARRIER_API_KEY: z.string().min(1),
  /** Where the documents of claims lie, sealed: `file:…`, or `s3://…` (evidence-store.server.ts). */
  EVIDENCE_URL: z.url({ protocol: /^(file|s3)$/ }),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Where metrics are read from, on HOST; left out, there are none. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** Set by the demo alone. */
  CLOCK_FILE: z.string().min(1).optional(),
};

/** The issuer of identities: over TLS, or on this machine. */
const issuer = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => url.startsWith("https:") || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname),
    "https, but for a provider on this machine",
  );

export const webEnvSchema = z.object({
  ...shared,
  /** The carrier's identity provider, where subscribers sign in, and the staff's. */
  OIDC_SUBSCRIBER_ISSUER: issuer,
  OIDC_SUBSCRIBER_CLIENT_ID: z.string().min(1),
  OIDC_SUBSCRIBER_CLIENT_SECRET: z.string().min(1),
  OIDC_STAFF_ISSUER: issuer,
  OIDC_STAFF_CLIENT_ID: z.string().min(1),
  OIDC_STAFF_CLIENT_SECRET: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Addresses or subnets of the proxies in front, comma between; nobody else's X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
  /** What the provider signs its receipts with; left out, none are taken. */
  TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
});
export type WebEnv = z.infer<typeof webEnvSchema>;

const perSecond = z.coerce.number().positive().max(10_000);

const worker = {
  ...shared,
  LINK_KEYS_FILE: z.string().min(1),
  /** Both are a worker's own: run two and give each half. `ansim campaign pace` changes them while they run. */
  SMS_PER_SECOND: perSecond,
  MAIL_PER_SECOND: perSecond.default(50),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  /** Where the audit chain's heads go, out of the database's reach: `file:…`, or a service (audit-anchor.server.ts). */
  AUDIT_ANCHOR_URL: z.url({ protocol: /^(file|https?)$/ }),
  MAIL_FROM: z.email(),
};

export const workerEnvSchema = z.object(worker).and(
  z.discriminatedUnion("SMS_TRANSPORT", [
    z.object({ SMS_TRANSPORT: z.literal("inbox"), INBOX_URL: z.url({ protocol: /^https?$/ }) }),
    z.object({
      SMS_TRANSPORT: z.literal("twilio"),
      TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/),
      TWILIO_AUTH_TOKEN: z.string().min(1),
      TWILIO_MESSAGING_SERVICE_SID: z.string().regex(/^MG[0-9a-f]{32}$/),
      TWILIO_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
      // The demo's people are invented, but their numbers may be somebody's.
      CLOCK_FILE: z.undefined("is the demo's, which sends to nobody's phone").optional(),
    }),
  ]),
);

/** Reads a file that a setting names; what is wrong with it ends the process like a malformed setting. */
export function readConfigured<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(BAD_CONFIGURATION);
  }
}

/** EX_CONFIG of sysexits.h. */
const BAD_CONFIGURATION = 78;

/**
 * The settings of a process, or its end with 78 and the name of each one that is missing or malformed (never
 * its value).
 */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: NodeJS.ProcessEnv = process.env,
): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const name = issue.path.join(".");
    process.stderr.write(`${name}: ${env[name] === undefined ? "missing" : issue.message}\n`);
  }
  process.exit(BAD_CONFIGURATION);
}
