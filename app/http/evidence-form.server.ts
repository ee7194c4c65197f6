import type { Request as Incoming, RequestHandler, Response as Outgoing } from "express";
import { MOST_FILE_BYTES } from "#app/domain/compensation/evidence.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { findSession } from "#app/domain/verification/find-session.server.ts";
import { readCookie } from "#app/http/language.server.ts";
import { nameFor } from "#app/http/session-cookie.server.ts";
import { minutes } from "#app/shared/time.ts";

const EVIDENCE_PATH = "/compensation/evidence";

/** Of the form around the file: its boundaries, and the other fields. */
const AROUND_THE_FILE_BYTES = 64 * 1024;

/** Ten megabytes at 700 kbit/s, which is a bad line. */
const LONGEST_UPLOAD_MS = minutes(2);

/** Each is in memory twice while it is read: as it came, and as the form's file. */
const MOST_AT_ONCE = 8;

/** However its path is written, the framework finds the form. */
export const isEvidenceForm = ({ method, path }: Incoming) =>
  method === "POST" && /^\/+compensation\/+evidence(\.data)?\/*$/i.test(decodeURIComponent(path));

/**
 * Lets a document in that may be larger than all other forms, up to 10 MB: from a session that may send one,
 * which is found before anything of it is read, one at a time of each, a few at once of all, and not for
 * ever. Whoever isn't let in is told on a page of ours.
 */
export function admitEvidence(
  ctxOf: (response: Outgoing) => Ctx,
  { publicUrl, longestUploadMs = LONGEST_UPLOAD_MS }: { publicUrl: string; longestUploadMs?: number },
): RequestHandler {
  const running = new Set<string>();
  return (request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    const secret = readCookie(request.headers.cookie ?? null, nameFor(publicUrl, "session"));
    const found = secret ? findSession(ctxOf(response), secret) : Promise.resolve(null);
    found
      .then((session) => {
        if (session?.level !== "L2") {
          const to = encodeURIComponent(sameForm(request));
          response.redirect(303, `/signin/refused?why=ended&by=carrier&to=${to}`);
        } else if (Number(request.headers["content-length"]) > MOST_FILE_BYTES + AROUND_THE_FILE_BYTES)
          response.redirect(303, sameForm(request, "too-large"));
        else if (running.has(session.id)) response.redirect(303, sameForm(request, "another"));
        else if (running.size >= MOST_AT_ONCE) response.redirect(303, sameForm(request, "busy"));
        else {
          running.add(session.id);
          // Cut off where it stops coming, or comes too slowly: the request's own error says so to whoever reads it.
          const timer = setTimeout(() => {
            if (!request.complete) request.destroy();
          }, longestUploadMs);
          response.once("close", () => {
            clearTimeout(timer);
            running.delete(session.id);
          });
          next();
        }
      })
      .catch(next);
  };
}

/** The page of the form, and why nothing came of it. */
function sameForm({ query }: Incoming, why?: "too-large" | "another" | "busy"): string {
  const claim = typeof query.claim === "string" ? query.claim : "";
  return `${EVIDENCE_PATH}?${new URLSearchParams({ claim, ...(why && { why }) }).toString()}`;
}
