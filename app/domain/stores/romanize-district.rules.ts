const initials = "g kk n d tt r m b pp s ss - j jj ch k t p h".split(" ");
const vowels = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
/** The finals that names of districts have, by their place in Unicode's order. */
const finals: Record<number, string> = {
  1: "k",
  4: "n",
  7: "t",
  8: "l",
  16: "m",
  17: "p",
  19: "t",
  21: "ng",
};
/** Before a vowel a final is said with it. */
const linked: Record<string, string> = { k: "g", l: "r", p: "b", t: "d" };
const nasal: Record<string, string> = { k: "ng", p: "m", t: "n" };

const FIRST_SYLLABLE = 0xac00;

function spell(syllable: string) {
  const index = syllable.charCodeAt(0) - FIRST_SYLLABLE;
  return {
    initial: initials[Math.floor(index / 588)] ?? "",
    vowel: vowels[Math.floor(index / 28) % 21] ?? "",
    final: finals[index % 28] ?? "",
  };
}

/** How one syllable's end and the next one's beginning are written together. */
function join(final: string, initial: string): string {
  if (initial === "-") return linked[final] ?? final;
  if (`${final}${initial}` === "ln" || (initial === "r" && (final === "l" || final === "n"))) return "ll";
  if (initial === "r") return final === "" ? "r" : `${nasal[final] ?? final}n`;
  if (initial === "n" || initial === "m") return `${nasal[final] ?? final}${initial}`;
  return `${final}${initial}`;
}

const suffixes: Record<string, string> = { 시: "si", 군: "gun", 구: "gu" };

/**
 * A 시·군·구 in Latin letters, "Jongno-gu", as road signs have it: Revised Romanization (국어의 로마자 표기법, 2000),
 * with the sounds that change where syllables meet, though not before the hyphen.
 */
export function romanizeDistrict(district: string): string {
  const syllables = Array.from(district.slice(0, -1), spell);
  const written = syllables.map(({ initial, vowel }, index) => {
    const before = syllables[index - 1];
    const start = before ? join(before.final, initial) : initial.replace("-", "");
    return `${start}${vowel}`;
  });
  const name = `${written.join("")}${syllables.at(-1)?.final ?? ""}`;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}-${suffixes[district.slice(-1)] ?? ""}`;
}
