import fc from "fast-check";
import { expect, it } from "vitest";
import { maskMsisdn, maskName } from "#app/domain/calls/mask.rules.ts";

it.each([
  ["김영수", "김*수"],
  ["김영", "김*"],
  ["김", "김*"],
  ["남궁민수", "남**수"],
  ["王芳", "王*"],
  ["John Smith", "J*** S***"],
  ["Nguyễn Thị Mai", "N*** T*** M***"],
  ["Ánh".normalize("NFD"), "Á***"],
  ["(주)한국 상사", "(*** 상***"],
])("masks the name %s as %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});

it("masks the number, and keeps what the caller can be asked for", () => {
  expect(maskMsisdn("01012345678")).toBe("010-****-5678");
  expect(maskMsisdn("0111234567")).toBe("011-****-4567");
});

it("shows at most two letters of a name's word, whatever the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
      for (const word of maskName(name).split(" "))
        expect(Array.from(word.replaceAll("*", "")).length).toBeLessThan(3);
    }),
  );
});
