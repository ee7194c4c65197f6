import type { EvidenceFile } from "#app/domain/compensation/read-evidence.server.ts";

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
