// Loaded before a process under test (node --import): when it ends, its peak resident memory goes to PEAK_FILE, in kB.
import { readFileSync, writeFileSync } from "node:fs";

process.on("exit", () => {
  writeFileSync(process.env.PEAK_FILE, String(peakKb()));
});

/** Linux lets a child's maxRSS begin at its parent's; what /proc says is the process's own. */
function peakKb() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
