import { formatMsisdn } from "#app/shared/phone.ts";

const oneWordScripts = /^[\p{Script=Hangul}\p{Script=Han}]+$/u;

/**
 * "김*수", "王*", "J*** S***": enough for an agent to tell two people apart who gave the name, too little to
 * learn it from.
 */
export function maskName(name: string): string {
  const text = name.normalize("NFC").trim();
  if (!oneWordScripts.test(text))
    return text
      .split(/\s+/)
      .map((word) => `${Array.from(word)[0] ?? ""}***`)
      .join(" ");
  const letters = Array.from(text);
  const [first = "", last = ""] = [letters[0], letters.length > 2 ? letters.at(-1) : ""];
  return `${first}${"*".repeat(Math.max(letters.length - 2, 1))}${last}`;
}

/** "010-****-1234". */
export const maskMsisdn = (msisdn: string) => formatMsisdn(msisdn).replace(/-\d{3,4}-/, "-****-");
