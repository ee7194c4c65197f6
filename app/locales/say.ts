import type { Language } from "#app/locales/language.ts";

/**
 * One message in every language, side by side, in the catalogue of its screen (`app/locales/<stem>.ts`):
 * `export const verifyMessages = { title: { ko: "…", en: "…", zh: "…", vi: "…" } } as const satisfies
 * Catalogue;` A language that is missing doesn't compile. `{name}` is a placeholder; locales.test.ts holds
 * them the same in all languages.
 */
export type Message = Readonly<Record<Language, string>>;
export type Catalogue = Readonly<Record<string, Message>>;

type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;

type Values<M extends Message> = [Placeholder<M["ko"]>] extends [never]
  ? []
  : [values: Record<Placeholder<M["ko"]>, string | number>];

/** The message in a language, its placeholders filled. Plain text: React escapes it. */
export function say<const M extends Message>(message: M, language: Language, ...[values]: Values<M>): string {
  const text: string = message[language];
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (_, name: string) =>
    String((values as Record<string, string | number>)[name]),
  );
}
