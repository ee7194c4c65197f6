import { hours, minutes } from "#app/shared/time.ts";

export const staffSessionIdle = minutes(10);
export const staffSessionLifetime = hours(8);

/** Whether the provider says that a second factor was given (RFC 8176 `amr`, or OpenID's `acr` for keys that resist phishing). */
export const usedSecondFactor = ({ amr, acr }: { amr: readonly string[]; acr: string | undefined }) =>
  amr.includes("mfa") || acr === "phr" || acr === "phrh";
