/**
 * Does something with each row in turn. One that fails holds none of the others up: why goes among the
 * failures, which follow-fees throws at its end.
 */
export async function followEach<Row>(
  rows: readonly Row[],
  failures: unknown[],
  follow: (row: Row) => Promise<void>,
): Promise<void> {
  for (const row of rows)
    try {
      await follow(row);
    } catch (error) {
      failures.push(error);
    }
}
