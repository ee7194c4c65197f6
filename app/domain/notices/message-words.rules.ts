import {
  findCutEnds,
  findCutFronts,
  findPlaces,
  orderStoreNames,
  type Mark,
  type StoreNames,
} from "#app/domain/notices/message-places.rules.ts";

// Whether a pasted text is one that was sent. Copying damages a text, so both are folded before they are
// compared: white space, what can't be seen, the tags that networks put in front, and characters that look
// alike make no difference. Two things are never folded. Digits stay digits: a changed telephone number has
// to be found. And addresses are compared as they stand, since one look-alike letter, or a break in the
// middle at which a phone ends the link, makes another's address of ours.

/** Stands in a text where its link does. */
export const LINK_PLACE = "\ufffc";

/**
 * A text that was sent to some: folded, with LINK_PLACE for its link, and the addresses in it, which have to
 * stand exactly so.
 */
export type SentText = {
  code: string;
  letters: string;
  addresses: { at: number; address: string }[];
  /** The stores of which it names one; none where it names none. */
  stores?: StoreNames;
};

/** The letters that count, and where in the source each came from. */
type Folded = { source: string; letters: string; at: number[] };

/**
 * White space, line breaks and what can't be seen. Marks that turn the direction of writing are none of it:
 * with them a number is shown in another order than it is compared in.
 */
const LOST = /(?![\u061c\u200f\u202b\u202e\u2067])[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

const KEPT = new RegExp(`(?:(?!${LOST.source})[^])+`, "gu");

/** Space that isn't the break of a long line. */
const SPACE = /[^\S\r\n\ufeff]/u;

/**
 * Letters that need no folding, in runs; else what stands for one sign, a character with its marks or the
 * parts of syllables.
 */
const SIGNS =
  /[0-9A-Za-z가-힣一-鿿]+(?!\p{M})|[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|\P{M}\p{M}*|\p{M}+/gu;
const PLAIN = /^[0-9A-Za-z가-힣一-鿿]+$/;

/**
 * What passes for another character: signs that phones exchange, and letters of other scripts. No digit is
 * among them.
 */
const LOOK_ALIKES = new Map(
  [
    ["“”„‟«»″", '"'],
    ["‘’‚‛‹›′´`", "'"],
    ["∼〜～˜", "~"],
    ["‐‑‒–—―−⁃﹘﹣－", "-"],
    ["ㆍᆞ・･‧∙⋅•", "·"],
    ["аеһіјԁорсԛѕԝхуѵ", "aehijdopcqswxyv"],
    ["АВСЕНІЈКМОРԚЅТԜХУ", "ABCEHIJKMOPQSTWXY"],
    ["ανιορϲϳ", "aviopcj"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ", "ABEZHIKMNOPTYXC"],
    ["ıɑɡօսհ", "iagouh"],
  ].flatMap(([others = "", own = ""]) =>
    Array.from(others, (other, at) => [other, own.charAt(at) || own] as const),
  ),
);

function fold(source: string): Folded {
  let seen = "";
  const seenAt: number[] = [];
  for (const { 0: run, index } of source.matchAll(KEPT)) {
    seen += run;
    for (let at = index; at < index + run.length; at += 1) seenAt.push(at);
  }
  let letters = "";
  const at: number[] = [];
  for (const { 0: sign, index } of seen.matchAll(SIGNS)) {
    const plain = PLAIN.test(sign);
    const start = letters.length;
    letters += plain ? sign : foldSign(sign);
    while (at.length < letters.length) at.push(seenAt[plain ? index + at.length - start : index] ?? 0);
  }
  return { source, letters, at };
}

/**
 * Looked up before Unicode's own compatibility forms, which would take some apart, and after, for the letters
 * below their marks.
 */
const foldSign = (sign: string) => lookUp(lookUp(sign).normalize("NFKD")).normalize("NFC").replace(/\s/g, "");

const lookUp = (text: string) =>
  Array.from(text, (character) => LOOK_ALIKES.get(character) ?? character).join("");

/** What phones and networks put in front of a text. */
const TAGS = /^(?:\[(?:(?:web|웹|국제|국외|해외|로밍)발신|fwd?|전달)\]|fwd?:)+/i;

function foldPasted(text: string): Folded {
  const { source, letters, at } = fold(text);
  const tags = TAGS.exec(letters)?.[0].length ?? 0;
  // No text that came has our marks in it.
  return { source, letters: letters.slice(tags).replace(/[\ue000\ue001]/g, "?"), at: at.slice(tags) };
}

/** With marks in the place of what stands there. */
function putMarks({ source, letters, at }: Folded, marks: readonly Mark[]): Folded {
  const marked = { source, letters, at };
  for (const { from, to, mark } of marks.toSorted((one, other) => other.from - one.from)) {
    marked.letters = marked.letters.slice(0, from) + mark + marked.letters.slice(to);
    marked.at = [...marked.at.slice(0, from), marked.at[from] ?? 0, ...marked.at.slice(to)];
  }
  return marked;
}

/** The stores of an incident, as its letters write them. */
export const readStores = (texts: readonly string[]): StoreNames =>
  orderStoreNames(texts.map((text) => readSentText({ text, code: "" })));

/** What is made of a pasted text for those sent ones that name a store: once for all that name one of the same. */
function perStores<Made>(plain: Made, make: (stores: StoreNames) => Made): (sent: SentText) => Made {
  const known = new Map<StoreNames, Made>();
  return ({ stores }) => {
    if (!stores) return plain;
    const made = known.get(stores) ?? make(stores);
    known.set(stores, made);
    return made;
  };
}

/** A pasted text as it is compared with a sent one: with marks in the places of one that names a store. */
const markedFor = (pasted: Folded) => perStores(pasted, (stores) => markPlaces(pasted, stores));

function markPlaces(pasted: Folded, stores: StoreNames): Folded {
  const places = findPlaces(pasted.letters, stores).filter(
    ({ name, from, to }) => !name || hasAddresses(pasted, name, { from: 0, to: to - from, moved: from }),
  );
  return putMarks(pasted, places);
}

/** Anything with an @, or with a dot between letters. */
const ADDRESSES = /[\p{L}\p{N}._%+:/@?#=&~-]*(?:@|\p{L}\.\p{L})[\p{L}\p{N}._%+:/@?#=&~-]*/gu;

/** A text as it was sent, with LINK_PLACE for its link. */
export function readSentText({ text, code }: { text: string; code: string }): SentText {
  const { letters, at } = fold(text);
  const addresses = [...text.matchAll(ADDRESSES)].map(({ 0: address, index }) => ({
    at: at.indexOf(index),
    address,
  }));
  return { code, letters, addresses };
}

export type MessageReading<Sent extends SentText> =
  /**
   * The words of a text that was sent, whole; `link` is the token in place of its link, "other" where
   * something else stands there.
   */
  | { words: "sent"; sent: Sent; link: { token: string } | "other" | "none" }
  /**
   * Other words, with the code of a text that was sent, or without; `token` if a link of ours is the only
   * link in them.
   */
  | { words: "changed" | "unknown"; token: string | null }
  /** Too little to tell, or only a part of a text that was sent. */
  | { words: "not-whole" };

/**
 * Reads a pasted text against all that were sent. Whether a token was ever issued is left to whoever can look
 * it up.
 */
export function readMessage<Sent extends SentText>(
  text: string,
  sentTexts: readonly Sent[],
  publicUrl: string,
): MessageReading<Sent> {
  const pasted = foldPasted(text);
  const token = readLink(findLoneLink(text) ?? "", publicUrl);
  const marked = markedFor(pasted);
  for (const sent of sentTexts) {
    const inPlaceOfLink = matchWords(marked(sent), sent);
    if (inPlaceOfLink === null) continue;
    if (!sent.letters.includes(LINK_PLACE)) return { words: "sent", sent, link: "none" };
    const inPlace = trimLost(inPlaceOfLink);
    if (inPlace === "") return { words: "not-whole" };
    if (SPACE.test(inPlace)) return { words: "changed", token };
    const itsToken = readLink(inPlace, publicUrl);
    return { words: "sent", sent, link: itsToken ? { token: itsToken } : "other" };
  }
  if (!hasEnoughWords(text) || isPart(text, sentTexts, publicUrl)) return { words: "not-whole" };
  const carriesCode = sentTexts.some(({ code }) => pasted.letters.toUpperCase().includes(code));
  return { words: carriesCode ? "changed" : "unknown", token };
}

/** What the pasted text has in place of the link, "" for nothing; null if the words are others. */
function matchWords(pasted: Folded, sent: SentText): string | null {
  const { letters, source, at } = pasted;
  const [before = "", after] = sent.letters.split(LINK_PLACE);
  if (after === undefined)
    return letters === before && hasAddresses(pasted, sent, { from: 0, to: before.length, moved: 0 })
      ? ""
      : null;
  const [start, end] = [before.length, letters.length - after.length];
  const moved = letters.length - sent.letters.length;
  const same =
    letters.startsWith(before) &&
    letters.endsWith(after) &&
    hasAddresses(pasted, sent, { from: 0, to: start, moved: 0 }) &&
    hasAddresses(pasted, sent, { from: start, to: sent.letters.length, moved });
  return same ? source.slice(at[start], at[end]) : null;
}

/**
 * Whether the addresses that a stretch of the sent text has stand in the pasted one, `moved` letters further
 * on, to the letter.
 */
const hasAddresses = (
  { source, at }: Folded,
  { addresses }: Pick<SentText, "addresses">,
  { from, to, moved }: { from: number; to: number; moved: number },
) =>
  addresses
    .filter((one) => one.at >= from && one.at + one.address.length <= to)
    .every((one) => source.startsWith(one.address, at[one.at + moved]));

/**
 * The token of a link that is ours to the letter. Only in its token may there be what copying leaves behind,
 * the line break of a long line or a character without width: in front of that, a phone could end the link
 * there and open another's address.
 */
export function readLink(link: string, publicUrl: string): string | null {
  const [origin, rest] = [link.slice(0, publicUrl.length), link.slice(publicUrl.length)];
  // Lower case only where it is ASCII: the Kelvin sign's is a plain k.
  if (!/^[!-~]+$/.test(origin) || origin.toLowerCase() !== publicUrl.toLowerCase()) return null;
  if (!rest.startsWith("/v/")) return null;
  const token = (rest.slice("/v/".length).match(KEPT) ?? []).join("");
  return /^[A-Za-z0-9_-]{22}$/.test(token) ? token : null;
}

/** What a phone would make a link of: with a scheme, or a name that ends like a domain's, e-mail addresses aside. */
const isLink = (word: string) =>
  word.includes("://") ||
  (/[^\s.]\.(?:[a-z]{2,}|한국|닷컴|닷넷)/i.test(word) && !/^[^@/]+@[^@/]+$/.test(word));

const wordsOf = (text: string) => text.split(/\s+/).filter((word) => word !== "");

/** The link of a text that has exactly one, without the punctuation around it. */
function findLoneLink(text: string): string | null {
  const links = wordsOf(text).filter(isLink);
  return links.length === 1 && links[0] ? links[0].replace(/^[(<["'“‘]+|[)>\]"'”’.,;:!?…]+$/g, "") : null;
}

/** Short of a sentence nothing can be said; links and codes don't count. */
const FEWEST_LETTERS = 20;

const hasEnoughWords = (text: string) =>
  (
    wordsOf(text)
      .filter((word) => !isLink(word) && !/^[0-9A-Z]{4}-[0-9A-Z]{4}$/i.test(word))
      .join("")
      .match(/[\p{L}\p{N}]/gu) ?? []
  ).length >= FEWEST_LETTERS;

/** A piece of a text that was sent, such as a phone shows of a long one: nothing can be said of what is missing. */
function isPart(text: string, sentTexts: readonly SentText[], publicUrl: string): boolean {
  const link = wordsOf(text).find((word) => readLink(word, publicUrl) !== null);
  const pasted = foldPasted(link ? text.replace(link, LINK_PLACE) : text);
  const pieces = perStores([pasted], (stores) => listCut(pasted, stores));
  return sentTexts.some((sent) =>
    pieces(sent).some((piece) => {
      const from = sent.letters.indexOf(piece.letters);
      return from >= 0 && hasAddresses(piece, sent, { from, to: from + piece.letters.length, moved: -from });
    }),
  );
}

/** A piece of a text that names a store may have been cut in the middle of that, or of the moment. */
function listCut(pasted: Folded, stores: StoreNames): Folded[] {
  const marked = markPlaces(pasted, stores);
  return findCutFronts(marked.letters, stores).flatMap((front) =>
    findCutEnds(marked.letters, stores).map((end) => putMarks(marked, [...front, ...end])),
  );
}

const trimLost = (text: string) => {
  const signs = Array.from(text);
  const first = signs.findIndex((sign) => !LOST.test(sign));
  const last = signs.findLastIndex((sign) => !LOST.test(sign));
  return signs.slice(Math.max(first, 0), last + 1).join("");
};
