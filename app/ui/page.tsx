import { useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { languageNames, languages, type Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { site } from "#app/locales/site.ts";
import type { Hotline } from "#app/domain/incidents/incident.schema.ts";

/**
 * What stands around every subscriber and public page: name, language switch, the synthetic mark, and where
 * to call.
 */
export function Page({
  language,
  synthetic,
  hotline,
  children,
}: {
  language: Language;
  synthetic: boolean;
  hotline: Hotline | null;
  children: ReactNode;
}) {
  const { search } = useLocation();
  return (
    <>
      <a className="skip" href="#content">
        {say(site.skip, language)}
      </a>
      {synthetic && (
        <aside className="synthetic">
          <div className="wrap">{say(site.synthetic, language)}</div>
        </aside>
      )}
      <header className="wrap top">
        <a className="brand" href="/">
          {say(site.brand, language)}
        </a>
        <nav aria-label={say(site.languages, language)}>
          <ul className="langs">
            {languages.map((other) => (
              <li key={other}>
                {other === language ? (
                  <span aria-current="true" lang={other}>
                    {languageNames[other]}
                  </span>
                ) : (
                  <a href={inLanguage(search, other)} lang={other} hrefLang={other}>
                    {languageNames[other]}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main className="wrap" id="content">
        {children}
      </main>
      <footer>
        <div className="wrap">
          {hotline && (
            <p>
              <a href={telephone(hotline.number)}>
                {say(site.help, language, { number: hotline.number, hours: say(hotline.hours, language) })}
              </a>
            </p>
          )}
          <p>{say(site.never, language)}</p>
          <p>
            <a href="/message-check">{say(site.message_check, language)}</a>
          </p>
        </div>
      </footer>
    </>
  );
}

/** The same page in another language, with all that was chosen so far. */
function inLanguage(search: string, language: Language): string {
  const query = new URLSearchParams(search);
  query.delete("lang");
  const kept = query.toString();
  return kept ? `?${kept}&lang=${language}` : `?lang=${language}`;
}

export const telephone = (number: string) => `tel:${number.replace(/\D/g, "")}`;
