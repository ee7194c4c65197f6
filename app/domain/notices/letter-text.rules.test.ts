import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";
import { letterKinds, listLetterTexts, renderLetterText } from "#app/domain/notices/letter-text.rules.ts";
import { findTextFaults, listNoticeTexts, LONGEST_LINK } from "#app/domain/notices/notice-text.rules.ts";
import { languages } from "#app/locales/language.ts";
import { noticeText } from "#app/locales/notice-text.ts";

const folder = "docs/incidents";
const shipped = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => incidentSchema.parse(parse(readFileSync(`${folder}/${file}`, "utf8"))));
const link = "https://ansim.example/v/AAAAAAAAAAAAAAAAAAAAAA";

describe.each(shipped)("the letters of $id", (incident) => {
  const all = letterKinds.flatMap((kind) =>
    listLetterTexts(incident, kind, link).map((letter) => ({ kind, ...letter })),
  );

  test("are there in every language, for holders and for guardians", () => {
    expect(all).toHaveLength(letterKinds.length * languages.length * 2);
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  });

  test("keep to the limits of a text, also around the longest link", () => {
    for (const kind of letterKinds)
      for (const { language, text } of listLetterTexts(incident, kind, "x".repeat(LONGEST_LINK)))
        expect(findTextFaults(text, language), text).toEqual([]);
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
      expect(text.split("\n").filter((line) => line === link)).toHaveLength(kind === "link_again" ? 1 : 0);
      expect(text.replace(link, "")).not.toMatch(/https?:|www\.|\/v\//);
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
      const written = (forMinor: boolean) =>
        renderLetterText(incident, { kind, language: "en", forMinor, link });
      expect(written(true)).toContain("child's line");
      expect(written(false)).not.toContain("child");
    }
  });
});
