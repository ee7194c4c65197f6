import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { incidentSchema, type IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import {
  findCampaignTextFaults,
  findTextFaults,
  listNoticeTexts,
  noticeKinds,
  renderNoticeText,
  type NoticeAccess,
} from "#app/domain/notices/notice-text.rules.ts";
import { languages } from "#app/locales/language.ts";
import { noticeText } from "#app/locales/notice-text.ts";

const folder = "docs/incidents";
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => incidentSchema.parse(parse(readFileSync(`${folder}/${file}`, "utf8"))));

const factsOf = (
  incident: IncidentDefinition,
  heldCategories = incident.categories.map(({ key }) => key),
) => ({
  incident,
  announcedAt: new Date("2025-09-18T23:30:00+09:00"),
  heldCategories,
});
const link = "https://ansim.example/v/AAAAAAAAAAAAAAAAAAAAAA";
const accesses: NoticeAccess[] = [{ for: "holder", link }, { for: "minor", link }, { for: "nobody" }];

test("both shipped incidents are here", () => {
  expect(shipped.map(({ id }) => id)).toEqual(expect.arrayContaining(["femtocell-2025", "web-breach-2014"]));
});

describe.each(shipped)("the texts of $id", (incident) => {
  test("keep to the limits in every language, kind and way to the answer", () => {
    expect(findCampaignTextFaults(factsOf(incident))).toEqual([]);
  });

  test.each(languages)(
    "hold the six items, the date in Korea, the hotline and the warning (%s)",
    (language) => {
      for (const kind of noticeKinds)
        for (const access of accesses) {
          const text = renderNoticeText(factsOf(incident), { kind, language, access });
          for (const item of [1, 2, 3, 4, 5, 6]) expect(text).toMatch(new RegExp(`^${item}\\. `, "m"));
          for (const part of Object.values(incident.notice)) expect(text).toContain(part[language]);
          for (const { leak, names } of incident.categories)
            if (leak) expect(text).toContain(names[language]);
          expect(text).toContain("2025-09-18");
          expect(text).toContain(incident.hotline.number);
          expect(text).toContain(incident.legal_contact.department[language]);
          expect(text).toContain(noticeText.neverAsked[language]);
          expect(text).not.toMatch(/[{}]/);
          if (access.for === "nobody") expect(text).not.toContain("/v/");
          else expect(text.split("\n")).toContain(link);
        }
    },
  );

  test("end with a code, of letters that nobody misreads: one for each wording, whatever its link", () => {
    const texts = listNoticeTexts(factsOf(incident), link);
    for (const { text, code } of texts) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(text.split("\n").at(-1)).toMatch(new RegExp(`[ ：]${code}$`));
    }
    expect(new Set(texts.map(({ code }) => code)).size).toBe(texts.length);
    const others = listNoticeTexts(factsOf(incident), link.replace("/v/AAAA", "/v/BBBB"));
    expect(others.map(({ code }) => code)).toEqual(texts.map(({ code }) => code));
    const later = { ...factsOf(incident), announcedAt: new Date("2025-09-19T23:30:00+09:00") };
    const changed = listNoticeTexts(later, link).map(({ code }) => code);
    expect(changed.filter((code) => texts.some((text) => text.code === code))).toEqual([]);
  });

  test("name only what the finding holds, and a signal alone is no leak", () => {
    const [signal] = incident.categories.filter(({ leak }) => !leak);
    const text = renderNoticeText(factsOf(incident, signal ? [signal.key] : []), {
      kind: "first",
      language: "en",
      access: { for: "nobody" },
    });
    const item = text.split("\n").find((line) => line.startsWith("1."));
    expect(item).toContain(noticeText.noLeakedItems.en);
    for (const { names } of incident.categories) expect(item).not.toContain(names.en);
  });
});

describe("the limits", () => {
  const hangul = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));

  test("1,600 characters in any language", () => {
    fc.assert(
      fc.property(fc.constantFrom(...languages), fc.integer({ min: 1, max: 3_000 }), (language, length) => {
        expect(findTextFaults("a".repeat(length), language).includes("over-1600-characters")).toBe(
          length > 1_600,
        );
      }),
    );
  });

  test("2,000 bytes bind the Korean text alone: one for ASCII, two for Hangul", () => {
    fc.assert(
      fc.property(fc.nat(1_100), fc.nat(1_100), (ascii, korean) => {
        const text = "a".repeat(ascii) + "가".repeat(korean);
        expect(findTextFaults(text, "ko").includes("over-2000-bytes")).toBe(ascii + 2 * korean > 2_000);
        expect(findTextFaults(text, "zh")).not.toContain("over-2000-bytes");
      }),
    );
  });

  test("of 11,172 syllables EUC-KR has exactly 2,350", () => {
    const syllables = Array.from({ length: 11_172 }, (_, index) => String.fromCharCode(0xac00 + index));
    expect(syllables.filter((syllable) => findTextFaults(syllable, "ko").length === 0)).toHaveLength(2_350);
  });

  test("one character outside EUC-KR is found wherever it stands", () => {
    const outside = fc.constantFrom("—", "•", "똠", "😀", "é", "您");
    fc.assert(
      fc.property(fc.array(hangul, { maxLength: 20 }), outside, fc.nat(20), (before, character, at) => {
        const text = [...before.slice(0, at), character, ...before.slice(at)].join("");
        expect(findTextFaults(text, "ko")).toContain("not-in-euc-kr");
        expect(findTextFaults(text, "vi")).toEqual([]);
      }),
    );
  });

  test("a campaign names the language of what is wrong", () => {
    const [incident] = shipped;
    if (!incident) throw new Error("no incident is shipped");
    const notice = {
      ...incident.notice,
      rights: { ...incident.notice.rights, ko: "권리•", vi: "x".repeat(2_000) },
    };
    expect(findCampaignTextFaults(factsOf({ ...incident, notice }))).toEqual([
      "not-in-euc-kr-ko",
      "over-1600-characters-vi",
    ]);
  });
});
