// Runs every test and ends with a line that says in numbers how it went, alone, for whoever only reads the last line.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const folder = mkdtempSync(path.join(os.tmpdir(), "ansim-report-"));
const report = path.join(folder, "report.json");
const vitest = spawn(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => vitest.kill(signal));

vitest.on("exit", (code) => {
  const { passed, failed, skipped } = countTests();
  rmSync(folder, { recursive: true });
  // A crash counts as a failure: no line may look better than the exit code.
  const failures = failed > 0 || (code === 0 && passed > 0) ? failed : 1;
  process.exitCode = failures > 0 ? code || 1 : 0;
  console.log(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
});

function countTests() {
  try {
    const results = JSON.parse(readFileSync(report, "utf8"));
    // A file that could not even be loaded has no tests to count.
    const broken = results.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
    );
    return {
      passed: results.numPassedTests,
      failed: results.numFailedTests + broken.length,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
