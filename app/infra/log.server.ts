import { randomInt } from "node:crypto";
import pino, { type DestinationStream } from "pino";
import { seconds } from "#app/shared/time.ts";

/** Without pino's `child`: what is bound to one would not be redacted. */
export type Log = Pick<pino.Logger, pino.Level>;

/** EX_SOFTWARE of sysexits.h. */
const BUG = 70;

const BUFFERED_BYTES = 2 * 1024;
const BUFFERED_MS = seconds(1);

/**
 * Structured logs. What is personal is kept out at the source: callers log ids, and what gets here all the
 * same is struck out, in messages, fields, and all that lies in fields, errors and their causes included.
 *
 * A line is written before the call returns. Only those of answered requests gather, for a second at the
 * longest: SIGKILL can lose that second of them, and nothing else; every other line takes them along, and so
 * does an end of any other kind.
 */
export function createLog(level: string, destination: DestinationStream = standardError()): Log {
  const flush =
    "flush" in destination ? (destination as { flush: () => void }).flush.bind(destination) : null;
  return pino(
    {
      level,
      base: undefined,
      timestamp: timeField(),
      // Errors come redacted from `log`.
      serializers: { err: (error: unknown) => error, msg: (message: unknown) => redactValue(message) },
      formatters: { log: (fields) => (ANSWERED in fields ? fields : redactFields(fields)) },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args);
          const [first] = args as unknown[];
          if (typeof first !== "object" || first === null || !(ANSWERED in first)) flush?.();
        },
      },
    },
    destination,
  );
}

/** Synchronous, so that lines keep their order and nothing waits in a thread when the process ends. */
function standardError() {
  const stream = pino.destination({
    fd: 2,
    sync: true,
    minLength: BUFFERED_BYTES,
    periodicFlush: BUFFERED_MS,
  });
  process.once("exit", () => {
    stream.flush();
  });
  return stream;
}

/** ISO 8601, written out once a second: in between only the milliseconds change. */
function timeField(): () => string {
  let second = NaN;
  let upToSecond = "";
  return () => {
    const now = Date.now();
    const ms = now % 1_000;
    if (now - ms !== second) {
      second = now - ms;
      upToSecond = new Date(second).toISOString().slice(0, -4);
    }
    return `,"time":"${upToSecond}${String(ms).padStart(3, "0")}Z"`;
  };
}

/** What nobody caught is said like all else, redacted, and ends the process. */
export function endOnCrash(log: Log): void {
  process.once("uncaughtException", (error) => {
    log.fatal({ err: error }, "crashed");
    process.exit(BUG);
  });
}

const ANSWERED = Symbol("answered");

/**
 * The fields of the one line that every request costs. They skip redaction, since nobody outside has a say in
 * them: the id is ours, `part` is a word of our routes, the method one that Node's parser knows.
 */
export const answeredFields = (
  requestId: string,
  method: string | undefined,
  part: string,
  status: number,
  ms: number,
) => ({ [ANSWERED]: true, requestId, method, part, status, ms });

/** No vowels, so no words; no digits, so nothing that looks like somebody's. */
const LETTERS = "bcdfghjkmnpqrstvwxz";
const processName = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
let requests = 0;

/**
 * Names one request, or one step of the worker, in the log, the audit and on the page of an outage, from
 * where people read it aloud.
 */
export const nextRequestId = () => `${processName}-${++requests}`;

/**
 * Links' tokens, session cookies, passwords, addresses, phone numbers, dates that may be of a birth, and all
 * long numbers.
 */
const struckOut: [RegExp, string][] = [
  [/(?:\/|%2F)v(?:\/|%2F)[\w-]+/gi, "/v/[token]"],
  [/:\/\/[^\s/@:]*:[^\s/@]*@/g, "://[credentials]@"],
  [/\b(session=|Bearer |Basic )[\w.~+/=-]+/gi, "$1[credentials]"],
  [/[\p{L}\p{N}._%+-]{1,64}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}[\p{L}\p{N}-]{0,62}/gu, "[address]"],
  [/(?<![\dA-Za-z-])(?:\+?82|0)[-. ()]{0,2}1[016789](?:[-. ()]{0,2}\d){7,8}(?!\d)/g, "[number]"],
  [/(?<![\dA-Za-z-])(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\dT:-])/g, "[date]"],
  [
    /(?<![\dA-Za-z-])(?:19|20)\d{2}(?:[-/ ]|\. ?|년 ?)(?:0?[1-9]|1[0-2])(?:[-/ ]|\. ?|월 ?)(?:3[01]|[12]\d|0?[1-9])(?![\dT:-])/g,
    "[date]",
  ],
  // Of cards, phones, accounts, residents.
  [/(?<![\w.-])\d(?:-?\d){10,}(?![\w-])/g, "[digits]"],
];

/** Strikes out what is personal or secret, as far as it can be told by its looks. */
export const redact = (text: string) =>
  /^[a-z]*$/i.test(text)
    ? text
    : struckOut.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);

/** Deeper than what anyone logs; it is what ends a circle. */
const DEEPEST = 6;

function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "bigint" || Number.isInteger(value)) {
    const text = redact(String(value));
    return text === String(value) && typeof value === "number" ? value : text;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth === DEEPEST) return "[deeper]";
  if (value instanceof Error) return redactError(value, depth + 1);
  if (ArrayBuffer.isView(value)) return "[bytes]";
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if ("toJSON" in value && typeof value.toJSON === "function")
    return redactValue((value as { toJSON: () => unknown }).toJSON(), depth + 1);
  return redactFields(value, depth + 1);
}

const redactFields = (fields: object, depth = 0): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [redact(name), redactValue(value, depth)]),
  );

/** Nothing of an error but this: what else libraries hang on theirs may be a whole row or request. */
const redactError = (error: Error, depth: number) => ({
  type: error.name,
  message: redact(error.message),
  stack: redact(error.stack ?? ""),
  code: "code" in error ? redactValue(error.code, depth) : undefined,
  cause: error.cause instanceof Error ? redactValue(error.cause, depth) : undefined,
  errors: error instanceof AggregateError ? redactValue(error.errors, depth) : undefined,
});
