import { z } from "zod";
import { seconds } from "#app/shared/time.ts";

/** Who holds a number now, as the carrier's system answers (docs/carrier-api.yaml, getLineOwner). */
export const lineOwnerSchema = z.object({
  status: z.enum(["active", "ended", "ported"]),
  holderRef: z.string().nullable(),
});
export type LineOwner = z.infer<typeof lineOwnerSchema>;

/** The direct reads of the carrier's API. Each throws when the carrier doesn't answer properly in time: the caller decides what a silence means. */
export type CarrierReads = {
  /** Null where the carrier knows no such line. */
  findLineOwner(msisdn: string): Promise<LineOwner | null>;
};

const TIMEOUT_MS = seconds(3);

export function carrierApi({ url, apiKey }: { url: string; apiKey: string }): CarrierReads {
  return {
    async findLineOwner(msisdn) {
      // The number travels in the body: addresses end up in access logs.
      const response = await fetch(new URL("/v1/lines/owner", url), {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ msisdn }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`carrier API: line owner answered ${response.status}`);
      return lineOwnerSchema.parse(await response.json());
    },
  };
}
