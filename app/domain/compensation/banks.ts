type Bank = { code: string; ko: string; en: string };

/** By the code that the clearing institute (금융결제원) gives them, the most used first. */
const banks = [
  { code: "004", ko: "KB국민은행", en: "KB Kookmin Bank" },
  { code: "088", ko: "신한은행", en: "Shinhan Bank" },
  { code: "020", ko: "우리은행", en: "Woori Bank" },
  { code: "081", ko: "하나은행", en: "Hana Bank" },
  { code: "011", ko: "NH농협은행", en: "NongHyup Bank" },
  { code: "003", ko: "IBK기업은행", en: "Industrial Bank of Korea" },
  { code: "090", ko: "카카오뱅크", en: "KakaoBank" },
  { code: "092", ko: "토스뱅크", en: "Toss Bank" },
  { code: "089", ko: "케이뱅크", en: "K bank" },
  { code: "012", ko: "지역 농·축협", en: "Local Nonghyup" },
  { code: "045", ko: "새마을금고", en: "MG Community Credit Cooperatives" },
  { code: "071", ko: "우체국", en: "Korea Post" },
  { code: "048", ko: "신협", en: "Credit Unions (CU)" },
  { code: "007", ko: "Sh수협은행", en: "Suhyup Bank" },
  { code: "023", ko: "SC제일은행", en: "Standard Chartered Bank Korea" },
  { code: "027", ko: "한국씨티은행", en: "Citibank Korea" },
  { code: "031", ko: "iM뱅크(대구은행)", en: "iM Bank (Daegu Bank)" },
  { code: "032", ko: "BNK부산은행", en: "Busan Bank" },
  { code: "039", ko: "BNK경남은행", en: "Kyongnam Bank" },
  { code: "034", ko: "광주은행", en: "Kwangju Bank" },
  { code: "037", ko: "전북은행", en: "Jeonbuk Bank" },
  { code: "035", ko: "제주은행", en: "Jeju Bank" },
  { code: "050", ko: "저축은행", en: "Savings Banks" },
  { code: "064", ko: "산림조합", en: "National Forestry Cooperative" },
  { code: "002", ko: "KDB산업은행", en: "Korea Development Bank" },
] as const satisfies Bank[];

export type BankCode = (typeof banks)[number]["code"];
export const listedBanks: readonly BankCode[] = banks.map(({ code }) => code);

/** What a bank is called; its code where it isn't in the list any more. */
export function bankName(code: string, language: string): string {
  const found = banks.find((bank) => bank.code === code);
  return found?.[language === "ko" ? "ko" : "en"] ?? code;
}
