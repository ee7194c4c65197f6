// What each person of the demo must read on 18 September 2025, 20:00, after the findings of the 11th and the 18th.

/** The first words of each answer, as the catalogue has them. */
export const verdicts = {
  ko: {
    payments: "이 회선으로 무단 소액결제가 있었습니다",
    exposed: "이 회선의 정보가 유출되었습니다",
    signal_only: "이 사고와 관련된 기록이 있으나, 유출은 확인되지 않았습니다",
    cleared: "이 회선은 잘못 포함되었습니다. 유출 대상이 아닙니다",
  },
  en: { exposed: "Data of this line was leaked" },
  zh: { exposed: "此线路的信息已泄露" },
  vi: { exposed: "Thông tin của thuê bao này đã bị lộ" },
} as const;

export const days = {
  first: { ko: "2025년 9월 11일", en: "11 September 2025", zh: "2025年9月11日", vi: "11 tháng 9, 2025" },
  second: { ko: "2025년 9월 18일", en: "18 September 2025", zh: "2025年9月18日", vi: "18 tháng 9, 2025" },
} as const;

type Told = {
  msisdn: string;
  language: "ko" | "en" | "zh" | "vi";
  verdict: string;
  /** What happened to them on which day, as the page of 18 September must say it. */
  says: (string | RegExp)[];
};

const grown = [
  /2025년 9월 18일에 새로 확인됨: .*IMEI/,
  "유출된 것: 가입자식별번호(IMSI), 단말기식별번호(IMEI), 휴대폰 번호",
];
/** Everyone in the demo, in its order. */
export const told: Record<string, Told> = {
  김영수: {
    msisdn: "01000000001",
    language: "ko",
    verdict: verdicts.ko.exposed,
    says: [...grown, "2025년 8월 29일"],
  },
  이정희: {
    msisdn: "01000000002",
    language: "ko",
    verdict: verdicts.ko.exposed,
    says: [
      /새로 확인됨: 가입자식별번호\(IMSI\), 단말기식별번호\(IMEI\)/,
      "2025년 8월 30일",
      verdicts.ko.signal_only,
    ],
  },
  박민준: {
    msisdn: "01000000003",
    language: "ko",
    verdict: verdicts.ko.exposed,
    says: ["2025년 9월 18일에 처음으로 이 회선이 확인되었습니다", "2025년 9월 3일"],
  },
  최은영: {
    msisdn: "01000000004",
    language: "ko",
    verdict: verdicts.ko.signal_only,
    says: ["받은 것은 아래의 임시 정보뿐입니다", "임시 식별자(GUTI)", "2025년 9월 1일"],
  },
  정태호: {
    msisdn: "01000000005",
    language: "ko",
    verdict: verdicts.ko.payments,
    says: ["3건, 모두 880,000원", "고객님이 내실 돈이 아닙니다", "소액결제 피해 보상"],
  },
  강수진: {
    msisdn: "01000000006",
    language: "ko",
    verdict: verdicts.ko.payments,
    says: ["3건, 모두 750,000원", "0원에서 750,000원으로 바뀌었습니다"],
  },
  윤지우: {
    msisdn: "01000000007",
    language: "ko",
    verdict: verdicts.ko.signal_only,
    says: ["2025년 9월 5일"],
  },
  "Grace Davies": {
    msisdn: "01000000008",
    language: "en",
    verdict: verdicts.en.exposed,
    says: [/Newly found on 18 September 2025: .*IMEI/, "31 August 2025", "A USIM swap replaces it"],
  },
  王芳: {
    msisdn: "01000000009",
    language: "zh",
    verdict: verdicts.zh.exposed,
    says: [/2025年9月18日新发现：.*IMSI.*IMEI/, "2025年9月1日", "更换USIM卡也不会改变"],
  },
  "Nguyễn Thị Mai": {
    msisdn: "01000000010",
    language: "vi",
    verdict: verdicts.vi.exposed,
    says: [/được phát hiện lần đầu ngày .*18 tháng 9/, "Đổi USIM không làm thay đổi"],
  },
  김하린: {
    // The guardian's number: a minor's text goes there.
    msisdn: "01000000014",
    language: "ko",
    verdict: verdicts.ko.exposed,
    says: ["자녀가 쓰는 회선에 대한 결과입니다", ...grown, "2025년 8월 30일"],
  },
  임창수: {
    msisdn: "01000000012",
    language: "ko",
    verdict: verdicts.ko.signal_only,
    says: ["2025년 9월 2일"],
  },
  홍순자: {
    msisdn: "01000000013",
    language: "ko",
    verdict: verdicts.ko.exposed,
    says: [...grown, "2025년 9월 3일"],
  },
};

/** Nobody may be told this while anything of theirs is in strange hands; and nobody else is, either. */
export const promises =
  /안전합니다|안전하십니다|걱정하지 않으셔도|you are safe|you're safe|perfectly safe|您是安全的|您很安全|quý khách (?:đã )?an toàn|hoàn toàn an toàn/i;
