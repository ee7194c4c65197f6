import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";
import {
  letterKinds,
  listLetterTexts,
  MOMENT_PLACE,
  STORE_PLACE,
} from "#app/domain/notices/letter-text.rules.ts";
import {
  LINK_PLACE,
  readLink,
  readMessage,
  readSentText,
  readStores,
} from "#app/domain/notices/message-words.rules.ts";
import { listNoticeTexts } from "#app/domain/notices/notice-text.rules.ts";

const publicUrl = "https://ansim.example";
const token = "AbCdEfGhIjKlMnOpQrSt_-";
const link = `${publicUrl}/v/${token}`;

const folder = "docs/incidents";
const texts = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => incidentSchema.parse(parse(readFileSync(`${folder}/${file}`, "utf8"))))
  .flatMap((incident) => [
    ...listNoticeTexts(
      {
        incident,
        announcedAt: new Date("2025-09-18T15:00:00+09:00"),
        heldCategories: incident.categories.map(({ key }) => key),
      },
      LINK_PLACE,
    ),
    ...letterKinds.flatMap((kind) => listLetterTexts(incident, kind, LINK_PLACE)),
  ]);
/** No two are one letter apart; one is what another begins with, and one has a dot between letters. */
const storeNames = [
  "종로점 (서울 종로구) 02-000-000",
  "종로점 (서울 종로구) 02-000-00012",
  "Ansim St.Mary점 (부산 해운대구) 051-000-0002",
];
const stores = readStores(storeNames);
const sentTexts = texts.map((text) => ({
  ...readSentText(text),
  ...(text.text.includes(STORE_PLACE) && { stores }),
}));
/** As they arrive. */
const arrived = texts.map(({ text }, at) =>
  text
    .replace(LINK_PLACE, link)
    .replace(STORE_PLACE, storeNames[at % storeNames.length] ?? "")
    .replace(MOMENT_PLACE, "2025-09-23 08:30"),
);
const withLink = arrived.filter((text) => text.includes(link));
const korean = withLink[0] ?? "";
const koreanWithoutLink = arrived.find((text) => !text.includes(link)) ?? "";
const placed = arrived.filter((text) => storeNames.some((name) => text.includes(name)));
const timed = placed.filter((text) => text.includes("2025-09-23 08:30"));

const read = (text: string) => {
  const { words, ...rest } = readMessage(text, sentTexts, publicUrl);
  if ("link" in rest)
    return typeof rest.link === "string" ? `${words}, link ${rest.link}` : `${words}, ${rest.link.token}`;
  return "token" in rest && rest.token ? `${words}, with ${rest.token}` : words;
};
const ours = (text: string) => (text.includes("/v/") ? `sent, ${token}` : "sent, link none");

const anArrivedText = fc.constantFrom(...arrived);

/** Where nothing may be put: inside a link's site, an e-mail address, and what could be read as one. */
const solid = (text: string) =>
  [...text.matchAll(/https:\/\/ansim\.example\/v\/|[\w.]+@[\w.]+|St\.Mary점/g)].map(({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
  }));

/** A text with a change at every place that `where` chooses, of those where one may be. */
const damaged = (text: string, where: (at: number) => boolean, change: (character: string) => string) => {
  const kept = solid(text);
  const token = text.indexOf("/v/");
  let at = 0;
  return Array.from(text, (character) => {
    const here = at;
    at += character.length;
    const inside = kept.some(({ from, to }) => here >= from && here < to);
    const inToken = token >= 0 && here > token && here < token + 3 + 22;
    return inside || inToken || !where(here) ? character : change(character);
  }).join("");
};

it("every text as it was sent is ours, notices and letters, in all languages, kinds and ways to the answer", () => {
  expect(arrived).toHaveLength(2 * 4 * (2 * 3 + (letterKinds.length + 1) * 2));
  for (const text of arrived) expect(read(text)).toBe(ours(text));
});

describe("what copying does to a text changes nothing", () => {
  const places = fc.uniqueArray(fc.nat(1_600), { maxLength: 200 }).map((list) => new Set(list));
  const unseen = [" ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\u200b", "\u200d", "\u2060", "\ufeff"];
  const marks = ["\u00ad", "\u200e", "\u202a", "\u202c", "\u2068", "\u2069", "\ufe0f", "\u3164", "\u034f"];

  it("white space and what can't be seen, put in or taken out", () => {
    fc.assert(
      fc.property(anArrivedText, places, fc.constantFrom(...unseen, ...marks), (text, chosen, put) => {
        const where = (at: number) => chosen.has(at);
        expect(read(damaged(text, where, (character) => put + character))).toBe(ours(text));
        const gone = damaged(text, where, (character) => (/\s/.test(character) ? "" : character));
        expect(read(gone)).toBe(ours(text));
      }),
    );
  });

  it("a long line broken inside the link's token, or a character without width there", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...withLink),
        fc.nat(22),
        fc.constantFrom("\n", "\r\n", ...marks),
        (text, at, put) => {
          const broken = `${publicUrl}/v/${token.slice(0, at)}${put}${token.slice(at)}`;
          expect(read(text.replace(link, broken))).toBe(ours(text));
        },
      ),
    );
  });

  it("parts of syllables and letters, wide letters, other quotes, dashes and dots", () => {
    const ways: ((character: string) => string)[] = [
      (character) => character.normalize("NFD"),
      (character) =>
        /[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character,
      (character) => character.replace("-", "–"),
      (character) => character.replace("-", "\u2011"),
      (character) => character.replace("'", "’"),
      (character) => character.replace("·", "ㆍ"),
      (character) => character.replace("·", "・"),
      (character) => character.replaceAll(":", "："),
    ];
    for (const text of arrived)
      for (const way of ways) expect(read(damaged(text, () => true, way))).toBe(ours(text));
    fc.assert(
      fc.property(anArrivedText, places, fc.constantFrom(...ways), (text, chosen, way) => {
        expect(read(damaged(text, (at) => chosen.has(at), way))).toBe(ours(text));
      }),
    );
    expect(read(korean.normalize("NFD"))).toBe(ours(korean));
  });

  it("letters of other scripts that look the same", () => {
    const others = Object.fromEntries(
      Array.from("aceopxyABCEHKMOPTXiv", (latin, at) => [
        latin,
        Array.from("асеорхуАВСЕНКМОРТХіν")[at] ?? "",
      ]),
    );
    fc.assert(
      fc.property(fc.constantFrom(...arrived.filter((text) => text.includes("Ansim"))), (text) => {
        const swapped = damaged(
          text,
          () => true,
          (character) => others[character] ?? character,
        );
        expect(swapped).not.toBe(text);
        expect(read(swapped)).toBe(ours(text));
      }),
    );
  });

  it.each(["[Web발신]\n", "[국제발신]", "[국외발신] ", "[Web발신][FW] ", "Fwd: ", "［Web발신］\n"])(
    "%j in front",
    (tag) => {
      for (const text of arrived) expect(read(tag + text)).toBe(ours(text));
    },
  );

  it("the case of the link's site", () => {
    expect(read(korean.replace(publicUrl, "HTTPS://Ansim.Example"))).toBe(ours(korean));
  });
});

describe("what somebody changed is found", () => {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789가나다您们";

  const aLetter = fc.constantFrom(...Array.from(letters));
  /** A text, and where a letter or digit of it stands, outside of its link. */
  const aPlace = anArrivedText.chain((text) => {
    const linkAt = text.indexOf(link);
    // Another moment is as good (see below).
    const momentAt = text.indexOf("2025-09-23 08:30");
    const places = [...text.matchAll(/[\p{L}\p{N}]/gu)]
      .map(({ index }) => index)
      .filter((at) => linkAt < 0 || at < linkAt || at >= linkAt + link.length)
      .filter((at) => momentAt < 0 || at < momentAt || at >= momentAt + "2025-09-23 08:30".length);
    return fc.tuple(fc.constant(text), fc.constantFrom(...places));
  });

  it("one letter or digit that is another, one more, or one less", () => {
    fc.assert(
      fc.property(aPlace, aLetter, ([text, at], other) => {
        const [before, own, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
        if (own !== other) expect(read(before + other + after)).toMatch(/^(changed|unknown)/);
        expect(read(before + own + other + after)).toMatch(/^(changed|unknown)/);
        // Without its last letter it is a piece of ours.
        expect(read(before + after)).toMatch(/^(changed|unknown|not-whole)/);
      }),
      { numRuns: 200 },
    );
  });

  it("one character of the link: then it is never this link", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...withLink),
        fc.nat(link.length - 1),
        fc.integer({ min: 0x21, max: 0xffff }).filter((code) => code < 0xd800 || code > 0xdfff),
        (text, at, code) => {
          const other = String.fromCharCode(code);
          const own = link.charAt(at);
          fc.pre(
            at < publicUrl.length ? other.toLowerCase() !== own.toLowerCase() || code > 0x7f : other !== own,
          );
          const changed = read(text.replace(link, link.slice(0, at) + other + link.slice(at + 1)));
          expect(changed).not.toBe(ours(text));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["a digit of the telephone number", "080-722-0100", "080-722-0109"],
    ["a letter for a digit of it", "080-722-0100", "O80-722-0100"],
    ["a letter of another script for a digit of it", "080-722-0100", "О80-722-0100"],
    ["digits of another script", "080-722-0100", "080-722-01٠٠"],
    ["a number that is read from right to left", "080-722-0100", "080-\u202e227\u202c-0100"],
    ["the same digits, with marks that reorder them", "080-722-0100", "080-\u202e722\u202c-0100"],
    ["a look-alike letter in the address", "privacy@ansim.example", "privacy@аnsim.example"],
    ["a wide letter in the address", "privacy@ansim.example", "privacy@ａnsim.example"],
    ["an address that breaks in two", "privacy@ansim.example", "privacy@ansim.ex\nample"],
    ["an address with something unseen in it", "privacy@ansim.example", "privacy@ansim.ex\u200bample"],
    ["another address", "privacy@ansim.example", "privacy@ansim-help.example"],
    ["a word more", "080-722-0100", "080-722-0100 또는 010-1234-5678"],
  ])("%s", (_, own, other) => {
    expect(korean).toContain(own);
    for (const text of [korean.replace(own, other), korean.replaceAll(own, other)])
      expect(read(text)).toBe(`changed, with ${token}`);
  });

  it.each([
    ["in front", (text: string) => `급한 알림입니다.\n${text}`],
    ["between", (text: string) => text.replace("\n\n", "\n\n아래 앱을 먼저 설치하세요.\n")],
    ["behind", (text: string) => `${text}\n지금 입금하세요.`],
    ["beside the link", (text: string) => text.replace("\n문의", " 010-1234-5678\n문의")],
  ])("words %s", (_, change) => {
    expect(read(change(korean))).toBe(`changed, with ${token}`);
    expect(read(change(koreanWithoutLink))).toBe("changed");
  });

  it("a code of ours under other words", () => {
    const code = texts[0]?.code ?? "";
    expect(read(`고객님의 유심을 바로 교체해야 합니다. 앱을 설치하세요. 문자 확인 번호 ${code}`)).toBe(
      "changed",
    );
    expect(read("고객님의 유심을 바로 교체해야 합니다. 앱을 설치하세요. 문자 확인 번호 0000-0000")).toBe(
      "unknown",
    );
  });
});

describe("around our words, what is not our link", () => {
  it.each([
    `https://evil.example/?u=${link}`,
    `${publicUrl}@evil.example/v/${token}`,
    `${publicUrl}.evil.example/v/${token}`,
    `${publicUrl}:8443/v/${token}`,
    `https://ansim.exampIe/v/${token}`,
    `https://аnsim.example/v/${token}`,
    `https://ａnsim.example/v/${token}`,
    `https://ansim。example/v/${token}`,
    `https://ans\u200bim.example/v/${token}`,
    `https://ansim.ex\nample/v/${token}`,
    `http://ansim.example/v/${token}`,
    `//ansim.example/v/${token}`,
    `ansim.example/v/${token}`,
    `${publicUrl}/V/${token}`,
    `${publicUrl}//v/${token}`,
    `${publicUrl}/v/${token}A`,
    `${publicUrl}/v/${token}/`,
    `${publicUrl}/v/${token}?next=//evil.example`,
    `${publicUrl}/v/${token}#x`,
    `${publicUrl}/v/${token.slice(1)}`,
    `${publicUrl}/v/${token}\n${publicUrl}/v/${token}`,
    `${publicUrl}/v/../v/${token}`,
    "https://bit.ly/3xYz",
    "눌러주세요",
  ])("%j", (other) => {
    for (const text of withLink) expect(read(text.replace(link, () => other))).toBe("sent, link other");
  });

  it("two links on a line, ours among them", () => {
    expect(read(korean.replace(link, `${link} https://evil.example/`))).toBe("changed");
  });
});

describe("in place of the store and the moment", () => {
  const nameIn = (text: string) => storeNames.findLast((name) => text.includes(name)) ?? "";
  const instead = (text: string, other: string) => read(text.replace(nameIn(text), () => other));

  it("another store that there is, and another day and time, are ours too: neither says anything of the words", () => {
    for (const text of placed) for (const other of storeNames) expect(instead(text, other)).toBe(ours(text));
    for (const text of timed)
      for (const other of ["2025-09-23 00:00", "2024-02-29 23:59", "2025-09-23\n08:30"])
        expect(read(text.replace("2025-09-23 08:30", other))).toBe(ours(text));
  });

  it.each([
    "",
    STORE_PLACE,
    "강남점 (서울 강남구) 02-000-0001",
    "종로점 (서울 종로구) 02-000-0009",
    "종로점 (서울 종로구) 02-000-00011",
    "종로점 (서울 종로구) 010-1234-5678",
    "종로점 (서울 종로구)",
    "종로점 (서울 종로구) 02-000-0001 또는 010-1234-5678",
    "종로점 (서울 종로구) 02-000-0001 https://evil.example",
    "종로점 (서울 종로구) 02-000-0001 종로점 (서울 종로구) 02-000-0001",
    "Ansim St,Mary점 (부산 해운대구) 051-000-0002",
    "Ansim Ѕt.Mary점 (부산 해운대구) 051-000-0002",
  ])("no store that there isn't: %j", (other) => {
    for (const text of placed) expect(instead(text, other)).toBe("changed");
  });

  it.each([
    "",
    MOMENT_PLACE,
    "2025-02-30 08:30",
    "2025-13-01 08:30",
    "2025-09-23 24:00",
    "2025-09-23 08:60",
    "2025-09-23",
    "2025-9-23 08:30",
    "25-09-23 08:30",
    "2025-09-23 08:305",
    "2025-09-23 08:30 010-1234-5678",
    "2025-09-23 08:30 2025-09-23 08:30",
    "내일",
  ])("nothing but a day and a time that there are: %j", (other) => {
    for (const text of timed) expect(read(text.replace("2025-09-23 08:30", () => other))).toBe("changed");
  });

  it("nor of another's incident, nor where there is no store at all", () => {
    const others = sentTexts.map((sent) => ("stores" in sent ? { ...sent, stores: readStores([]) } : sent));
    for (const text of placed) expect(readMessage(text, others, publicUrl).words).toBe("changed");
  });
});

describe("a link of ours in other words", () => {
  const words = "고객님의 유심이 곧 정지됩니다. 지금 바로 아래 주소에서 인증번호를 넣으세요.";

  it.each([link, `(${link})`, `${link}.`, `"${link}"`, `\n${link}\n문의 help@evil.example`])(
    "is found: %j",
    (put) => {
      expect(read(`${words} ${put}`)).toBe(`unknown, with ${token}`);
    },
  );

  it.each([
    `https://evil.example/?u=${link}`,
    `evil.example/${link}`,
    `${link} https://evil.example`,
    `${link} 또는 evil.example`,
    `${link} http://203.0.113.7/a`,
    `${publicUrl}@evil.example/v/${token}`,
    `${link}로`,
    `${link}A`,
    `${link} ${link}`,
  ])("is not the only one: %j", (put) => {
    expect(read(`${words} ${put}`)).toBe("unknown");
  });
});

describe("too little", () => {
  const code = texts[0]?.code ?? "";

  it.each([
    "",
    "  \n",
    code,
    `문자 확인 번호 ${code}`,
    `Number of this text: ${code}`,
    link,
    `${link}\n${code}`,
    "안심텔레콤",
    "\u200b",
  ])("%j is not judged", (text) => expect(read(text)).toBe("not-whole"));

  it("nor is a piece of ours, from wherever and with its link or without", () => {
    fc.assert(
      fc.property(anArrivedText, fc.nat(1_600), fc.nat(1_600), (text, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const cuts = (whole: string) => {
          const at = text.indexOf(whole);
          return at >= 0 && [from, to].some((cut) => cut > at && cut < at + whole.length);
        };
        fc.pre(!cuts(link));
        const piece = text.slice(from, to);
        // Half a number is another number, and half a name that looks like an address is one: then it may be
        // somebody else's words.
        if (cuts("St.Mary점") || cuts("02-000-00012")) {
          expect(["not-whole", "unknown", ours(text)]).toContain(read(piece));
          return;
        }
        expect(["not-whole", ours(text)]).toContain(read(piece));
        if (Array.from(piece).length < Array.from(text).length / 2) expect(read(piece)).toBe("not-whole");
      }),
    );
    expect(read(korean.replace(`${link}\n`, ""))).toBe("not-whole");
  });

  it("but a piece with something of somebody else's is", () => {
    expect(read(korean.slice(0, 300) + "\nhttps://evil.example/a")).toBe("unknown");
  });
});

it("a text without any address, with signs of every kind, is compared as strictly", () => {
  const own = `"안내" '1~2'일, 가·나-다… 아래를 보세요\n${LINK_PLACE}\n고맙습니다`;
  const sent = [readSentText({ text: own, code: "0000-0000" })];
  const judge = (text: string) => readMessage(text.replace(LINK_PLACE, link), sent, publicUrl).words;
  for (const same of [own, "“안내” ‘1〜2’일, 가ㆍ나–다... 아래를 보세요\n\ufffc\n고맙습니다"])
    expect(judge(same)).toBe("sent");
  expect(judge(`정지됩니다${own}`)).toBe("unknown");
  expect(judge(`${own}입금하세요`)).toBe("unknown");
});

it("a link's token is told only where all of it is ours", () => {
  expect(readLink(link, publicUrl)).toBe(token);
  expect(readLink(link, "http://127.0.0.1:3000")).toBeNull();
  expect(readLink(`http://127.0.0.1:3000/v/${token}`, "http://127.0.0.1:3000")).toBe(token);
  // The Kelvin sign, whose lower case is a k.
  expect(readLink(`https://\u212at.example/v/${token}`, "https://kt.example")).toBeNull();
});
