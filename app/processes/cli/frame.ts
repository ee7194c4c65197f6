import { readFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { Command, CommanderError } from "commander";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { redact } from "#app/infra/log.server.ts";
import {
  connect,
  DatabaseUnreachable,
  isDatabaseUnreachable,
  WrongUsage,
  type Connected,
} from "#app/processes/cli/connect.ts";

/** sysexits.h, as the contract promises. */
export const exit = { done: 0, broken: 1, usage: 64, badData: 65, unreachable: 69, bug: 70 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** What a command group is registered with. */
export type CliDeps = {
  env: NodeJS.ProcessEnv;
  /** Results; scripts read them. */
  out: (line: string) => void;
  /** Everything else that is said. */
  err: (line: string) => void;
  /** Runs a command on the database; what it returns is the exit code. */
  run: (work: (ctx: Ctx, connected: Connected) => Promise<ExitCode>) => Promise<void>;
  /** The same without one. */
  runAlone: (work: () => Promise<ExitCode>) => Promise<void>;
};

/** Something in a file or an id is not as it has to be. Printed as it is, exit 65. */
export class BadData extends Error {}

/**
 * Builds the program from its command groups, runs it, and returns the exit code. Whatever goes wrong ends in
 * a sentence.
 */
export async function runCli(
  argv: string[],
  env: NodeJS.ProcessEnv,
  groups: readonly ((program: Command, deps: CliDeps) => void)[],
): Promise<number> {
  let code: number = exit.done;
  const requestId = randomUUID();
  const err = (line: string) => void process.stderr.write(`${line}\n`);
  const program = new Command("ansim")
    .description("What the operator of Ansim does from the command line.")
    .option("--as <name>", "who is at work, for the audit trail (default: the signed-in user)")
    .showHelpAfterError("(--help tells how to use it)")
    .exitOverride();
  const deps: CliDeps = {
    env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err,
    runAlone: async (work) => {
      code = await work();
    },
    run: async (work) => {
      const operator = program.opts<{ as?: string }>().as ?? env.USER ?? "unnamed";
      const connected = await connect({ operator, env, requestId });
      try {
        code = await work(connected.ctx, connected);
      } finally {
        await connected.close();
      }
    },
  };
  for (const register of groups) register(program, deps);
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    return explain(error, requestId, err);
  }
}

function explain(error: unknown, requestId: string, err: (line: string) => void): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
  if (error instanceof WrongUsage) {
    err(error.message);
    return exit.usage;
  }
  if (error instanceof DatabaseUnreachable) {
    err(error.message);
    return exit.unreachable;
  }
  if (isDatabaseUnreachable(error)) {
    const reason = error instanceof Error ? error.message.split("\n", 1)[0] : "";
    err(`The database can't be reached${reason ? `: ${redact(reason)}` : "."}`);
    return exit.unreachable;
  }
  if (error instanceof NotFound || error instanceof BadData) {
    err(`${error.message[0]?.toUpperCase() ?? ""}${error.message.slice(1)}.`);
    return exit.badData;
  }
  err(`This is a bug in Ansim (request ${requestId}).`);
  err(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return exit.bug;
}

/** A text file named on the command line. */
export async function readTextFile(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error)) throw error;
    const reasons: Record<string, string> = {
      ENOENT: "there is no such file",
      EISDIR: "this is a directory",
    };
    throw new BadData(`${path}: ${reasons[String(error.code)] ?? error.message}`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BadData(`${path}: this is no UTF-8 text`);
  }
}
