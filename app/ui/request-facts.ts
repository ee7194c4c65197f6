import { createContext } from "react";
import type { Language } from "#app/locales/language.ts";

/** What a page needs to say even when nothing could be loaded for it: in which language, and by which number to ask about it. */
export const RequestFacts = createContext<{ language: Language; requestId: string }>({
  language: "ko",
  requestId: "",
});
