import { expect, it } from "vitest";
import { districts } from "#app/domain/stores/districts.ts";
import { romanizeDistrict } from "#app/domain/stores/romanize-district.rules.ts";

// As the districts' own English pages and road signs write them.
it.each(
  `종로구 Jongno-gu, 중구 Jung-gu, 성북구 Seongbuk-gu, 강남구 Gangnam-gu, 관악구 Gwanak-gu, 은평구 Eunpyeong-gu, 구로구 Guro-gu,
   영등포구 Yeongdeungpo-gu, 노원구 Nowon-gu, 미추홀구 Michuhol-gu, 해운대구 Haeundae-gu, 달서구 Dalseo-gu, 유성구 Yuseong-gu,
   의정부시 Uijeongbu-si, 강릉시 Gangneung-si, 밀양시 Miryang-si, 철원군 Cheorwon-gun, 울릉군 Ulleung-gun, 칠곡군 Chilgok-gun,
   곡성군 Gokseong-gun, 영암군 Yeongam-gun, 의령군 Uiryeong-gun, 계룡시 Gyeryong-si, 진안군 Jinan-gun, 옥천군 Okcheon-gun,
   합천군 Hapcheon-gun, 익산시 Iksan-si, 임실군 Imsil-gun, 서귀포시 Seogwipo-si, 김해시 Gimhae-si, 음성군 Eumseong-gun,
   울주군 Ulju-gun, 속초시 Sokcho-si, 인제군 Inje-gun, 남양주시 Namyangju-si, 횡성군 Hoengseong-gun, 화천군 Hwacheon-gun`
    .split(",")
    .map((pair) => pair.trim().split(" ") as [string, string]),
)("writes %s as %s", (district, latin) => {
  expect(romanizeDistrict(district)).toBe(latin);
});

it("writes every district, and no two of a region alike", () => {
  const written = districts.map(({ region, district }) => `${region} ${romanizeDistrict(district)}`);
  expect(written.filter((one) => !/^\S+ [A-Z][a-z]+-(gu|si|gun)$/.test(one))).toEqual([]);
  expect(new Set(written).size).toBe(districts.length);
});
