import fc from "fast-check";
import { expect, test } from "vitest";
import { personKey } from "#app/domain/subscribers/person-key.ts";

const born = "19580412";
const same = (one: string, other: string) => personKey(one, born) === personKey(other, born);

test.each([
  ["spaces between, before and after", "김 민수", " 김민수\t"],
  ["Hangul in parts, as some phones write it", "김민수", "김민수".normalize("NFD")],
  ["case", "Nguyễn Thị Mai", "NGUYỄN THỊ MAI"],
  ["accents in parts", "Nguyễn Thị", "Nguyễn Thị".normalize("NFD")],
  ["wide letters and wide space", "Smith Anna", "Ｓｍｉｔｈ　Ａｎｎａ"],
  ["hyphens of every kind, and dots", "Jean-Luc St. Clair", "Jean‑Luc St Clair"],
  ["a dot between the parts of a name", "玛丽·史密斯", "玛丽史密斯"],
  ["what can't be seen", "김민수", "김\u200b민수\ufeff"],
])("%s make no difference", (_, one, other) => expect(same(one, other)).toBe(true));

test.each([
  ["a letter with an accent, and without", "Nguyễn", "Nguyen"],
  ["another syllable", "김민수", "김민서"],
  ["one syllable less", "김민수", "김민"],
  ["the same parts the other way round", "Mai Nguyễn", "Nguyễn Mai"],
])("%s are others", (_, one, other) => expect(same(one, other)).toBe(false));

test("the birth date is part of it, and never runs into the name", () => {
  expect(personKey("김민수", born)).not.toBe(personKey("김민수", "19580413"));
  expect(personKey("김1", "9580412")).not.toBe(personKey("김", "19580412"));
});

test("wherever a name is broken or spelled out, it is the same one", () => {
  const name = fc.array(fc.constantFrom(...Array.from("김민수Nguyễn玛丽Ö")), { minLength: 1, maxLength: 12 });
  const between = fc.constantFrom(" ", "\u3000", "\u00a0", "-", "–", ".", "·", "・", "\u200b");
  fc.assert(
    fc.property(name, between, (letters, put) => {
      expect(same(letters.join(""), letters.join(put))).toBe(true);
    }),
  );
});
