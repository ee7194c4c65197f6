import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSender } from "#app/domain/notices/sender.rules.ts";

describe("a sender as phones show it and people type it", () => {
  it.each([
    ["080-722-0100", "0807220100"],
    [" 080 722 0100 ", "0807220100"],
    ["+82 80-722-0100", "0807220100"],
    ["+82 (0)80-722-0100", "0807220100"],
    ["0082807220100", "0807220100"],
    ["０８０－７２２－０１００", "0807220100"],
    ["080–722–0100", "0807220100"],
    ["\u202a080-722-0100\u202c", "0807220100"],
    ["02-1234-5678", "0212345678"],
    ["114", "114"],
    ["1588-0010", "15880010"],
    ["+1 205 555 0101", "12055550101"],
    ["Notice@Ansim.Example", "notice@ansim.example"],
    ["안심텔레콤 <notice@ansim.example>", "notice@ansim.example"],
  ])("%s is %s", (typed, sender) => expect(readSender(typed)).toBe(sender));

  it.each([
    "",
    "안심텔레콤",
    "O80-722-0100",
    "080-722-0100 안심텔레콤",
    "080-722-0100٠",
    "080-\u202e722\u202c-0100",
    "notice@аnsim.example",
    "notice@ansim.example@evil.example",
    "@",
    "12",
    "1".repeat(19),
  ])("%j is none", (typed) => expect(readSender(typed)).toBeNull());

  it("another digit, another number", () => {
    fc.assert(
      fc.property(fc.nat(9), fc.nat(9), (at, digit) => {
        const own = "0807220100";
        const other = own.slice(0, at) + String(digit) + own.slice(at + 1);
        expect(readSender(other) === own).toBe(other === own);
      }),
    );
  });
});
