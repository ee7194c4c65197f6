import { inventCompany, inventName, mvnoBrands } from "./names.ts";
import type { Random } from "./random.ts";
import type { SubscriberRow } from "./replay-rows.ts";
import type { Member } from "./roster.ts";

/** A line for each member of the roster. Families, second lines and shared bills lean on the line before. */
export function inventLines(random: Random, roster: readonly Member[]): SubscriberRow[] {
  let before: SubscriberRow | undefined;
  return roster.map((member, index) => {
    before = member.story?.row ?? inventLine(random, member, index, before);
    return before;
  });
}

function inventLine(
  random: Random,
  member: Member,
  index: number,
  before: SubscriberRow | undefined,
): SubscriberRow {
  const number = String(index + 1).padStart(6, "0");
  const alone = {
    subscriber_ref: member.subscriberRef,
    holder_ref: `H-${number}`,
    account_ref: `A-${number}`,
    msisdn: msisdn(index),
    email: random.chance(0.3) ? `line${number}@example.${random.pick(["com", "net", "org"])}` : "",
    network: member.cohort === "guti-5g" ? ("5G" as const) : ("LTE" as const),
    line_status: lineStatus(random, member),
    guardian_msisdn: "",
    mvno_brand: random.chance(0.07) ? random.pick(mvnoBrands) : "",
    card_type: random.chance(0.9) ? ("usim" as const) : random.pick(["esim", "both"] as const),
  };
  const draw = random.whole(1, 1_000);
  if (draw <= 15)
    return {
      ...alone,
      holder_type: "company",
      name: inventCompany(random),
      birth_date: "",
      language: "ko",
      priority: "",
    };

  const adultBefore = before?.holder_type === "person" && !before.guardian_msisdn ? before : undefined;
  const { language } = adultBefore ?? { language: "ko" as const };
  // A clearance carries its reason in Korean.
  const speaksKorean = member.cohort === "cleared";
  if (adultBefore?.line_status === "active" && draw <= 45)
    return {
      ...alone,
      account_ref: adultBefore.account_ref,
      guardian_msisdn: adultBefore.msisdn,
      holder_type: "person",
      name: inventName(random, language),
      birth_date: birthDate(random, 2007, 2019),
      language: speaksKorean ? "ko" : language,
      email: "",
      priority: "",
    };
  if (adultBefore && draw <= 105)
    return {
      ...alone,
      holder_ref: adultBefore.holder_ref,
      account_ref: adultBefore.account_ref,
      holder_type: "person",
      name: adultBefore.name,
      birth_date: adultBefore.birth_date,
      language: speaksKorean ? "ko" : language,
      email: adultBefore.email,
      priority: adultBefore.priority,
    };

  const born = birthDate(random, 1930, 2005);
  const own = speaksKorean ? "ko" : inventLanguage(random);
  return {
    ...alone,
    account_ref: adultBefore && draw <= 205 ? adultBefore.account_ref : alone.account_ref,
    holder_type: "person",
    name: inventName(random, own),
    birth_date: born,
    language: own,
    priority: priority(random, born),
  };
}

/**
 * No Korean mobile number goes on with 0 after 010, so none of these can ever ring at somebody's. 7,919
 * shares no divisor with 9,000,000: no number comes twice, and none below 010-0100-0000, where those of the
 * people to try are.
 */
const msisdn = (index: number) => `0100${1_000_000 + ((index * 7_919) % 9_000_000)}`;

function lineStatus(random: Random, { cohort }: Member): SubscriberRow["line_status"] {
  // Those few stories that have only ten people stay reachable.
  if (cohort === "guti" || cohort === "guti-5g" || cohort === "cleared") return "active";
  return random.chance(0.0015) ? random.pick(["ended", "ported"] as const) : "active";
}

const inventLanguage = (random: Random): SubscriberRow["language"] =>
  random.chance(0.93) ? "ko" : random.pick(["en", "zh", "vi"] as const);

/** Day 28 at most: every month has it. */
const birthDate = (random: Random, fromYear: number, toYear: number) =>
  [random.whole(fromYear, toYear), twoDigits(random.whole(1, 12)), twoDigits(random.whole(1, 28))].join("");

const twoDigits = (number: number) => String(number).padStart(2, "0");

function priority(random: Random, born: string): SubscriberRow["priority"] {
  if (born < "1956" && random.chance(0.8)) return "senior";
  return random.chance(0.015) ? "disabled" : "";
}
