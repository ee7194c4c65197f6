import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { EvidenceStoreError, evidenceStore } from "#app/infra/evidence/evidence-store.server.ts";

/** What of S3's API a bucket needs: objects by path; `answer` other than 0 is what it says to everything. */
const objects = new Map<string, Buffer>();
const asked: string[] = [];
let answer = 0;
let server: Server;
let endpoint: string;
beforeAll(async () => {
  vi.stubEnv("AWS_REGION", "ap-northeast-2");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "an-id");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "a-secret");
  server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://any").pathname;
    asked.push(`${request.method} ${path} ${request.headers.authorization?.split(" ")[0]}`);
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const found = objects.get(path);
      const say = (status: number, body: Buffer | string = "") => response.writeHead(status).end(body);
      if (answer) return say(answer);
      if (request.method === "PUT") objects.set(path, Buffer.concat(chunks));
      if (request.method === "DELETE") objects.delete(path);
      if (request.method !== "GET") return say(request.method === "PUT" ? 200 : 204);
      return found ? say(200, found) : say(404, "<Error><Code>NoSuchKey</Code></Error>");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const open = (at = endpoint) => evidenceStore(`s3://documents/claims?endpoint=${encodeURIComponent(at)}`);

it("keeps a file in a bucket, gives it back byte by byte, and forgets it", async () => {
  const store = open();
  const bytes = Buffer.from([0, 1, 2, 250, 251, 255]);
  await store.put("an-id", bytes);
  expect(asked.at(-1)).toBe("PUT /documents/claims/an-id AWS4-HMAC-SHA256");
  expect(objects.get("/documents/claims/an-id")).toEqual(bytes);
  expect(Buffer.from((await store.get("an-id")) ?? [])).toEqual(bytes);
  await store.remove("an-id");
  await store.remove("an-id");
  expect(objects.size).toBe(0);
  expect(await store.get("an-id")).toBeNull();
});

it("says whether it is full, or down", async () => {
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error: unknown) => (error instanceof EvidenceStoreError ? error.failure : String(error)),
    );
  const put = (store = open()) => failure(store.put("an-id", Buffer.from("x")));
  answer = 507;
  expect(await put()).toBe("full");
  answer = 403;
  expect(await put()).toBe("down");
  expect(await failure(open().get("an-id"))).toBe("down");
  expect(await failure(open().remove("an-id"))).toBe("down");
  answer = 0;
  expect(await put(open("http://127.0.0.1:9"))).toBe("down");
});

it("is down where it says nothing, or stops in the middle of what it says", async () => {
  const silent = createServer((request, response) => {
    if (request.method === "GET") response.writeHead(200, { "content-length": "100" }).write("half");
  }).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const bucket = `s3://documents?endpoint=${encodeURIComponent(`http://127.0.0.1:${port}`)}`;
  const store = evidenceStore(bucket, { timeoutMs: 300 });
  const begun = performance.now();
  for (const work of [
    () => store.put("an-id", Buffer.from("x")),
    () => store.get("an-id"),
    () => store.remove("an-id"),
  ])
    await expect(work()).rejects.toMatchObject({ failure: "down" });
  expect(performance.now() - begun).toBeLessThan(24_000);
  silent.closeAllConnections();
  silent.close();
});
