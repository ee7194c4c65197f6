import type { EmbeddedPostgres } from "#app/processes/demo/embedded-postgres.ts";

/** What a benchmark is handed. */
export type Bench = {
  /** Its own, and gone afterwards. */
  folder: string;
  /** Durable: with fsync, as in production. */
  postgres: EmbeddedPostgres;
  rows: number;
  /** Lines of nobody in particular, beside those of the replay. */
  people: number;
  rounds: number;
  seconds: number;
  report: (figure: Figure) => void;
  say: (line: string) => void;
};

/** One printed row. Ours and the peer's were measured in turns, a value each round; of milliseconds, each request's. */
export type Figure = {
  name: string;
  unit: "/s" | "s" | "ms";
  ours: number[];
  peer: number[] | null;
  aim: string;
  peakMb: number;
};

export const tableHead = `| figure | ours | peer | ours/peer | aim | peak memory | n |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`;

export function tableRow({ name, unit, ours, peer, aim, peakMb }: Figure): string {
  const value = (measured: number[]) => {
    const digits = unit === "/s" ? 0 : 1;
    const written = (one: number) =>
      one.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const middle = written(median(measured));
    if (unit === "ms") return `${middle} ms (p95 ${written(percentile(measured, 0.95))})`;
    return unit === "s" ? `${middle} s` : `${middle}/s`;
  };
  const ratio = peer ? (median(ours) / median(peer)).toFixed(2) : "–";
  const cells = [name, value(ours), peer ? value(peer) : "–", ratio, aim, `${Math.round(peakMb)} MB`];
  return `| ${cells.join(" | ")} | ${ours.length} |`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle - 1)] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

const percentile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN;
