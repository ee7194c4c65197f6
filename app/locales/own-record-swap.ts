import type { Catalogue } from "#app/locales/say.ts";

/** As own-record.ts: what was done about a line's new card. */
export const swapActs = {
  "swap.book": {
    ko: "유심 교체 방문을 예약함",
    en: "booked a visit to swap the USIM card",
    zh: "预约了更换USIM卡的到店时间",
    vi: "đặt lịch đến cửa hàng đổi thẻ USIM",
  },
  "swap.move": {
    ko: "유심 교체 방문 시간을 바꿈",
    en: "changed the time of the visit",
    zh: "更改了到店时间",
    vi: "đổi giờ đến cửa hàng",
  },
  "swap.moved": {
    ko: "매장이 쉬게 되어 방문 시간을 옮김",
    en: "moved the visit, since the store is closed then",
    zh: "因营业厅当时停业，更改了到店时间",
    vi: "dời lịch hẹn vì cửa hàng đóng cửa lúc đó",
  },
  "swap.cancel": {
    ko: "유심 교체 예약을 취소함",
    en: "cancelled the visit",
    zh: "取消了到店预约",
    vi: "hủy lịch đến cửa hàng",
  },
  "swap.no-show": {
    ko: "방문이 이루어지지 않아 예약을 끝냄",
    en: "ended the booking, since the visit did not take place",
    zh: "因未到店，预约已结束",
    vi: "kết thúc lịch hẹn vì không có ai đến",
  },
  "swap.displace": {
    ko: "매장이 예약을 지키지 못해 예약이 없어짐",
    en: "took the booking back, since the store could not keep it",
    zh: "因营业厅无法履行，预约被撤销",
    vi: "thu lại lịch hẹn vì cửa hàng không thể thực hiện",
  },
  "swap.remind": {
    ko: "내일 방문을 문자로 알림",
    en: "sent a reminder of the visit",
    zh: "发送了到店提醒",
    vi: "gửi tin nhắc lịch hẹn",
  },
  "swap.wait": {
    ko: "매장 대기 명단에 이름을 올림",
    en: "joined a store’s waiting list",
    zh: "加入了营业厅的等候名单",
    vi: "vào danh sách chờ của cửa hàng",
  },
  "swap.leave": {
    ko: "매장 대기 명단에서 빠짐",
    en: "left a store’s waiting list",
    zh: "退出了营业厅的等候名单",
    vi: "rời danh sách chờ của cửa hàng",
  },
  "swap.offer": {
    ko: "기다리던 카드를 매장에 따로 둠",
    en: "set a card aside at the store",
    zh: "在营业厅预留了一张卡",
    vi: "để riêng một thẻ tại cửa hàng",
  },
  "swap.offer-taken-back": {
    ko: "매장에 카드가 모자라, 따로 둔 카드를 거두고 다시 기다리게 됨",
    en: "took back the card that was set aside, since the store has too few; the place in the list is kept",
    zh: "因营业厅卡数不足，收回了预留的卡，等候顺序不变",
    vi: "thu lại thẻ đã để riêng vì cửa hàng thiếu thẻ; thứ tự chờ được giữ nguyên",
  },
  "swap.lapse": {
    ko: "따로 둔 카드의 기한이 지나 다음 사람에게 넘어감",
    en: "gave the card that was set aside to the next person, since its time was over",
    zh: "预留的卡已过期，转给了下一位",
    vi: "chuyển thẻ đã để riêng cho người kế tiếp vì đã hết hạn",
  },
  "swap.active": {
    ko: "새 유심이 개통됨",
    en: "the new card began to work",
    zh: "新卡已启用",
    vi: "thẻ mới bắt đầu hoạt động",
  },
  "swap.refused": {
    ko: "통신사가 새 유심을 받지 않아, 교체가 이루어지지 않음",
    en: "the carrier did not take the new card, so nothing was swapped",
    zh: "运营商未接受新卡，更换未完成",
    vi: "nhà mạng không nhận thẻ mới nên chưa đổi được",
  },
  "certificate.issue": {
    ko: "확인서를 발급함",
    en: "issued a certificate",
    zh: "开具了证明",
    vi: "cấp giấy xác nhận",
  },
} as const satisfies Catalogue;
