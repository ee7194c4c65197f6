import { afterEach, expect, it } from "vitest";
import { visitCalendar } from "#app/domain/usim-swap/visit-calendar.rules.ts";

const entry = {
  uid: "S-7K2Q-9M4X@ansim.example",
  sequence: 0,
  title: "유심 교체, 종로점",
  text: "예약 번호 S-7K2Q-9M4X.",
  place: "서울 종로구 세종대로 1",
  now: new Date("2025-09-18T11:00:00Z"),
  startsAt: new Date("2025-09-19T14:30:00+09:00"),
  until: new Date("2025-09-19T15:00:00+09:00"),
};
const unfolded = (text: string) => text.replaceAll("\r\n\t", "").replaceAll("\r\n ", "").split("\r\n");

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

it.each(["UTC", "America/New_York", "Asia/Seoul"])("names the instants, on a server in %s", (serverZone) => {
  process.env.TZ = serverZone;
  const lines = unfolded(visitCalendar(entry));
  expect(lines).toEqual(
    expect.arrayContaining([
      "DTSTART:20250919T053000Z",
      "DTEND:20250919T060000Z",
      "DTSTAMP:20250918T110000Z",
      "UID:S-7K2Q-9M4X@ansim.example",
      "SEQUENCE:0",
      "LOCATION:서울 종로구 세종대로 1",
    ]),
  );
});

it("of a visit that was moved takes the place of the one before", () => {
  const moved = unfolded(visitCalendar({ ...entry, sequence: 2 }));
  expect(moved).toEqual(expect.arrayContaining(["UID:S-7K2Q-9M4X@ansim.example", "SEQUENCE:2"]));
});

it("puts up with commas and line breaks in names", () => {
  const lines = unfolded(visitCalendar({ ...entry, place: "서울, 1층;\n2호" }));
  expect(lines).toContain("LOCATION:서울\\, 1층\\;\\n2호");
});
