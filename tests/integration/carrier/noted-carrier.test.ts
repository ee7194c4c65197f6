import { afterAll, beforeAll, expect, it } from "vitest";
import { notedCarrier } from "#app/infra/carrier/noted-carrier.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";

const number = "01022220001";

let carrier: TestCarrier;
beforeAll(async () => {
  carrier = await startCarrier(() => new Date("2025-09-18T20:00:00+09:00"));
  carrier.lines.set(number, { status: "active", holderRef: "H-1" });
});
afterAll(() => {
  carrier.close();
});

it("an outage is one line for a call, and one when it is over; nothing in them of what was asked", async () => {
  let written = "";
  const log = createLog("info", { write: (line) => void (written += line) });
  const reads = notedCarrier(carrier.reads, log);
  const owner = () => reads.findLineOwner(number);
  const lines = () =>
    written
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  expect(await owner()).toEqual({ status: "active", holderRef: "H-1" });
  expect(await reads.findLineOwner("01022220002")).toBeNull();
  // It answers, and knows nobody of that name.
  await expect(reads.requestConfirmation({ holderRef: "H-9", reference: "x" })).rejects.toThrow("404");
  expect(lines()).toEqual([]);

  await carrier.fault("error");
  for (let time = 0; time < 3; time += 1) await expect(owner()).rejects.toThrow();
  await expect(reads.findAccountHolder({ bank: "004", number: "12345678901" })).rejects.toThrow();
  expect(lines()).toMatchObject([
    { call: "findLineOwner", failure: 500, msg: "the carrier doesn't answer" },
    { call: "findAccountHolder", failure: 500 },
  ]);

  await carrier.fault("none");
  for (let time = 0; time < 2; time += 1) await owner();
  expect(lines().slice(2)).toMatchObject([{ call: "findLineOwner", msg: "the carrier answers again" }]);

  carrier.close();
  await expect(owner()).rejects.toThrow();
  expect(lines().slice(3)).toMatchObject([{ call: "findLineOwner", failure: "TypeError" }]);
  expect(written).not.toMatch(/01022220001|12345678901|H-1/);
});
