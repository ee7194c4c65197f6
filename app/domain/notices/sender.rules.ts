/**
 * The number or address that a message came from, as phones show it and people type it, in the one form that
 * is compared: an address in lower case; a number's digits, a Korean one as it is dialled in Korea ("+82
 * 80-722-0100" is "0807220100"). Null for anything else.
 */
export function readSender(typed: string): string | null {
  // What phones put around a number that is copied.
  const text = typed.replace(/[\u200b\u200e\u202a\u202c\u202d\u2068\u2069\ufeff]/g, "").trim();
  if (text.includes("@")) {
    const address = /<([^<>]+)>$/.exec(text)?.[1] ?? text;
    return /^[!-?A-~]+@[!-?A-~]+$/.test(address) ? address.toLowerCase() : null;
  }
  const number = text.normalize("NFKC").replace(/\p{Pd}/gu, "-");
  const digits = number.replace(/\D/g, "");
  if (!/^\+?[\d\s().-]+$/.test(number) || digits.length < 3 || digits.length > 18) return null;
  return digits.replace(/^(?:00)?820?(?=\d{7,10}$)/, "0");
}
