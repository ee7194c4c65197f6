import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";
import {
  letterKinds,
  listLetterTexts,
  MOMENT_PLACE,
  placeOf,
  renderLetterText,
  STORE_PLACE,
} from "#app/domain/notices/letter-text.rules.ts";
import {
  findTextFaults,
  listNoticeTexts,
  LONGEST_LINK,
  noticeKinds,
} from "#app/domain/notices/notice-text.rules.ts";
import { NoticeKind } from "#app/infra/db/generated/enums.ts";
import { languages } from "#app/locales/language.ts";
import { noticeText } from "#app/locales/notice-text.ts";

const folder = "docs/incidents";
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => incidentSchema.parse(parse(readFileSync(`${folder}/${file}`, "utf8"))));
const link = "https://ansim.example/v/AAAAAAAAAAAAAAAAAAAAAA";
const store = { name: "종로중앙점", region: "서울", district: "종로구", phone: "02-000-0000" };
const momentAt = new Date("2025-09-22T23:30:00Z");

/** With the longest store that there may be, and a moment. */
const named = (text: string) =>
  text
    .replace(STORE_PLACE, `${"가".repeat(60)} (경상남도 창원시 마산합포구) 0507-1234-5678`)
    .replace(MOMENT_PLACE, "2025-09-23 08:30");

test("there is a letter of every kind that can be written", () => {
  expect([...noticeKinds, ...letterKinds].toSorted()).toEqual(Object.keys(NoticeKind).toSorted());
});

describe.each(shipped)("the letters of $id", (incident) => {
  const all = letterKinds.flatMap((kind) =>
    listLetterTexts(incident, kind, link).map((letter) => ({ kind, ...letter })),
  );

  test("are there in every language, for holders and for guardians", () => {
    // The one about a swap is there without a link too.
    expect(all).toHaveLength((letterKinds.length + 1) * languages.length * 2);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  });

  test("keep to the limits of a text, also around the longest link", () => {
    for (const kind of letterKinds)
      for (const { language, text } of listLetterTexts(incident, kind, "x".repeat(LONGEST_LINK)))
        expect(findTextFaults(named(text), language), text).toEqual([]);
  });

  test("name the sender and the incident, the hotline, and what is never asked", () => {
    for (const { language, text } of all) {
      expect(text.split("\n")[0]).toContain(`[${incident.carrier[language]}]`);
      expect(text).toContain(incident.names[language]);
      expect(text).toContain(incident.hotline.number);
      expect(text).toContain(noticeText.neverAsked[language]);
      expect(text).not.toMatch(/[{}]/);
    }
  });

  test("have a link on a line of its own where they are about it, and else none, nor anything like one", () => {
    for (const { kind, text } of all) {
      const links = text.split("\n").filter((line) => line === link);
      if (kind !== "swapped") expect(links).toHaveLength(kind === "link_again" ? 1 : 0);
      expect(text.replace(link, "")).not.toMatch(/https?:|www\.|\/v\//);
    }
    const swapped = all.filter(({ kind }) => kind === "swapped");
    expect(swapped.filter(({ text }) => text.includes(link))).toHaveLength(swapped.length / 2);
  });

  test("say no sum, no account and no day, but for how long a link opens", () => {
    for (const { text, code, language } of all) {
      if (text.includes(link)) continue;
      const { number, hours } = incident.hotline;
      const general = [incident.names[language], incident.carrier[language], number, hours[language], code];
      expect(general.reduce((rest, part) => rest.replaceAll(part, ""), text)).not.toMatch(/[\d₩]/);
    }
  });

  test("name the store and the moment in Korea where they are about a visit, and else neither", () => {
    for (const kind of letterKinds)
      for (const language of languages) {
        const place = placeOf(kind);
        const variant = { kind, language, forMinor: false, link };
        if (place === "none") {
          expect(() => renderLetterText(incident, { ...variant, place: { store, momentAt } })).toThrow();
          continue;
        }
        const text = renderLetterText(incident, { ...variant, place: { store, momentAt } });
        expect(text).toContain("종로중앙점 (서울 종로구) 02-000-0000");
        if (place === "store and moment") expect(text).toContain("2025-09-23 08:30");
        else expect(text).not.toContain("2025-09-23");
        expect(() => renderLetterText(incident, variant)).toThrow();
      }
  });

  test("end with a code: one for each wording, no notice's, whatever the link", () => {
    const codes = all.map(({ code }) => code);
    for (const { text, code } of all) expect(text.split("\n").at(-1)).toMatch(new RegExp(`[ ：]${code}$`));
    const facts = { incident, announcedAt: new Date("2025-09-18T15:00:00+09:00"), heldCategories: [] };
    const notices = listNoticeTexts(facts, link).map(({ code }) => code);
    expect(new Set([...codes, ...notices]).size).toBe(codes.length + notices.length);
    const others = letterKinds.flatMap((kind) => listLetterTexts(incident, kind, `${link}B`));
    expect(others.map(({ code }) => code)).toEqual(codes);
  });

  test("tell a guardian that it is about the child, and whose birth date is asked", () => {
    for (const kind of letterKinds) {
      const place = placeOf(kind) === "none" ? null : { store, momentAt };
      const written = (forMinor: boolean) =>
        renderLetterText(incident, { kind, language: "en", forMinor, link, place });
      expect(written(true)).toContain("child's line");
      expect(written(false)).not.toContain("child");
    }
  });
});
