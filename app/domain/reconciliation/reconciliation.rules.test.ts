import { expect, it } from "vitest";
import { dueOfCase } from "#app/domain/reconciliation/reconciliation.rules.ts";

it.each([
  ["a Thursday", "2025-09-18T20:00:00+09:00", "2025-09-24"],
  ["a Friday, late", "2025-09-19T23:59:59+09:00", "2025-09-25"],
  ["a Saturday", "2025-09-20T00:00:00+09:00", "2025-09-25"],
  ["the eve of Chuseok's holidays", "2025-10-02T10:00:00+09:00", "2025-10-15"],
  ["a Monday of a year whose holidays nobody knows yet", "2031-01-06T10:00:00+09:00", "2031-01-10"],
])("a case opened on %s is due before %s", (_, openedAt, due) =>
  expect(dueOfCase(new Date(openedAt))).toEqual(new Date(`${due}T00:00:00+09:00`)),
);
