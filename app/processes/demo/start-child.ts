import { fork, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { z } from "zod";

const readySchema = z.object({
  ready: z.literal(true),
  url: z.string().optional(),
  smtpUrl: z.string().optional(),
  port: z.number().optional(),
});

/** Its addresses are empty where it has none. */
export type Child = { process: ChildProcess; url: string; smtpUrl: string; stop: () => Promise<void> };

/**
 * Starts one of our processes, its log into a file, and resolves when it says that it is ready; rejects when
 * it ends before.
 */
export async function startChild(
  name: string,
  { env, logFile, args = [] }: { env: Record<string, string>; logFile: string; args?: string[] },
): Promise<Child> {
  const child = fork(path.join("build", "processes", `${name}.js`), args, {
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const log = createWriteStream(logFile, { flags: "a" });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });

  const ready = await new Promise<z.infer<typeof readySchema>>((resolve, reject) => {
    child.once("exit", (code) => {
      reject(new Error(`${name} ended with ${code ?? "a signal"} before it was ready; see ${logFile}`));
    });
    child.on("message", (message) => {
      const said = readySchema.safeParse(message);
      if (said.success) resolve(said.data);
    });
  });
  return {
    process: child,
    url: ready.url ?? "",
    smtpUrl: ready.smtpUrl ?? "",
    stop: async () => {
      child.kill("SIGTERM");
      // Whoever still hangs on a connection after that has had its time.
      const impatient = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(impatient);
    },
  };
}
