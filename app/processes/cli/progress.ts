import { SingleBar } from "cli-progress";
import type { ImportProgress } from "#app/domain/imports/import-file.server.ts";
import { seconds } from "#app/shared/time.ts";

/** Shows how far an import is: a bar on a terminal, a line every three seconds elsewhere. */
export function showProgress(stream: NodeJS.WriteStream): {
  update: (progress: ImportProgress) => void;
  stop: () => void;
} {
  if (stream.isTTY) {
    const bar = new SingleBar({
      stream,
      format: "{step} [{bar}] {percentage}% {rows} rows",
      clearOnComplete: true,
    });
    bar.start(1, 0, { step: "opening", rows: 0 });
    return {
      update: ({ step, done, total, rows }) => {
        bar.setTotal(total);
        bar.update(done, { step, rows });
      },
      stop: () => bar.stop(),
    };
  }
  let last: ImportProgress | null = null;
  const timer = setInterval(() => {
    if (!last) return;
    const percent = Math.floor((100 * last.done) / Math.max(1, last.total));
    stream.write(`${last.step}: ${percent}%, ${last.rows} rows\n`);
  }, seconds(3));
  return {
    update: (progress) => {
      last = progress;
    },
    stop: () => clearInterval(timer),
  };
}
