import parsePhoneNumber from "libphonenumber-js/max";

/**
 * A Korean mobile number as the carrier's files, people and browsers write it ("010-1234-5678", "+82 10 1234
 * 5678"), in the one form that is stored and hashed: national digits, "01012345678". Null for anything else,
 * fixed lines included.
 */
export function parseMsisdn(text: string): string | null {
  const parsed = parsePhoneNumber(text, "KR");
  if (parsed?.country !== "KR" || !parsed.isValid() || parsed.getType() !== "MOBILE") return null;
  return `0${parsed.nationalNumber}`;
}

/** As it is written in Korea, "010-1234-5678", from the form above. */
export const formatMsisdn = (msisdn: string) => msisdn.replace(/^(\d{3})(\d{3,4})(\d{4})$/, "$1-$2-$3");
