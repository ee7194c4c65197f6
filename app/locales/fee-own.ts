import type { Catalogue } from "#app/locales/say.ts";

/** The fee waiver and the offers taken, as /requests shows them: that they are there, and how they stand. */
export const feeOwn = {
  registered: {
    ko: "등록되어 있고, 아직 결정되지 않았습니다.",
    en: "Registered, and not decided yet.",
    zh: "已登记，尚未决定。",
    vi: "Đã đăng ký, chưa có quyết định.",
  },
  withdrawn: {
    ko: "등록이 취소되었습니다.",
    en: "It was withdrawn.",
    zh: "登记已撤回。",
    vi: "Đăng ký đã được rút.",
  },
  order_done: {
    ko: "통신사가 처리했습니다.",
    en: "The carrier has carried it out.",
    zh: "运营商已处理完成。",
    vi: "Nhà mạng đã thực hiện.",
  },
  offer: {
    ko: "받으신 제안: {name}",
    en: "Offer taken: {name}",
    zh: "已接受的优惠：{name}",
    vi: "Đề nghị đã nhận: {name}",
  },
  details: {
    ko: "로그인해서 금액과 이유 보기",
    en: "Sign in to see the sums and the reasons",
    zh: "登录后查看金额和理由",
    vi: "Đăng nhập để xem số tiền và lý do",
  },
} as const satisfies Catalogue;
