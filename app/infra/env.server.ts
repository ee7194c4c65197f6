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
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  /** Set by the demo alone. */
  CLOCK_FILE: z.string().min(1).optional(),
  INBOX_URL: z.url().optional(),
};

export const webEnvSchema = z.object({
  ...shared,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
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
});
export type WebEnv = z.infer<typeof webEnvSchema>;

export const workerEnvSchema = z.object({
  ...shared,
  LINK_KEYS_FILE: z.string().min(1),
  SMS_TRANSPORT: z.enum(["inbox"]),
  SMS_PER_SECOND: z.coerce.number().positive().max(10_000),
});

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

/** The settings of a process, or its end with 78 and the name of each one that is missing or malformed (never its value). */
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
