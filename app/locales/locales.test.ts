import { describe, expect, it } from "vitest";
import { languages } from "#app/locales/language.ts";
import type { Message } from "#app/locales/say.ts";

const modules = import.meta.glob<Record<string, unknown>>(["./*.ts", "!./*.test.ts"], { eager: true });

type Found = { path: string; message: Message };

function findMessages(value: unknown, path: string): Found[] {
  if (typeof value !== "object" || value === null) return [];
  if (languages.some((language) => language in value)) return [{ path, message: value as Message }];
  return Object.entries(value).flatMap(([key, inner]) => findMessages(inner, `${path}.${key}`));
}

const placeholders = (text: string) => [...new Set(text.match(/\{[^{}]*\}/g) ?? [])].sort();

const catalogues = Object.entries(modules)
  .map(([path, module]) => ({ path, messages: findMessages(module, path.replace("./", "")) }))
  .filter(({ messages }) => messages.length > 0);

it("walks the catalogues", () => {
  expect(catalogues.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["./notice-text.ts", "./result.ts", "./verify.ts"]),
  );
});

describe.each(catalogues)("$path", ({ messages }) => {
  it("says each in all four languages and no other", () => {
    for (const { path: at, message } of messages)
      expect(Object.keys(message).sort(), at).toEqual([...languages].sort());
  });

  it("has no empty text, and none with space before or after it", () => {
    for (const { path: at, message } of messages)
      for (const [language, text] of Object.entries(message)) {
        expect(text, `${at} ${language}`).not.toBe("");
        expect(text.trim(), `${at} ${language}`).toBe(text);
      }
  });

  it("parts thousands by a comma in all of them, as sums and counts are written", () => {
    for (const { path: at, message } of messages)
      for (const [language, text] of Object.entries(message))
        expect(text, `${at} ${language}`).not.toMatch(/\d\.\d{3}(?!\d)/);
  });

  it("fills the same placeholders in all of them, each well formed", () => {
    for (const { path: at, message } of messages)
      for (const language of languages) {
        const text = message[language];
        expect(placeholders(text), `${at} ${language}`).toEqual(placeholders(message.ko));
        expect(text.replaceAll(/\{\w+\}/g, ""), `${at} ${language}`).not.toMatch(/[{}]/);
      }
  });
});
