/** Errors of `fetch` that come before a byte of the request has left. */
const beforeTheRequest = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Whether a failed `fetch` is certain to have sent nothing. */
export function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && beforeTheRequest.has(String(cause.code));
}
