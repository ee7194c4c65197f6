import { minutes } from "#app/shared/time.ts";

/** Long enough to find the text with the link again, and to sign in (security.md). */
export const keptFormLifetime = minutes(30);

/** Bound to the cookie that it is found by. */
export const keptFormOwner = (idHash: Uint8Array) => `kept-form:${Buffer.from(idHash).toString("hex")}`;
