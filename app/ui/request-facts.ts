import { createContext } from "react";
import type { Hotline } from "#app/domain/incidents/incident.schema.ts";
import type { Language } from "#app/locales/language.ts";

/**
 * What a page needs to say even when nothing could be loaded for it: in which language, by which number to
 * ask about it, and where.
 */
export const RequestFacts = createContext<{
  language: Language;
  requestId: string;
  hotline: Hotline | null;
  /** They came with a subscriber's session, or what was one: there is an answer to go back to. */
  hasSession: boolean;
  /** Of a console alone: what its one script is known by to the page's policy. */
  nonce: string | null;
}>({ language: "ko", requestId: "", hotline: null, hasSession: false, nonce: null });
