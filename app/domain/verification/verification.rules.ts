import { days, hours, minutes } from "#app/shared/time.ts";

/** How often a link may be answered wrongly, and an address, before everyone gets the same 429 page (security.md). */
export const wrongAnswersPerDay = 5;
export const wrongAnswersPerLink = 10;
export const wrongAnswersPerAddressAndHour = 100;

export const dayWindow = hours(24);
export const addressWindow = hours(1);

export const linkLifetime = days(30);
export const sessionIdle = minutes(15);
export const sessionLifetime = minutes(60);

/**
 * A birth date as people type it on a phone: 19580412, 580412, 1958-04-12, 58.4.12, 1958년 4월 12일, full-width
 * digits. Gives its eight or six digits, or null where it can't be one; a null is not counted as an answer.
 */
export function parseBirthDate(typed: string): string | null {
  const text = typed.normalize("NFKC").trim();
  const parts = text.split(/[\s.,/\-–년월일]+/).filter(Boolean);
  const digits = parts.length === 3 ? parts.map((part) => part.padStart(2, "0")).join("") : parts.join("");
  if (!/^(?:\d{2})?\d{6}$/.test(digits)) return null;
  const [month, day] = [Number(digits.slice(-4, -2)), Number(digits.slice(-2))];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? digits : null;
}

/** Whether the answer names the date ("19580412"); six digits stand for either century. */
export const isSameBirthDate = (birthDate: string, answer: string) =>
  answer.length === 8 ? birthDate === answer : birthDate.slice(2) === answer;
