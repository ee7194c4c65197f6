import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { closeText, wayToTheAnswer } from "#app/domain/notices/notice-text.rules.ts";
import { languages, type Language } from "#app/locales/language.ts";
import { letterText } from "#app/locales/letter-text.ts";
import { say } from "#app/locales/say.ts";

/** Texts to one person about something that just happened, beside those that tell a finding. */
export const letterKinds = ["link_again", "signed_in", "acted", "answered", "enrolled"] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Only `link_again` has a link: the others may be about a thief, and then a link is what the thief would send. */
export type LetterVariant = { language: Language; forMinor: boolean } & (
  { kind: "link_again"; link: string } | { kind: Exclude<LetterKind, "link_again"> }
);

/** The whole letter. Nothing in it depends on the person or the moment but the link. */
export const renderLetterText = (incident: IncidentDefinition, variant: LetterVariant): string =>
  writeLetterText(incident, variant).text;

function writeLetterText(definition: IncidentDefinition, variant: LetterVariant) {
  const { kind, language, forMinor } = variant;
  const { number } = definition.hotline;
  const incident = definition.names[language];
  const heading = say(letterText[`${kind}_heading`], language, { carrier: definition.carrier[language] });
  switch (kind) {
    case "link_again": {
      const { link } = variant;
      return closeText(definition, language, link, [
        heading,
        say(letterText.link_again, language, { incident, number }),
        "",
        wayToTheAnswer({ for: forMinor ? "minor" : "holder", link }, language, number),
      ]);
    }
    case "signed_in":
      return closeText(definition, language, null, [
        heading,
        say(letterText[forMinor ? "signed_in_minor" : "signed_in"], language, { incident }),
        say(letterText.signed_in_if_not, language, { number }),
        say(letterText.no_link, language),
        "",
      ]);
    case "answered":
      return closeText(definition, language, null, [
        heading,
        say(letterText[forMinor ? "answered_minor" : "answered"], language, { incident }),
        say(letterText.answered_see, language, { number }),
        say(letterText.no_link, language),
        "",
      ]);
    case "enrolled":
      return closeText(definition, language, null, [
        heading,
        say(letterText[forMinor ? "enrolled_minor" : "enrolled"], language, { incident }),
        say(letterText.enrolled_phone, language),
        say(letterText.enrolled_if_not, language, { number }),
        say(letterText.no_link, language),
        "",
      ]);
    case "acted":
      return closeText(definition, language, null, [
        heading,
        say(letterText[forMinor ? "acted_minor" : "acted"], language, { incident }),
        say(letterText.acted_see, language),
        say(letterText.acted_if_not, language, { number }),
        say(letterText.no_link, language),
        "",
      ]);
  }
}

/** Every letter of a kind, in all languages, to holders and guardians, around one link. */
export const listLetterTexts = (
  incident: IncidentDefinition,
  kind: LetterKind,
  link: string,
): { language: Language; text: string; code: string }[] =>
  languages.flatMap((language) =>
    [false, true].map((forMinor) => ({
      language,
      ...writeLetterText(
        incident,
        kind === "link_again" ? { kind, language, forMinor, link } : { kind, language, forMinor },
      ),
    })),
  );
