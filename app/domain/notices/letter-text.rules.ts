import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { closeText, wayToTheAnswer } from "#app/domain/notices/notice-text.rules.ts";
import { languages, type Language } from "#app/locales/language.ts";
import { letterCard } from "#app/locales/letter-card.ts";
import { letterFee } from "#app/locales/letter-fee.ts";
import { letterMoney } from "#app/locales/letter-money.ts";
import { letterText } from "#app/locales/letter-text.ts";
import { letterVisit } from "#app/locales/letter-visit.ts";
import { say } from "#app/locales/say.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

const words = { ...letterText, ...letterVisit, ...letterCard, ...letterMoney, ...letterFee };

const kinds = {
  link_again: "none",
  signed_in: "none",
  acted: "none",
  answered: "none",
  enrolled: "none",
  swapped: "none",
  visit_booked: "store and moment",
  visit_reminder: "store and moment",
  visit_moved: "store and moment",
  visit_lost: "store and moment",
  card_set_aside: "store and moment",
  at_store: "store",
  visit_cancelled: "store and moment",
  place_ended: "store and moment",
  offer_withdrawn: "store and moment",
  card_refused: "store and moment",
  remote_ordered: "none",
  remote_refused: "none",
  sum_taken: "none",
  claim_filed: "none",
  papers_asked: "none",
  claim_decided: "none",
  paid_out: "none",
  payout_returned: "none",
  payout_failed: "none",
  account_entered: "none",
  account_ended: "none",
  claim_unfinished: "none",
  fee_registered: "none",
  fee_policy: "none",
  fee_decided: "none",
  fee_waived: "none",
  fee_deadline: "none",
  offer_taken: "none",
  offer_refused: "none",
} as const satisfies Record<string, "none" | "store" | "store and moment">;

/** Texts to one person about something that just happened, beside those that tell a finding. */
export type LetterKind = keyof typeof kinds;
export const letterKinds = Object.keys(kinds) as LetterKind[];

/**
 * What a letter says beside its words: nothing, which store, or which store and when (of a card set aside,
 * until when).
 */
export const placeOf = (kind: LetterKind) => kinds[kind];

/** Which store and when; the moment is null where the letter names none. */
export type LetterPlace = { store: LetterStore; momentAt: Date | null };
export type LetterStore = { name: string; region: string; district: string; phone: string };

/**
 * Only `link_again` and `swapped` have a link, and the second none for who can have none: the others may be
 * about a thief, and then a link is what the thief would send. `place` is of the letters about a visit.
 */
export type LetterVariant = {
  kind: LetterKind;
  language: Language;
  forMinor: boolean;
  link?: string | null;
  place?: LetterPlace | null;
};

/**
 * Where a letter's words have the store and the moment: its code is of the words alone, and the same
 * whichever store it is.
 */
export const STORE_PLACE = "\ue000";
export const MOMENT_PLACE = "\ue001";

/** The store as a letter writes it. */
export const storeText = ({ name, region, district, phone }: LetterStore) =>
  `${name} (${region} ${district}) ${phone}`;

const momentText = (momentAt: Date) => `${kstDay(momentAt)} ${kstTime(momentAt)}`;

/**
 * The whole letter. Nothing in it depends on the person or the moment but the link, and of a visit the store,
 * the day and the time.
 */
export function renderLetterText(incident: IncidentDefinition, variant: LetterVariant): string {
  const { kind, place, link } = variant;
  if ((kind === "link_again" && !link) || (placeOf(kind) !== "none") !== Boolean(place))
    throw new Error(`a letter ${kind} without what it is about`);
  const { text } = writeLetterText(incident, variant);
  if (!place) return text;
  return text
    .replace(STORE_PLACE, () => storeText(place.store))
    .replace(MOMENT_PLACE, () => (place.momentAt ? momentText(place.momentAt) : ""));
}

function writeLetterText(
  definition: IncidentDefinition,
  { kind, language, forMinor, link = null }: Omit<LetterVariant, "place">,
) {
  const { number } = definition.hotline;
  const incident = definition.names[language];
  const heading = say(words[`${kind}_heading`], language, { carrier: definition.carrier[language] });
  const first = firstSentence(kind, forMinor, language, incident, number);
  const close = (...lines: string[]) =>
    closeText(definition, language, null, [
      heading,
      first,
      ...lines,
      say(words.no_link, language, { number }),
      "",
    ]);
  const store = say(words.store, language, { store: STORE_PLACE });
  const when = say(words.when, language, { moment: MOMENT_PLACE });
  switch (kind) {
    case "link_again":
    case "swapped": {
      const more = kind === "swapped" ? [say(words.swapped_if_not, language, { number })] : [];
      if (link === null) return close(...more);
      const way = wayToTheAnswer({ for: forMinor ? "minor" : "holder", link }, language, number);
      return closeText(definition, language, link, [heading, first, ...more, "", way]);
    }
    case "signed_in":
      return close(say(words.signed_in_if_not, language, { number }));
    case "answered":
      return close(say(words.answered_see, language, { number }));
    case "enrolled":
      return close(say(words.enrolled_phone, language), say(words.enrolled_if_not, language, { number }));
    case "acted":
      return close(say(words.acted_see, language), say(words.acted_if_not, language, { number }));
    case "visit_booked":
    case "visit_reminder":
    case "visit_moved":
      return close(
        store,
        when,
        say(words.visit_see, language),
        say(words.visit_if_not, language, { number }),
      );
    case "visit_lost":
      return close(store, when, say(words.visit_lost_then, language, { number }));
    case "card_set_aside":
      return close(
        store,
        say(words.until, language, { moment: MOMENT_PLACE }),
        say(words.card_set_aside_then, language, { number }),
      );
    case "at_store":
      return close(store, say(words.at_store_if_not, language, { number }));
    case "visit_cancelled":
      return close(store, when, say(words.visit_cancelled_if_not, language, { number }));
    case "place_ended":
      return close(store, when, say(words.place_ended_if_not, language, { number }));
    case "offer_withdrawn":
      return close(store, when, say(words.offer_withdrawn_then, language, { number }));
    case "card_refused":
      return close(store, when, say(words.card_refused_then, language, { number }));
    case "remote_ordered":
      return close(say(words.remote_ordered_if_not, language, { number }));
    case "remote_refused":
      return close(say(words.remote_refused_then, language, { number }));
    case "sum_taken":
    case "claim_filed":
    case "account_ended":
      return close(say(words.money_see, language), say(words.money_if_not, language, { number }));
    case "paid_out":
    case "payout_returned":
    case "payout_failed":
      return close(say(words.money_see, language), say(words.money_questions, language, { number }));
    case "papers_asked":
      return close(say(words.papers_asked_how, language, { number }));
    case "claim_decided":
      return close(
        say(words.claim_decided_see, language),
        say(words.claim_decided_object, language, { number }),
      );
    case "account_entered":
      return close(say(words.account_entered_if_not, language, { number }));
    case "claim_unfinished":
      return close(say(words.claim_unfinished_how, language, { number }));
    case "fee_registered":
    case "offer_taken":
      return close(say(words.fee_see, language), say(words.money_if_not, language, { number }));
    case "fee_policy":
    case "fee_decided":
    case "fee_waived":
    case "offer_refused":
      return close(say(words.fee_see, language), say(words.money_questions, language, { number }));
    case "fee_deadline":
      return close(say(words.fee_deadline_how, language, { number }));
  }
}

function firstSentence(
  kind: LetterKind,
  forMinor: boolean,
  language: Language,
  incident: string,
  number: string,
): string {
  if (kind === "link_again") return say(words.link_again, language, { incident, number });
  return say(words[forMinor ? (`${kind}_minor` as const) : kind], language, { incident });
}

/**
 * Every letter of a kind, in all languages, to holders and guardians, around one link; STORE_PLACE and
 * MOMENT_PLACE stand where the store and the moment do.
 */
export function listLetterTexts(
  incident: IncidentDefinition,
  kind: LetterKind,
  link: string,
): { language: Language; text: string; code: string }[] {
  const links = kind === "link_again" ? [link] : kind === "swapped" ? [link, null] : [null];
  return languages.flatMap((language) =>
    [false, true].flatMap((forMinor) =>
      links.map((link) => ({
        language,
        ...writeLetterText(incident, { kind, language, forMinor, link }),
      })),
    ),
  );
}
