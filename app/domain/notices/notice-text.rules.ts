import { createHash } from "node:crypto";
import iconv from "iconv-lite";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { languages, type Language } from "#app/locales/language.ts";
import { noticeText } from "#app/locales/notice-text.ts";
import { say } from "#app/locales/say.ts";
import { kstDay } from "#app/shared/time.ts";

/**
 * What a text says is the same for everyone it goes to: the incident as it was defined when the campaign was
 * planned, and the finding's date.
 */
export type NoticeFacts = {
  incident: IncidentDefinition;
  announcedAt: Date;
  /** Categories of the incident's catalogue that the finding holds of anybody. */
  heldCategories: readonly string[];
};

/**
 * How the reader gets to the answer. `nobody`: companies and lines without a birth date have no L1, so they
 * get no link.
 */
export type NoticeAccess = { for: "holder" | "minor"; link: string } | { for: "nobody" };

export const noticeKinds = ["first", "update"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/**
 * The whole text: the six items that PIPA art. 34 asks for, in general form and numbered, then the way to the
 * personal answer, last the text's code. Nothing in it depends on the person but the link.
 */
export const renderNoticeText = (facts: NoticeFacts, variant: NoticeVariant): string =>
  writeNotice(facts, variant).text;

type NoticeVariant = { kind: NoticeKind; language: Language; access: NoticeAccess };

function writeNotice(
  { incident, announcedAt, heldCategories }: NoticeFacts,
  { kind, language, access }: NoticeVariant,
): { text: string; code: string } {
  const leaked = incident.categories.filter(({ key, leak }) => leak && heldCategories.includes(key));
  const items = leaked.map(({ names }) => names[language]).join(language === "zh" ? "、" : ", ");
  const number = incident.hotline.number;
  const { department, email } = incident.legal_contact;
  const { notice } = incident;
  const before = [
    say(noticeText.heading, language, { carrier: incident.carrier[language] }),
    say(noticeText[kind], language, { incident: incident.names[language], date: kstDay(announcedAt) }),
    "",
    say(noticeText.leakedItems, language, { items: items || say(noticeText.noLeakedItems, language) }),
    say(noticeText.whenAndHow, language, { text: notice.when_and_how[language] }),
    say(noticeText.whatYouCanDo, language, { text: notice.what_you_can_do[language] }),
    say(noticeText.responseAndRemedy, language, { text: notice.response_and_remedy[language] }),
    say(noticeText.contact, language, { department: department[language], number, email }),
    say(noticeText.rights, language, { text: notice.rights[language] }),
    "",
    wayToTheAnswer(access, language, number),
  ];
  return closeText(incident, language, access.for === "nobody" ? null : access.link, before);
}

/**
 * A text out of its lines: around its link, with the hotline, what is never asked, and the code of all these
 * words under it.
 */
export function closeText(
  incident: IncidentDefinition,
  language: Language,
  link: string | null,
  before: readonly string[],
): { text: string; code: string } {
  const { number, hours } = incident.hotline;
  const after = [
    say(noticeText.hotline, language, { number, hours: hours[language] }),
    say(noticeText.neverAsked, language),
  ];
  const code = codeOf([...before, ...after].join("\n"));
  const lines = [
    ...before,
    ...(link === null ? [] : [link]),
    ...after,
    say(noticeText.code, language, { code }),
  ];
  return { text: lines.join("\n"), code };
}

export function wayToTheAnswer(access: NoticeAccess, language: Language, number: string): string {
  switch (access.for) {
    case "holder":
      return say(noticeText.openHolder, language);
    case "minor":
      return say(noticeText.openMinor, language);
    case "nobody":
      return say(noticeText.askInPerson, language, { number });
  }
}

/** Crockford's base 32: no letter that could be read as another, or as a digit. */
const CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The code that a text carries, "K7Q2-M4XD": 40 bits of its words' SHA-256. The same for everyone who got
 * these words, so it tells nobody apart and proves nothing by itself: whoever saw the text can copy it.
 */
function codeOf(words: string): string {
  const bits = createHash("sha256").update(words).digest().readUIntBE(0, 5);
  const letters = Array.from({ length: 8 }, (_, at) => CODE_LETTERS.charAt(Math.floor(bits / 32 ** at) % 32));
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

/** Every text that a campaign may send, in all languages, kinds and ways to the answer, around one link. */
export function listNoticeTexts(
  facts: NoticeFacts,
  link: string,
): { language: Language; text: string; code: string }[] {
  const accesses: NoticeAccess[] = [{ for: "holder", link }, { for: "minor", link }, { for: "nobody" }];
  return languages.flatMap((language) =>
    noticeKinds.flatMap((kind) =>
      accesses.map((access) => ({ language, ...writeNotice(facts, { kind, language, access }) })),
    ),
  );
}

/** An LMS takes 2,000 bytes in EUC-KR; the providers' APIs, 1,600 characters. */
const MAX_CHARACTERS = 1_600;
const MAX_EUC_KR_BYTES = 2_000;

export type TextFault = "over-1600-characters" | "over-2000-bytes" | "not-in-euc-kr";

/**
 * What keeps a text from being sent as it is. The limits in bytes bind the Korean one, which travels in
 * EUC-KR; the others go as Unicode.
 */
export function findTextFaults(text: string, language: Language): TextFault[] {
  const faults: TextFault[] = [];
  if (text.length > MAX_CHARACTERS) faults.push("over-1600-characters");
  if (language !== "ko") return faults;
  const encoded = Array.from(text, (character) => ({ character, bytes: iconv.encode(character, "euc-kr") }));
  if (encoded.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_EUC_KR_BYTES)
    faults.push("over-2000-bytes");
  if (!encoded.every(isEucKr)) faults.push("not-in-euc-kr");
  return faults;
}

/**
 * iconv-lite's "euc-kr" is its superset CP949: EUC-KR proper is ASCII, and pairs of bytes of which both are
 * 0xA1 or more.
 */
function isEucKr({ character, bytes }: { character: string; bytes: Buffer }) {
  if (bytes.length === 1) return character.charCodeAt(0) < 0x80;
  return bytes.length === 2 && bytes.every((byte) => byte >= 0xa1);
}

/**
 * The longest link that fits the texts as they are checked when a campaign is planned; the worker refuses a
 * PUBLIC_URL that makes longer ones.
 */
export const LONGEST_LINK = 80;

export type TextRefusal = `${TextFault}-${Language}`;

/** All texts of a campaign, held against the limits. */
export function findCampaignTextFaults(facts: NoticeFacts): TextRefusal[] {
  const refusals = listNoticeTexts(facts, "x".repeat(LONGEST_LINK)).flatMap(({ language, text }) =>
    findTextFaults(text, language).map((fault): TextRefusal => `${fault}-${language}`),
  );
  return [...new Set(refusals)];
}
