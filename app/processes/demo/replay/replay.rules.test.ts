import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { classify, type Exposure, type ExposureRows } from "#app/domain/exposure/exposure.rules.ts";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";
import { readYaml } from "#app/domain/incidents/read-yaml.ts";
import { parseMsisdn } from "#app/shared/phone.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { peopleToTry } from "./people-to-try.ts";
import { ALL_LEAKED, firstCells, laterCells, type PaymentRow, type SignalRow } from "./replay-rows.ts";
import { buildReplay } from "./replay.rules.ts";

const incident = readYaml(
  readFileSync(new URL("../../../../docs/incidents/femtocell-2025.yaml", import.meta.url), "utf8"),
  incidentSchema,
);
if (!incident.ok) throw new Error(incident.reasons.join("\n"));
const catalogue = incident.value.categories;

const replay = buildReplay();
const signals = [...replay.on11.signals, ...replay.on18.signals];
const payments = [...replay.on11.payments, ...replay.on18.payments];

type Rows = { [Kind in keyof ExposureRows]: ExposureRows[Kind][number][] };

const rowsOf = new Map<string, Rows>(
  replay.subscribers.map((line) => [
    line.subscriber_ref,
    { signals: [], payments: [], people: [], clearances: [] },
  ]),
);
const rows = (ref: string) => {
  const found = rowsOf.get(ref);
  if (!found) throw new Error(`no such subscriber: ${ref}`);
  return found;
};
const cells: readonly string[] = [...firstCells, ...laterCells];
const hold = (finding: number, file: { signals: SignalRow[]; payments: PaymentRow[] }) => {
  for (const { subscriber_ref, cell_id, at, exposed } of file.signals)
    rows(subscriber_ref).signals.push({
      finding,
      cell: cells.indexOf(cell_id),
      at: new Date(at),
      exposed: exposed.split("|"),
    });
  for (const { subscriber_ref, payment_id, amount_krw, status } of file.payments)
    rows(subscriber_ref).payments.push({ finding, paymentId: payment_id, amountKrw: amount_krw, status });
};
hold(0, replay.on11);
hold(1, replay.on18);
for (const { subscriber_ref, reason } of replay.on19.clearances)
  rows(subscriber_ref).clearances.push({ finding: 2, reason });

const exposures = [0, 1, 2].map(
  (finding) => new Map([...rowsOf].map(([ref, held]) => [ref, classify(catalogue, held, finding)] as const)),
);
const under = (finding: 11 | 18 | 19) => exposures[[11, 18, 19].indexOf(finding)] ?? new Map<string, never>();

function figures(finding: 11 | 18 | 19) {
  const all = [...under(finding).values()] as Exposure[];
  const count = (holds: (exposure: Exposure) => boolean) => all.filter(holds).length;
  return {
    signalled: count(({ signalled }) => signalled),
    GUTI: count(({ categories }) => categories.includes("GUTI")),
    IMSI: count(({ categories }) => categories.includes("IMSI")),
    IMEI: count(({ categories }) => categories.includes("IMEI")),
    MSISDN: count(({ categories }) => categories.includes("MSISDN")),
    signalOnly: count(({ verdict }) => verdict === "signal_only"),
    cleared: count(({ verdict }) => verdict === "cleared"),
    victims: count(({ confirmedCount }) => confirmedCount > 0),
    lossKrw: all.reduce((sum, { confirmedKrw }) => sum + confirmedKrw, 0),
  };
}

describe("the totals", () => {
  it("are those published on 11 September", () => {
    expect(figures(11)).toEqual({
      signalled: 19_000,
      GUTI: 19_000,
      IMSI: 5_561,
      IMEI: 0,
      MSISDN: 0,
      signalOnly: 19_000 - 5_561,
      cleared: 0,
      victims: 278,
      lossKrw: 170_000_000,
    });
    expect(new Set(replay.on11.signals.map((row) => row.cell_id))).toEqual(new Set(firstCells));
  });

  it("are those published on 18 September, and 30 people with a signal only", () => {
    expect(figures(18)).toEqual({
      signalled: 20_060,
      GUTI: 20_060,
      IMSI: 20_030,
      IMEI: 20_030,
      MSISDN: 20_030,
      signalOnly: 30,
      cleared: 0,
      victims: 362,
      lossKrw: 240_000_000,
    });
    expect(new Set(replay.on18.signals.map((row) => row.cell_id))).toEqual(new Set(cells));
    expect(replay.on18.signals.filter((row) => row.exposed !== ALL_LEAKED)).toHaveLength(30);
  });

  it("lose ten people with a signal only on 19 September, and nobody else", () => {
    expect(figures(19)).toEqual({
      ...figures(18),
      signalled: 20_050,
      GUTI: 20_050,
      signalOnly: 20,
      cleared: 10,
    });
  });

  it("keep all 19,000 and their events among those of 18 September", () => {
    const event = (row: SignalRow) => `${row.subscriber_ref} ${row.cell_id} ${row.at}`;
    const later = new Set(replay.on18.signals.map(event));
    expect(replay.on11.signals.filter((row) => !later.has(event(row)))).toEqual([]);
    expect(later.size).toBe(replay.on18.signals.length);
  });

  it("have ten 5G lines, all with a signal only and none of them cleared", () => {
    const fiveG = replay.subscribers.filter(({ network }) => network === "5G");
    expect(fiveG).toHaveLength(10);
    for (const { subscriber_ref } of fiveG)
      expect(under(19).get(subscriber_ref)).toMatchObject({ verdict: "signal_only", categories: ["GUTI"] });
  });
});

describe("the lines", () => {
  it("have each their own number, valid and never given out", () => {
    const numbers = replay.subscribers.map(({ msisdn }) => msisdn);
    expect(numbers.filter((number) => parseMsisdn(number) !== number)).toEqual([]);
    expect(numbers.filter((number) => !number.startsWith("0100"))).toEqual([]);
    expect(new Set(numbers).size).toBe(replay.subscribers.length);
    expect(new Set(replay.subscribers.map((line) => line.subscriber_ref)).size).toBe(numbers.length);
  });

  it("have birth dates for people and none for companies", () => {
    for (const { holder_type, birth_date } of replay.subscribers)
      expect(birth_date).toMatch(holder_type === "company" ? /^$/ : /^(19[3-9]\d|20[01]\d)[01]\d[0-3]\d$/);
  });

  it("have a guardian in the list for every minor, an adult in a line in use", () => {
    const byNumber = new Map(replay.subscribers.map((line) => [line.msisdn, line]));
    for (const line of replay.subscribers) {
      const isMinor = line.holder_type === "person" && line.birth_date > "20060918";
      expect(line.guardian_msisdn !== "", line.subscriber_ref).toBe(isMinor);
      if (!isMinor) continue;
      const guardian = byNumber.get(line.guardian_msisdn);
      expect(guardian).toMatchObject({ holder_type: "person", line_status: "active", guardian_msisdn: "" });
      expect(guardian?.account_ref).toBe(line.account_ref);
    }
  });

  it("cover what a carrier's list holds", () => {
    const some = (holds: (line: (typeof replay.subscribers)[number]) => boolean) =>
      replay.subscribers.filter(holds).length;
    for (const language of ["ko", "en", "zh", "vi"])
      expect(some((line) => line.language === language)).toBeGreaterThan(100);
    expect(some(({ holder_type }) => holder_type === "company")).toBeGreaterThan(100);
    expect(some(({ guardian_msisdn }) => guardian_msisdn !== "")).toBeGreaterThan(100);
    expect(some(({ mvno_brand }) => mvno_brand !== "")).toBeGreaterThan(500);
    expect(some(({ priority }) => priority === "disabled")).toBeGreaterThan(100);
    expect(some(({ line_status }) => line_status === "ported")).toBeGreaterThan(0);
    expect(some(({ line_status }) => line_status === "ended")).toBeGreaterThan(0);
    expect(some(({ line_status }) => line_status !== "active")).toBeLessThan(100);
    expect(new Set(replay.subscribers.map((line) => line.holder_ref)).size).toBeLessThan(20_000);
  });

  it("write to invented addresses only", () => {
    const addresses = replay.subscribers.map(({ email }) => email).filter(Boolean);
    expect(addresses.filter((email) => !/^[a-z0-9.]+@example\.(com|net|org)$/.test(email))).toEqual([]);
  });
});

describe("the events", () => {
  it("lie within the incident's window, signals mostly at night", () => {
    const { from, to } = incident.value.window;
    expect(signals.filter(({ at }) => kstDay(new Date(at)) < from || kstDay(new Date(at)) > to)).toEqual([]);
    const byNight = signals.filter(({ at }) => {
      const time = kstTime(new Date(at));
      return time >= "22:00" || time < "08:00";
    });
    expect(byNight.length / signals.length).toBeGreaterThan(0.85);
  });

  it("let payments follow a signal of that line by the same cell, from 27 August to 9 September", () => {
    for (const payment of payments) {
      const at = new Date(payment.at);
      expect(kstDay(at) >= "2025-08-27" && kstDay(at) <= "2025-09-09", payment.at).toBe(true);
      const held = rows(payment.subscriber_ref).signals.map((row) => ({
        cell: cells[row.cell],
        minutesBefore: (at.getTime() - row.at.getTime()) / 60_000,
      }));
      expect(
        held.some(
          ({ cell, minutesBefore }) => cell === payment.cell_id && minutesBefore > 0 && minutesBefore <= 120,
        ),
        payment.payment_id,
      ).toBe(true);
    }
  });

  it("keep each victim within the monthly cap, each payment of its own id and instant", () => {
    const sums = [...under(18).values()].map((exposure: Exposure) => exposure.confirmedKrw);
    expect(Math.max(...sums)).toBeLessThanOrEqual(1_000_000);
    expect(new Set(payments.map((row) => row.payment_id)).size).toBe(payments.length);
    expect(new Set(payments.map((row) => `${row.subscriber_ref} ${row.at}`)).size).toBe(payments.length);
    expect(payments.filter(({ amount_krw }) => !Number.isInteger(amount_krw) || amount_krw <= 0)).toEqual([]);
  });

  it("know gift cards by ARS on 11 September, transit cards and every method a week later", () => {
    expect(new Set(replay.on11.payments.map((row) => row.auth_method))).toEqual(new Set(["ARS"]));
    expect(replay.on11.payments.filter(({ item }) => !item.startsWith("모바일 상품권"))).toEqual([]);
    expect(new Set(replay.on18.payments.map((row) => row.auth_method))).toEqual(
      new Set(["ARS", "SMS", "PASS"]),
    );
    expect(replay.on18.payments.filter(({ item }) => item.startsWith("교통카드")).length).toBeGreaterThan(50);
  });

  it("use the cells of the incident's file", () => {
    expect(incident.value.cells.map(({ eci }) => eci)).toEqual(cells);
  });
});

describe("the people to try", () => {
  const verdicts = (ref: string) => ([11, 18, 19] as const).map((day) => under(day).get(ref)?.verdict);
  const all = ["GUTI", "IMSI", "IMEI", "MSISDN"];

  it.each([
    { name: "김영수", verdicts: ["exposed", "exposed", "exposed"], on11: ["GUTI", "IMSI"], on18: all },
    { name: "이정희", verdicts: ["signal_only", "exposed", "exposed"], on11: ["GUTI"], on18: all },
    { name: "박민준", verdicts: ["not_exposed", "exposed", "exposed"], on11: [], on18: all },
    { name: "최은영", verdicts: ["not_exposed", "signal_only", "signal_only"], on11: [], on18: ["GUTI"] },
    { name: "정태호", verdicts: ["payments", "payments", "payments"], on11: ["GUTI", "IMSI"], on18: all },
    { name: "강수진", verdicts: ["signal_only", "payments", "payments"], on11: ["GUTI"], on18: all },
    { name: "윤지우", verdicts: ["not_exposed", "signal_only", "signal_only"], on11: [], on18: ["GUTI"] },
    { name: "Grace Davies", verdicts: ["exposed", "exposed", "exposed"], on11: ["GUTI", "IMSI"], on18: all },
    { name: "王芳", verdicts: ["signal_only", "exposed", "exposed"], on11: ["GUTI"], on18: all },
    { name: "Nguyễn Thị Mai", verdicts: ["not_exposed", "exposed", "exposed"], on11: [], on18: all },
    { name: "김하린", verdicts: ["exposed", "exposed", "exposed"], on11: ["GUTI", "IMSI"], on18: all },
    { name: "임창수", verdicts: ["not_exposed", "signal_only", "cleared"], on11: [], on18: ["GUTI"] },
    { name: "홍순자", verdicts: ["exposed", "exposed", "exposed"], on11: ["GUTI", "IMSI"], on18: all },
  ])("tell the story they claim: $name", ({ name, verdicts: expected, on11, on18 }) => {
    const person = peopleToTry.find((one) => one.name === name);
    expect(verdicts(person?.subscriberRef ?? "")).toEqual(expected);
    expect(under(11).get(person?.subscriberRef ?? "")?.categories).toEqual(on11);
    expect(under(18).get(person?.subscriberRef ?? "")?.categories).toEqual(on18);
  });

  it("are all of these, and lines of the list with the data shown", () => {
    expect(peopleToTry).toHaveLength(13);
    for (const { subscriberRef, name, msisdn, birthDate } of peopleToTry)
      expect(replay.subscribers.find((line) => line.subscriber_ref === subscriberRef)).toMatchObject({
        name,
        msisdn,
        birth_date: birthDate,
        line_status: "active",
      });
  });

  it("have their lines as the story says", () => {
    const line = (name: string) => {
      const person = peopleToTry.find((one) => one.name === name);
      return replay.subscribers.find((one) => one.subscriber_ref === person?.subscriberRef);
    };
    expect(line("Grace Davies")?.language).toBe("en");
    expect(line("王芳")?.language).toBe("zh");
    expect(line("Nguyễn Thị Mai")?.language).toBe("vi");
    expect(line("윤지우")?.network).toBe("5G");
    expect(line("최은영")?.network).toBe("LTE");
    expect(line("홍순자")).toMatchObject({ priority: "senior", mvno_brand: "안심알뜰폰" });
    const guardian = replay.subscribers.find((one) => one.msisdn === line("김하린")?.guardian_msisdn);
    expect(guardian).toMatchObject({ name: "김현우", msisdn: "01000000014" });
    const paid = (name: string) =>
      replay.on18.payments.filter((row) => row.subscriber_ref === line(name)?.subscriber_ref);
    expect(paid("강수진").map((row) => [row.auth_method, row.status])).toEqual([
      ["ARS", "confirmed"],
      ["SMS", "confirmed"],
      ["PASS", "confirmed"],
      ["SMS", "suspected"],
      ["PASS", "cleared"],
    ]);
    expect(paid("정태호")).toEqual([]);
  });
});
