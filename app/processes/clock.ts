import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";

/**
 * The demo's clock: real time shifted by a distance that a file keeps, so that web, worker and command line
 * share it. It runs, and only moves forward. Without a file, the real clock.
 */
export function readClock(path: string | undefined): () => Date {
  if (!path) return () => new Date();
  let seen = -1;
  let shiftMs = 0;
  return () => {
    const changed = statSync(path).mtimeMs;
    if (changed !== seen) {
      shiftMs = (JSON.parse(readFileSync(path, "utf8")) as { shiftMs: number }).shiftMs;
      seen = changed;
    }
    return new Date(Date.now() + shiftMs);
  };
}

/** Moves the clock to an instant. False, and nothing moved, if that lies behind it. */
export function moveClock(path: string, to: Date): boolean {
  if (to.getTime() < readClock(path)().getTime()) return false;
  writeClock(path, to);
  return true;
}

/** Sets a clock that hasn't run yet. */
export function writeClock(path: string, to: Date) {
  // Written aside and renamed: a reader never sees half a file.
  writeFileSync(`${path}.new`, JSON.stringify({ shiftMs: to.getTime() - Date.now() }));
  renameSync(`${path}.new`, path);
}
