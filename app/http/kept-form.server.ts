import { readHostCookie } from "#app/http/session-cookie.server.ts";

/** Finds the report that was written before the session ended, once the same line has signed in again. */
export const KEPT_REPORT_COOKIE = "kept-report";

export const readKeptReport = (request: Request, publicUrl: string) =>
  readHostCookie(request, publicUrl, KEPT_REPORT_COOKIE);

/** Where somebody who signs in goes on: to what they were writing, else to their answer. */
export const pathAfterSignIn = (request: Request, publicUrl: string) =>
  readKeptReport(request, publicUrl) ? "/report" : "/result";
