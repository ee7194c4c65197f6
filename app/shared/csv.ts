/**
 * One cell of a CSV file that we write, quoted where it needs to be. What a spreadsheet would run as a
 * formula gets a quote in front; control characters become spaces.
 */
function csvCell(value: string | number | null): string {
  if (typeof value === "number") return String(value);
  const text = (value ?? "").replace(/\p{Cc}/gu, " ");
  const harmless = /^\s*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const csvLine = (...values: (string | number | null)[]) => `${values.map(csvCell).join(",")}\n`;
