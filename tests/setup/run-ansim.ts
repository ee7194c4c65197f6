import { spawn, type ChildProcess } from "node:child_process";
import { text } from "node:stream/consumers";
import { bundleProcess } from "#tests/setup/bundled-process.ts";

export type Ran = { code: number | null; stdout: string; stderr: string; maxRssMb: number };

const reportMemory = `data:text/javascript,process.on("exit",()=>process.stderr.write("maxRSS "+process.resourceUsage().maxRSS+"\\n"))`;

const cli = await bundleProcess("app/processes/cli.ts");

/** Starts the real command line as a process of its own, with nothing of this one's settings. */
export function startAnsim(
  args: string[],
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ran> } {
  const { PATH = "", HOME = "/" } = process.env;
  const child = spawn(
    process.execPath,
    ["--max-old-space-size=128", "--import", reportMemory, cli, ...args],
    {
      env: { PATH, HOME, USER: "tester", NODE_ENV: "test", DATA_DIR: "/nowhere", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]).then(([stdout, said, code]) => {
    // How far it got is said every few seconds, which only a slow machine gets to.
    const stderr = said.replace(/maxRSS \d+\n/, "").replaceAll(/^[\w ]+: \d+%, \d+ rows\n/gm, "");
    return { code, stdout, stderr, maxRssMb: Number(/maxRSS (\d+)/.exec(said)?.[1] ?? 0) / 1024 };
  });
  return { child, ended };
}

export const ansim = (args: string[], env?: Record<string, string>) => startAnsim(args, env).ended;
