import type { EvidenceFile, ReadRefusal } from "#app/domain/compensation/read-evidence.server.ts";
import { evidence } from "#app/locales/evidence.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";

/** A document as a file to keep, never as a page: whatever is in it, no browser shows it as ours. */
export const evidenceAnswer = ({ name, mediaType, bytes }: EvidenceFile): Response =>
  new Response(bytes, {
    headers: {
      "Content-Type": mediaType,
      "Content-Length": String(bytes.length),
      "Content-Disposition": `attachment; filename="document"; filename*=UTF-8''${encodeName(name)}`,
      "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    },
  });

/** RFC 8187: all but letters, digits and a few marks by their bytes. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*!]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Why there is no file, in words: the browser shows nothing else. */
export const noEvidence = (refusal: ReadRefusal, language: Language): Response =>
  new Response(`${say(refusalText[refusal], language)}\n`, {
    status: statusOf[refusal],
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });

const statusOf = { "over-quota": 429, "store-down": 503, gone: 404 } as const;

const refusalText = {
  "over-quota": evidence.over_quota,
  "store-down": evidence.not_read,
  gone: evidence.erased,
} as const satisfies Record<ReadRefusal, unknown>;
