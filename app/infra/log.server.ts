import pino, { type DestinationStream } from "pino";

/**
 * Structured logs. What is personal is kept out at the source: callers log ids; a link's token is cut from every path and address that
 * gets here all the same, and runs of digits as long as a phone number or birth date are struck out of messages.
 */
export function createLog(level: string, destination?: DestinationStream) {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => redactError(error) },
      formatters: { log: (fields) => redactFields(fields) },
      hooks: {
        logMethod(args, method) {
          const redacted = args.map((arg) => (typeof arg === "string" ? redact(arg) : arg));
          method.apply(this, redacted as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination({ fd: 2, sync: true }),
  );
}
export type Log = ReturnType<typeof createLog>;

/** Strikes out link tokens, phone numbers and birth dates. */
export const redact = (text: string) =>
  text
    .replace(/\/v\/[A-Za-z0-9_-]+/g, "/v/[token]")
    .replace(/(?<![\dA-Za-z-])(?:\+?82|0)[-. ]?1[016789](?:[-. ]?\d){7,8}(?!\d)/g, "[number]")
    .replace(
      /(?<![\dA-Za-z-])(?:19|20)\d{2}[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:0[1-9]|[12]\d|3[01])(?![\dT:-])/g,
      "[date]",
    );

const redactFields = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? redact(value) : value]),
  );

const redactError = (error: unknown) =>
  error instanceof Error
    ? { type: error.name, message: redact(error.message), stack: redact(error.stack ?? "") }
    : { type: typeof error, message: redact(String(error)) };
