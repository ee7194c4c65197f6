import type { Catalogue } from "#app/locales/say.ts";

/** On the result page, after a swap: what a new card does and what it doesn't. */
export const resultSwapped = {
  title: {
    ko: "유심을 교체하셨습니다",
    en: "Your USIM card has been swapped",
    zh: "您已更换USIM卡",
    vi: "Quý khách đã đổi thẻ USIM",
  },
  when: {
    ko: "{day}에 신분증을 확인하고 새 유심을 개통했습니다.",
    en: "On {day}, after an ID check in a store, the new card began to work.",
    zh: "{day}，经门店核验证件，新卡已启用。",
    vi: "Ngày {day}, sau khi cửa hàng kiểm tra giấy tờ, thẻ mới đã hoạt động.",
  },
  replaced: {
    ko: "새 유심으로 바뀐 것: {items}. 유출된 옛 값은 이제 이 회선에 쓸 수 없습니다.",
    en: "Replaced by the new card: {items}. What was leaked no longer belongs to this line.",
    zh: "新卡已更换：{items}。已泄露的旧值不再适用于此线路。",
    vi: "Thẻ mới đã thay: {items}. Giá trị cũ bị lộ không còn thuộc về thuê bao này.",
  },
  kept: {
    ko: "유심을 바꿔도 그대로인 것: {items}. 아래에서 할 일을 확인해 주세요.",
    en: "Not replaced by a new card: {items}. See below what to do about it.",
    zh: "换卡后仍未改变：{items}。请查看下方的应对方法。",
    vi: "Thẻ mới không thay được: {items}. Xem bên dưới việc cần làm.",
  },
  later: {
    ko: "교체하신 날이나 그 뒤에 유출된 것: {items}. 새 유심의 값일 수 있으니 전화해 주세요.",
    en: "Leaked on the day of the swap or after: {items}. This may be of the new card: please call us.",
    zh: "在换卡当天或之后泄露：{items}。可能涉及新卡，请致电我们。",
    vi: "Bị lộ vào ngày đổi thẻ hoặc sau đó: {items}. Có thể là của thẻ mới, xin gọi cho chúng tôi.",
  },
  links: {
    ko: "전에 받으신 링크는 더 이상 열리지 않으며, 새 링크를 문자로 보내 드렸습니다. 교체 후 24시간 동안은 유심보호 해제처럼 중요한 변경을 온라인으로 할 수 없습니다.",
    en: "Earlier links no longer open; a new one was sent by text. For 24 hours after the swap, changes that take protection away cannot be made online.",
    zh: "之前的链接已失效，新链接已通过短信发送。换卡后24小时内，无法在线进行解除保护等重要变更。",
    vi: "Các liên kết cũ không còn mở được; liên kết mới đã gửi qua tin nhắn. Trong 24 giờ sau khi đổi thẻ, không thể thực hiện trực tuyến các thay đổi quan trọng như tắt bảo vệ.",
  },
} as const satisfies Catalogue;
