import { expect, it } from "vitest";
import { papersFor, relationshipOf } from "#app/domain/usim-swap/papers.rules.ts";

const person = { guardianMsisdnIndex: null, holder: { holderType: "person" as const } };

it("asks for one's own ID and nothing else, and of a minor for no paper of their own", () => {
  expect(papersFor("self")).toEqual(["own_id"]);
  expect(papersFor("guardian")).toEqual(["guardian_id", "relation_proof"]);
});

it("whoever comes for another shows who they are, and that they may", () => {
  for (const relationship of ["company", "proxy"] as const)
    expect(papersFor(relationship)).toContain("visitor_id");
  expect(papersFor("proxy")).toContain("power_of_attorney");
});

it("knows as whom somebody comes by the line", () => {
  expect(relationshipOf(person)).toBe("self");
  expect(relationshipOf({ ...person, holder: { holderType: "company" } })).toBe("company");
  expect(relationshipOf({ ...person, guardianMsisdnIndex: new Uint8Array([1]) })).toBe("guardian");
});
