import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csvLine } from "#app/shared/csv.ts";
import { bundleProcess } from "#tests/setup/bundled-process.ts";

export type TestIdentity = {
  issuer: string;
  subscribers: { clientId: string; clientSecret: string };
  staff: { clientId: string; clientSecret: string };
  /** The bundle that it runs. */
  file: string;
  process: ChildProcess;
  /** Its exit code and signal. */
  exited: Promise<unknown[]>;
  close: () => Promise<void>;
};

type Line = { msisdn: string; holderRef: string };

/** The demo's identity provider, as the process of its own that it is there: what it says, it says into its own log. */
export async function startIdentity(publicUrl: string, lines: readonly Line[]): Promise<TestIdentity> {
  const file = join(mkdtempSync(join(tmpdir(), "ansim-identity-")), "lines.csv");
  const rows = lines.map(({ msisdn, holderRef }) => csvLine(holderRef, msisdn, "active"));
  writeFileSync(file, csvLine("holder_ref", "msisdn", "line_status") + rows.join(""));
  const subscribers = { clientId: "ansim-subscribers", clientSecret: "a secret: of +subscribers" };
  const staff = { clientId: "ansim-staff", clientSecret: "a secret: of +staff" };
  const bundle = await bundleProcess("app/processes/identity.ts");
  const child = spawn(process.execPath, [bundle], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      STANDIN_LINES_FILE: file,
      PUBLIC_URL: publicUrl,
      OIDC_SUBSCRIBER_CLIENT_ID: subscribers.clientId,
      OIDC_SUBSCRIBER_CLIENT_SECRET: subscribers.clientSecret,
      OIDC_STAFF_CLIENT_ID: staff.clientId,
      OIDC_STAFF_CLIENT_SECRET: staff.clientSecret,
    },
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(child, "exit");
  const [ready] = (await Promise.race([
    once(child, "message"),
    exited.then(() => Promise.reject(new Error(`the identity provider ended: ${said}`))),
  ])) as [{ url: string }];
  return {
    issuer: ready.url,
    subscribers,
    staff,
    file: bundle,
    process: child,
    exited,
    close: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
