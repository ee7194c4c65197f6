/** The one path that L3 is reached for, to switch payments on again or to raise their cap. */
export const ALLOW_MORE_PATH = "/micropayments/raise";

/** The caps that are offered, in won a month; the highest is the carrier's own limit (1,000,000). */
export const caps = [10_000, 30_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000] as const;

/** A cap that was typed; null for anything that isn't offered. */
export const parseCap = (typed: string): number | null => caps.find((cap) => String(cap) === typed) ?? null;

export const lowerCaps = (capKrw: number) => caps.filter((cap) => cap < capKrw);
export const higherCaps = (capKrw: number) => caps.filter((cap) => cap > capKrw);
