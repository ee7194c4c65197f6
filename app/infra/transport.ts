/** Errors that pass: the message was certainly not taken, and may be later. */
export type PassingError = "rate-limited" | "unavailable" | "unreachable";

/**
 * What is known after a call. `retryable` and `permanent` are certain that nothing was sent; whatever leaves that open (a timeout, a broken
 * connection, a server error) is `unknown`.
 */
export type SendResult =
  | { kind: "accepted"; providerId: string }
  | { kind: "retryable"; code: PassingError; retryAfterMs?: number }
  | { kind: "permanent"; code: string }
  | { kind: "unknown"; code: string };

/** `cannot-tell` is for good (no such list, or it doesn't reach back); `no-answer` passes. */
export type SentLookup =
  | { kind: "sent"; providerId: string }
  | { kind: "not-sent" }
  | { kind: "cannot-tell" }
  | { kind: "no-answer" };

/** A way out for text messages. Neither method throws: what went wrong is part of the answer. */
export type SmsTransport = {
  name: string;
  /** After this long a call has ended, one way or another. */
  timeoutMs: number;
  send: (message: { to: string; body: string }) => Promise<SendResult>;
  /** Where the provider keeps a list: whether it took this very message since then. */
  findSent?: (message: { to: string; body: string; since: Date }) => Promise<SentLookup>;
};
