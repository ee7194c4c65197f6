import {
  ALL_LEAKED,
  SIGNAL_ONLY,
  WITH_IMSI,
  firstCells,
  laterCells,
  type PaymentRow,
  type Reception,
  type SubscriberRow,
} from "./replay-rows.ts";
import type { Cohort, Victim } from "./roster.ts";

/** A line whose story is written here instead of drawn. */
export type StoryLine = {
  cohort: Cohort;
  victim: Victim;
  row: SubscriberRow;
  receptions: readonly Reception[];
  payments: readonly StoryPayment[];
  /** Null: a line that a story needs (the guardian's), with no answer of its own. */
  story: string | null;
};

type StoryPayment = Pick<PaymentRow, "at" | "amount_krw" | "auth_method" | "cell_id"> & {
  kind: "gift" | "transit";
  /** Confirmed, unless said otherwise. */
  status?: PaymentRow["status"];
};

type Told = Pick<StoryLine, "cohort" | "story"> &
  Partial<Pick<StoryLine, "victim" | "receptions" | "payments">> & {
    number: number;
    name: string;
    birthDate: string;
    row?: Partial<SubscriberRow>;
  };

const tell = ({
  number,
  name,
  birthDate,
  row,
  cohort,
  victim = null,
  receptions = [],
  payments = [],
  story,
}: Told): StoryLine => ({
  cohort,
  victim,
  receptions,
  payments,
  story,
  row: {
    subscriber_ref: `S-${String(number).padStart(6, "0")}`,
    holder_ref: `H-${String(number).padStart(6, "0")}`,
    account_ref: `A-${String(number).padStart(6, "0")}`,
    holder_type: "person",
    msisdn: `0100000${String(number).padStart(4, "0")}`,
    name,
    birth_date: birthDate,
    language: "ko",
    email: "",
    network: "LTE",
    line_status: "active",
    guardian_msisdn: "",
    mvno_brand: "",
    priority: "",
    card_type: "usim",
    ...row,
  },
});

const at = (monthDayTime: string) => `2025-${monthDayTime}:00+09:00`;
const [cell1, cell2] = firstCells;
const [cell3, cell4] = laterCells;

const imsiFirst = (cell: string, when: string): Reception => ({
  cell,
  at: at(when),
  on11: WITH_IMSI,
  on18: ALL_LEAKED,
});
const signalFirst = (cell: string, when: string): Reception => ({
  cell,
  at: at(when),
  on11: SIGNAL_ONLY,
  on18: ALL_LEAKED,
});
const foundLater = (cell: string, when: string): Reception => ({
  cell,
  at: at(when),
  on11: null,
  on18: ALL_LEAKED,
});
const signalOnly = (cell: string, when: string): Reception => ({
  cell,
  at: at(when),
  on11: null,
  on18: SIGNAL_ONLY,
});

export const storyLines: readonly StoryLine[] = [
  tell({
    number: 1,
    name: "김영수",
    birthDate: "19580412",
    row: { email: "youngsoo.kim@example.com" },
    cohort: "imsi",
    receptions: [imsiFirst(cell1, "08-29T02:14"), signalFirst(cell2, "09-02T23:41")],
    story:
      "IMSI leaked on 11 Sep, IMEI and number too on 18 Sep / 11일 가입자식별번호, 18일 더 많은 항목 유출",
  }),
  tell({
    number: 2,
    name: "이정희",
    birthDate: "19661103",
    cohort: "signal",
    receptions: [signalFirst(cell2, "08-30T03:05")],
    story: "Signal only on 11 Sep, leaked after all on 18 Sep / 11일 신호만, 18일 유출 확인",
  }),
  tell({
    number: 3,
    name: "박민준",
    birthDate: "19910721",
    cohort: "new",
    receptions: [foundLater(cell3, "09-03T01:22")],
    story: "New on 18 Sep; enrolled in PASS after the exposure / 18일 새로 확인, 유출 뒤에 PASS 등록",
  }),
  tell({
    number: 4,
    name: "최은영",
    birthDate: "19840214",
    cohort: "guti",
    receptions: [signalOnly(cell4, "09-01T04:10")],
    story: "Signal only (GUTI), nothing leaked / 신호만 잡힘, 유출 없음",
  }),
  tell({
    number: 5,
    name: "정태호",
    birthDate: "19790505",
    cohort: "imsi",
    victim: "early",
    receptions: [imsiFirst(cell1, "08-28T03:20")],
    payments: [
      { at: at("08-28T03:26"), amount_krw: 330_000, auth_method: "ARS", cell_id: cell1, kind: "gift" },
      { at: at("08-28T03:29"), amount_krw: 330_000, auth_method: "ARS", cell_id: cell1, kind: "gift" },
      { at: at("08-28T03:33"), amount_krw: 220_000, auth_method: "ARS", cell_id: cell1, kind: "gift" },
    ],
    story: "Payments confirmed on 11 Sep (gift cards, ARS) / 11일 소액결제 피해 확인(상품권, ARS)",
  }),
  tell({
    number: 6,
    name: "강수진",
    birthDate: "19871225",
    cohort: "signal",
    victim: "late",
    receptions: [signalFirst(cell2, "09-04T02:02")],
    payments: [
      { at: at("09-04T02:08"), amount_krw: 300_000, auth_method: "ARS", cell_id: cell2, kind: "gift" },
      { at: at("09-04T02:15"), amount_krw: 200_000, auth_method: "SMS", cell_id: cell2, kind: "transit" },
      { at: at("09-04T02:21"), amount_krw: 250_000, auth_method: "PASS", cell_id: cell2, kind: "gift" },
      {
        at: at("09-04T02:34"),
        amount_krw: 50_000,
        auth_method: "SMS",
        cell_id: cell2,
        kind: "transit",
        status: "suspected",
      },
      {
        at: at("09-04T03:12"),
        amount_krw: 30_000,
        auth_method: "PASS",
        cell_id: cell2,
        kind: "gift",
        status: "cleared",
      },
    ],
    story:
      "Payments new on 18 Sep (gift and transit cards; ARS, SMS, PASS), two more not confirmed / 18일 소액결제 피해 새로 확인(상품권, 교통카드), 확인되지 않은 결제 두 건 더",
  }),
  tell({
    number: 7,
    name: "윤지우",
    birthDate: "19990909",
    row: { network: "5G", card_type: "esim" },
    cohort: "guti-5g",
    receptions: [signalOnly(cell3, "09-05T22:47")],
    story: "5G line, signal only (GUTI) / 5G 회선, 신호만 잡힘",
  }),
  tell({
    number: 8,
    name: "Grace Davies",
    birthDate: "19900115",
    row: { language: "en", email: "grace.davies@example.com" },
    cohort: "imsi",
    receptions: [imsiFirst(cell2, "08-31T01:38")],
    story: "English: IMSI on 11 Sep, more on 18 Sep / 영어 사용자",
  }),
  tell({
    number: 9,
    name: "王芳",
    birthDate: "19931001",
    row: { language: "zh", email: "fang.wang@example.com" },
    cohort: "signal",
    receptions: [signalFirst(cell1, "09-01T00:55")],
    story: "Chinese: signal only on 11 Sep, leaked on 18 Sep / 중국어 사용자",
  }),
  tell({
    number: 10,
    name: "Nguyễn Thị Mai",
    birthDate: "19950308",
    row: { language: "vi", email: "mai.nguyen@example.com" },
    cohort: "new",
    receptions: [foundLater(cell4, "09-06T05:31")],
    story: "Vietnamese: new on 18 Sep / 베트남어 사용자",
  }),
  tell({
    number: 11,
    name: "김하린",
    birthDate: "20130505",
    row: { guardian_msisdn: "01000000014", account_ref: "A-000014" },
    cohort: "imsi",
    receptions: [imsiFirst(cell1, "08-30T22:19")],
    story: "A minor: the text goes to the guardian, 010-0000-0014 / 미성년자, 문자는 보호자에게",
  }),
  tell({
    number: 12,
    name: "임창수",
    birthDate: "19620606",
    cohort: "cleared",
    receptions: [signalOnly(cell3, "09-02T03:47")],
    story: "Signal only, cleared on 19 Sep as counted by mistake / 신호만 잡힘, 19일 잘못 포함된 것으로 확인",
  }),
  tell({
    number: 13,
    name: "홍순자",
    birthDate: "19410301",
    row: { priority: "senior", mvno_brand: "안심알뜰폰" },
    cohort: "imsi",
    receptions: [imsiFirst(cell2, "09-03T06:12")],
    story: "Aged 84, on an MVNO: IMSI on 11 Sep, more on 18 Sep / 84세, 알뜰폰",
  }),
  tell({ number: 14, name: "김현우", birthDate: "19830815", cohort: "none", story: null }),
];

/** The people of the demo, as its page lists them. `birthDate` is the one that their link asks for. */
export const peopleToTry = storyLines.flatMap(({ row, story }) =>
  story === null
    ? []
    : [
        {
          subscriberRef: row.subscriber_ref,
          name: row.name,
          msisdn: row.msisdn,
          birthDate: row.birth_date,
          story,
        },
      ],
);
