/** Errors that pass: the message was certainly not taken, and may be later. */
export type PassingError = "rate-limited" | "unavailable" | "unreachable" | "sender-blocked";

/**
 * What is known after a call. `retryable` and `permanent` are certain that nothing was sent; whatever leaves
 * that open (a timeout, a broken connection, a server error) is `unknown`. After `rate-limited` and
 * `sender-blocked` every other message would fare alike for a while; `detail` is what the provider called it.
 */
export type SendResult =
  | { kind: "accepted"; providerId: string }
  | { kind: "retryable"; code: PassingError; retryAfterMs?: number; detail?: string }
  | { kind: "permanent"; code: string }
  | { kind: "unknown"; code: string };

/** `cannot-tell` is for good (no such list, or it doesn't reach back); `no-answer` passes. */
export type SentLookup =
  | { kind: "sent"; providerId: string }
  | { kind: "not-sent" }
  | { kind: "cannot-tell" }
  | { kind: "no-answer" };

/**
 * A message as it leaves. `id` and `attempt` name the call that is made of it; nobody outside can tell a
 * person by them.
 */
export type Message = { id: string; attempt: number; to: string; body: string; language: string };

/** A way out for messages. Neither method throws: what went wrong is part of the answer. */
export type Transport = {
  name: string;
  /** After this long a call has ended, one way or another. */
  timeoutMs: number;
  send: (message: Message) => Promise<SendResult>;
  /** Where the provider keeps a list: whether it took this very message since then. */
  findSent?: (message: { to: string; body: string; since: Date }) => Promise<SentLookup>;
};
