import type { Language } from "#app/locales/language.ts";
import type { Random } from "./random.ts";

type Words = readonly [string, ...string[]];

const words = (text: string) => text.split(" ") as [string, ...string[]];

const koreanFamily = words("김 김 김 이 이 박 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 전 홍");
const koreanFirst = words("가 도 미 민 서 성 수 승 영 예 유 은 재 정 지 진 창 태 하 현 혜 희");
const koreanSecond = words("경 나 람 린 민 빈 서 석 솔 수 숙 순 아 연 영 우 윤 은 자 준 진 철 현 호 훈 희");
const korean = (random: Random) =>
  random.pick(koreanFamily) + random.pick(koreanFirst) + random.pick(koreanSecond);

const given: Record<"en" | "zh" | "vi", Words> = {
  en: words("Amara Ben Carla David Elena Farid Grace Hugo Ingrid James Kofi Lena Maria Noah Olga Peter"),
  zh: words("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 建国 晓燕"),
  vi: words("An Bình Chi Dũng Giang Hà Hùng Hương Lan Linh Long Mai Nam Nga Phúc Quang Thảo Trang Tuấn"),
};
const family: Record<"en" | "zh" | "vi", Words> = {
  en: words("Abara Brown Costa Davies Evans Fischer Garcia Hassan Ivanova Jensen Khan Lopez Mensah Novak"),
  zh: words("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱"),
  vi: words("Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ"),
};
const middle = words("Thị Văn Minh Thu Đức Ngọc");

/** An invented name as somebody who reads this language may have it. */
export function inventName(random: Random, language: Language): string {
  switch (language) {
    case "ko":
      return korean(random);
    case "en":
      return `${random.pick(given.en)} ${random.pick(family.en)}`;
    case "zh":
      return random.pick(family.zh) + random.pick(given.zh);
    case "vi":
      return `${random.pick(family.vi)} ${random.pick(middle)} ${random.pick(given.vi)}`;
  }
}

const trades = words("물류 식품 건설 전자 인쇄 상사 화원 공업사");
const companyNames = words("가람솔 나래빛 다온누리 마루터 보람샘 새벽들 아라온 하늬빛");

export const inventCompany = (random: Random) => `${random.pick(companyNames)}${random.pick(trades)}(주)`;

/** Invented as well: virtual operators on the invented carrier's network. */
export const mvnoBrands = ["안심알뜰폰", "새별모바일", "두루알뜰폰"] as const;
