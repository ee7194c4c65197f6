import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { answeredFields, createLog, nextRequestId, redact, type Log } from "#app/infra/log.server.ts";

/** What is written when `say` is said, line by line. */
function written(say: (log: Log) => void): Record<string, unknown>[] {
  let lines = "";
  say(createLog("trace", { write: (line) => void (lines += line) }));
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const token = "Xk3vQ9-_mZ0aLr7PpT2wYg";

describe("what is struck out", () => {
  test.each([
    [`GET /v/${token}?x`, "GET /v/[token]?x"],
    [`next=%2Fv%2F${token}`, "next=/v/[token]"],
    ["to 01071234567.", "to [number]."],
    ["to 010-7123-4567", "to [number]"],
    ["to (010) 7123-4567", "to ([number]"],
    ["to +82 10 7123 4567", "to [number]"],
    ["to +821071234567", "to [number]"],
    ["born 19470316", "born [date]"],
    ["born 1947-03-16", "born [date]"],
    ["born 1947. 3. 16.", "born [date]."],
    ["born 1947년 3월 16일", "born [date]일"],
    ["550 <kim.lee+a@mail.example.kr> unknown", "550 <[address]> unknown"],
    ["q=kim%40mail.example", "q=[address]"],
    ["홍길동@한국.한국", "[address]"],
    ["postgresql://ansim:pa-ss@db.example/x", "postgresql://[credentials]@db.example/x"],
    [`cookie: __Host-session=${token}; lang=ko`, "cookie: __Host-session=[credentials]; lang=ko"],
    [`authorization: Bearer ${token}`, "authorization: Bearer [credentials]"],
    ["imsi 450081234567890", "imsi [digits]"],
    ["iccid 8982300000000000000", "iccid [digits]"],
    ["account 110-123-456789", "account [digits]"],
    ["resident 870101-1234567", "resident [digits]"],
  ])("%s", (text, left) => {
    expect(redact(text)).toBe(left);
  });

  test.each([
    "request failed",
    "web started",
    "2025-09-18T20:00:00.000Z",
    "connect ECONNREFUSED 127.0.0.1:5432",
    "at run (file:///srv/node_modules/@remix-run/node/dist/index.js:20:11)",
    "20100 rows kept, 12000000 read",
    "8b1f8f5e-9c2d-4a57-b1de-2f0f4f1c7a11",
    "outbox 12345678",
  ])("%s stays", (text) => {
    expect(redact(text)).toBe(text);
  });

  test("no text takes long, however it was made to", () => {
    const started = performance.now();
    for (const part of ["a", "a.", "1-", "0 1", "%40", "@", "/v", "://", "1947. "])
      redact(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

const secrets = ["01071234567", "1947-03-16", "kim@mail.example", `/v/${token}`, "450081234567890"];

describe("wherever it is", () => {
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(...secrets, 1071234567890n, 19470316, 450081234567890, true, null, undefined),
      fc.constantFrom(...secrets).map((secret) => new URL(`https://kim:pw@db.example/?q=${secret}`)),
      fc.constantFrom(...secrets).map((secret) => Buffer.from(secret)),
      fc.array(tie("value")),
      fc.dictionary(fc.constantFrom("a", "b", "err", ...secrets), tie("value")),
      fc.tuple(fc.constantFrom(...secrets), tie("value")).map(([said, cause]) => new Error(said, { cause })),
      fc
        .tuple(fc.constantFrom(...secrets), fc.array(tie("value")))
        .map(([said, errors]) => new AggregateError(errors, said)),
    ),
  })).value;

  test("nested, in arrays, as a key, in an error, its cause or one of many: nothing of it is written", () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...secrets), (value, said) => {
        const line = JSON.stringify(
          written((log) => {
            log.info({ value }, `said ${said}`);
            log.error({ err: value }, "said %s and %j", said, { said });
            log.warn(new Error(said, { cause: value }));
            log.debug(value);
          }),
        );
        for (const secret of ["7123", "71234567", "1947", "19470316", "mail.example", token, "4500812345"])
          expect(line).not.toContain(secret);
      }),
    );
  });

  test("a cause that is no error, as libraries hang whole tokens on theirs, is left out", () => {
    const lines = JSON.stringify(
      written((log) => {
        log.warn(
          { err: new Error("failed", { cause: { claims: { name: "김영수", id_token: "eyJ" } } }) },
          "x",
        );
        log.warn({ err: new Error("failed", { cause: new Error("because") }) }, "x");
      }),
    );
    expect(lines).not.toMatch(/김영수|eyJ|claims/);
    expect(lines).toContain("because");
  });

  test("a circle comes to an end", () => {
    const circle: Record<string, unknown> = { to: "01071234567" };
    circle.self = circle;
    const error = new Error("round");
    error.cause = error;
    const [line] = written((log) => log.error({ circle, err: error }, "round"));
    expect(JSON.stringify(line)).toContain("[deeper]");
    expect(JSON.stringify(line)).not.toContain("7123");
  });
});

test("an error is written with its code, its causes and all that it gathers, and nothing else of it", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", row: "Kim" });
  const both = new AggregateError([refused, "gone"], "no address answered");
  const [line] = written((log) =>
    log.error({ err: new TypeError("fetch failed", { cause: both }), requestId: "r-1" }, "failed"),
  );
  expect(line).toMatchObject({
    level: 50,
    requestId: "r-1",
    msg: "failed",
    err: {
      type: "TypeError",
      message: "fetch failed",
      stack: expect.stringContaining("log.test.ts") as string,
      cause: {
        type: "AggregateError",
        message: "no address answered",
        errors: [{ message: "connect ECONNREFUSED", code: "ECONNREFUSED" }, "gone"],
      },
    },
  });
  expect(JSON.stringify(line)).not.toContain("Kim");
});

describe("the line of an answered request", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("says which, what, how and when", () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const moments = ["59:58.999", "59:59.007", "59:59.010", "59:59.999"].map(
      (end) => `2026-01-31T23:${end}Z`,
    );
    const lines = written((log) => {
      for (const moment of moments) {
        vi.setSystemTime(new Date(moment));
        log.info(answeredFields("bcd-1", "GET", "/v", 200, 3), "request");
      }
    });
    const fields = {
      level: 30,
      requestId: "bcd-1",
      method: "GET",
      part: "/v",
      status: 200,
      ms: 3,
      msg: "request",
    };
    expect(lines).toEqual(moments.map((time) => ({ ...fields, time })));
  });

  test("nobody's id is another's, nor looks like anything personal", () => {
    const ids = Array.from({ length: 10_000 }, nextRequestId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(redact(id)).toBe(id);
    expect(ids[0]).toMatch(/^[a-z]{8}-\d+$/);
  });
});
