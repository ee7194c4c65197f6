import type { ReactNode } from "react";
import type { Hotline } from "#app/domain/incidents/incident.schema.ts";
import type { Language } from "#app/locales/language.ts";
import { Page } from "#app/ui/page.tsx";
import { SessionBar } from "#app/ui/session-bar.tsx";

export type SwapFrame = { language: Language; synthetic: boolean; hotline: Hotline | null; endsAt: string };

/** What stands around each page of the new card's. */
export function SwapPage({
  frame: { language, synthetic, hotline, endsAt },
  title,
  children,
}: {
  frame: SwapFrame;
  title: string;
  children: ReactNode;
}) {
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      <SessionBar language={language} endsAt={new Date(endsAt)} />
      <h1>{title}</h1>
      {children}
    </Page>
  );
}

export const Back = ({ to, text }: { to: string; text: string }) => (
  <p>
    <a href={to}>{text}</a>
  </p>
);
