import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { seconds } from "#app/shared/time.ts";

/** Why nothing was stored: no room, or no answer. */
export type StoreFailure = "full" | "down";

const STORE_ERROR = "EvidenceStoreError";

/** What the store could not do; its cause is what went wrong there. */
export class EvidenceStoreError extends Error {
  override readonly name = STORE_ERROR;
  readonly failure: StoreFailure;
  constructor(failure: StoreFailure, cause: unknown) {
    super(`the evidence store is ${failure}`, { cause });
    this.failure = failure;
  }
}

/**
 * Why the store threw this; null where it didn't. By the error's name: the pages are built apart from the
 * process that opens the store, and have a class of their own.
 */
export const findStoreFailure = (error: unknown): StoreFailure | null =>
  error instanceof Error && error.name === STORE_ERROR && "failure" in error
    ? error.failure === "full"
      ? "full"
      : "down"
    : null;

/** Where sealed files lie, each under an id. All three throw EvidenceStoreError, and may be asked again. */
export type EvidenceStore = {
  /** Resolves once the file is there to stay; a failure leaves nothing behind, or what `remove` takes away. */
  put: (id: string, bytes: Uint8Array) => Promise<void>;
  get: (id: string) => Promise<Uint8Array<ArrayBuffer> | null>;
  /** Also of one that isn't there. */
  remove: (id: string) => Promise<void>;
};

const CONNECT_MS = seconds(3);
const TIMEOUT_MS = seconds(20);

/** What services that speak S3 answer when their disks are full (RFC 4918). */
const INSUFFICIENT_STORAGE = 507;

/**
 * `file:…`, a folder, or `s3://BUCKET/PREFIX`, with `?endpoint=` for a service of one's own that speaks S3's
 * API. Region and credentials are found as all tools for S3 find them (AWS_REGION, AWS_ACCESS_KEY_ID and so
 * on).
 */
export function evidenceStore(url: string, { timeoutMs = TIMEOUT_MS } = {}): EvidenceStore {
  const parsed = new URL(url);
  return parsed.protocol === "file:" ? folderStore(fileURLToPath(parsed)) : bucketStore(parsed, timeoutMs);
}

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

function folderStore(folder: string): EvidenceStore {
  const at = (id: string) => join(folder, id);
  /** Under this name while it is written: what a kill leaves of it goes with `remove`. */
  const partOf = (id: string) => at(`${id}.part`);
  const failed = (error: unknown) => new EvidenceStoreError(FULL.has(codeOf(error)) ? "full" : "down", error);
  return {
    async put(id, bytes) {
      const part = partOf(id);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeWhole(part, bytes);
        await rename(part, at(id));
        await syncFolder(folder);
      } catch (error) {
        // Where even this fails there is no more to be done than to say so.
        await rm(part, { force: true }).catch(() => undefined);
        throw failed(error);
      }
    },
    async get(id) {
      try {
        return await readFile(at(id));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw failed(error);
      }
    },
    async remove(id) {
      try {
        for (const path of [partOf(id), at(id)]) await rm(path, { force: true });
      } catch (error) {
        throw failed(error);
      }
    },
  };
}

async function writeWhole(path: string, bytes: Uint8Array) {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Its new name is in the folder to stay, too. */
async function syncFolder(path: string) {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function bucketStore({ hostname: Bucket, pathname, searchParams }: URL, timeoutMs: number): EvidenceStore {
  const endpoint = searchParams.get("endpoint");
  const client = new S3Client({
    ...(endpoint && { endpoint, forcePathStyle: true }),
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: timeoutMs,
      // Or a bucket that doesn't answer is only warned about, and waited for.
      throwOnRequestTimeout: true,
      // Of an answer that began, too.
      socketTimeout: timeoutMs,
    },
    // Services other than Amazon's don't all know the newer checksums; the files' own tags say whether they are whole.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const prefix = pathname.replace(/^\/|\/$/g, "");
  const Key = (id: string) => (prefix ? `${prefix}/${id}` : id);
  const failed = (error: unknown) =>
    new EvidenceStoreError(
      error instanceof S3ServiceException && error.$metadata.httpStatusCode === INSUFFICIENT_STORAGE
        ? "full"
        : "down",
      error,
    );
  return {
    async put(id, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key: Key(id), Body })).catch((error: unknown) => {
        throw failed(error);
      });
    },
    async get(id) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket, Key: Key(id) }));
        return found.Body ? new Uint8Array(await found.Body.transformToByteArray()) : null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw failed(error);
      }
    },
    async remove(id) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: Key(id) })).catch((error: unknown) => {
        throw failed(error);
      });
    },
  };
}
