import type { z } from "zod";

/**
 * All that is particular to one kind of file. Its rows go through `row`, then, as `stage` lays them out, into
 * a temporary table `staged` with the columns of `staging` and `line`, `start`, `problem_column`, `problem`,
 * `warning_column`, `warning`; the SQL below works there, on the whole file at a time, and a row with a
 * problem is left out of everything after.
 */
export type ImportKind<Row extends z.ZodObject = z.ZodObject> = {
  name: string;
  /** A key for each column; a column that may be empty may also be missing from the file. */
  row: Row;
  /** Columns that people write in, so that a cell may hold a line break. */
  prose: readonly (keyof Row["shape"] & string)[];
  staging: Readonly<Record<string, string>>;
  /** One value for each of `staging`, in its order. */
  stage(row: z.infer<Row>): (string | number | null)[];
  /** What the file contradicts, in the database or in itself; asked in this order. */
  checks: readonly Check[];
  /** What is taken in, but should be looked at. */
  warnings: readonly Check[];
  /** Run once, before the rows are written. */
  prepare: readonly string[];
  /**
   * Run for a slice of lines, $1 to $2, at a time: constraints are checked when a statement ends, in memory
   * that grows with it. The rows that the last statement wrote are those that changed.
   */
  write: readonly string[];
};

export type Check = {
  column: string;
  /** SQL for the lines it holds of. Rows with a problem have to be left out: `${GOOD}`. */
  lines: string;
  reason: string;
  /** Whether rejecting a row may bring about the next: then it is asked until it finds nothing more. */
  again?: boolean;
};

export const GOOD = "staged.problem is null";

/** Every row after the first good one that has the same in `columns`; `what` says so in the words of the file. */
export const repeats = (column: string, what: string, columns: string[], where = "true"): Check => ({
  column,
  lines: `select staged.line from staged join (
      select min(line) as first, ${columns.join(", ")} from staged where ${GOOD} and ${where}
      group by ${columns.join(", ")} having count(*) > 1) as twice using (${columns.join(", ")})
    where staged.line > twice.first and ${GOOD} and ${where}`,
  reason: `has ${what} of an earlier line`,
});
