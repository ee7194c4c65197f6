/**
 * A card's serial as it is printed, scanned or typed ("8982 0512 3456 7890 128"), or null where it can't be
 * one: 89, the prefix for telecommunication (ITU-T E.118), 19 or 20 digits in all, of which the last checks
 * the others (Luhn).
 */
export function parseIccid(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s\-–.]/g, "");
  return /^89\d{17,18}$/.test(digits) && luhnSum(digits) % 10 === 0 ? digits : null;
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (const [index, digit] of Array.from(digits).reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum;
}
