import { expect, it } from "vitest";
import { parseMsisdn } from "#app/shared/phone.ts";
import { kstDay } from "#app/shared/time.ts";
import { buildReplay } from "./replay.rules.ts";

it("the police's list is of 214 people, 19 of whom the carrier's list lacks", () => {
  const { subscribers, on11, on18 } = buildReplay();
  const refs = new Map(subscribers.map(({ msisdn, subscriber_ref }) => [msisdn, subscriber_ref]));
  const paid = new Set(
    [...on11.payments, ...on18.payments].map(({ subscriber_ref, at, amount_krw }) =>
      [subscriber_ref, kstDay(new Date(at)), amount_krw].join(" "),
    ),
  );
  const { claimsList } = on18;
  const people = claimsList.map(({ msisdn }) => msisdn);
  expect(new Set(people).size).toBe(214);
  for (const number of people) expect([parseMsisdn(number), number.slice(0, 4)]).toEqual([number, "0100"]);
  expect(new Set(claimsList.map(({ reference }) => reference)).size).toBe(214);
  const missing = claimsList.filter(
    ({ msisdn, at, amount_krw }) => !paid.has([refs.get(msisdn), kstDay(new Date(at)), amount_krw].join(" ")),
  );
  expect(missing).toHaveLength(19);
  expect(missing.filter(({ msisdn }) => !refs.has(msisdn))).toHaveLength(4);
});
