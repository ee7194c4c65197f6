import type { Catalogue } from "#app/locales/say.ts";

/** The letters about a visit to a store, as in letter-text.ts. They name the store, the day and the time; the Korean keeps to EUC-KR. */
export const letterVisit = {
  store: {
    ko: "매장: {store}",
    en: "Store: {store}",
    zh: "门店：{store}",
    vi: "Cửa hàng: {store}",
  },
  /** Day and time in Korea. */
  when: {
    ko: "일시: {moment}",
    en: "When: {moment}",
    zh: "时间：{moment}",
    vi: "Thời gian: {moment}",
  },
  until: {
    ko: "기한: {moment}까지",
    en: "Until: {moment}",
    zh: "截止：{moment}",
    vi: "Hạn: {moment}",
  },
  visit_booked_heading: {
    ko: "[{carrier}] 유심 교체 예약 안내",
    en: "[{carrier}] USIM swap booked",
    zh: "[{carrier}] USIM卡更换预约通知",
    vi: "[{carrier}] Đã đặt lịch đổi thẻ USIM",
  },
  visit_booked: {
    ko: "{incident}: 고객님 회선의 유심을 교체하실 매장 방문이 예약되었습니다. 카드는 매장에 맡아 두었습니다.",
    en: "{incident}: a visit to a store to swap the USIM card of your line is booked. The card is kept there for you.",
    zh: "{incident}：您的号码更换USIM卡的门店到访已预约成功。门店已为您预留卡片。",
    vi: "{incident}: đã đặt lịch đến cửa hàng để đổi thẻ USIM cho số của quý khách. Thẻ được giữ sẵn ở cửa hàng.",
  },
  visit_booked_minor: {
    ko: "{incident}: 자녀 회선의 유심을 교체하실 매장 방문이 예약되었습니다. 카드는 매장에 맡아 두었습니다.",
    en: "{incident}: a visit to a store to swap the USIM card of your child's line is booked. The card is kept there for you.",
    zh: "{incident}：您子女的号码更换USIM卡的门店到访已预约成功。门店已为您预留卡片。",
    vi: "{incident}: đã đặt lịch đến cửa hàng để đổi thẻ USIM cho số của con quý khách. Thẻ được giữ sẵn ở cửa hàng.",
  },
  visit_reminder_heading: {
    ko: "[{carrier}] 유심 교체 방문일이 다가옵니다",
    en: "[{carrier}] Your store visit is soon",
    zh: "[{carrier}] 门店到访提醒",
    vi: "[{carrier}] Sắp đến lịch hẹn tại cửa hàng",
  },
  visit_reminder: {
    ko: "{incident}: 고객님 회선의 유심을 교체하실 매장 방문일이 다가와 다시 알려 드립니다.",
    en: "{incident}: a reminder of the visit to swap the USIM card of your line.",
    zh: "{incident}：您的号码更换USIM卡的到访时间临近，特此提醒。",
    vi: "{incident}: xin nhắc lịch hẹn đổi thẻ USIM cho số của quý khách.",
  },
  visit_reminder_minor: {
    ko: "{incident}: 자녀 회선의 유심을 교체하실 매장 방문일이 다가와 다시 알려 드립니다.",
    en: "{incident}: a reminder of the visit to swap the USIM card of your child's line.",
    zh: "{incident}：您子女的号码更换USIM卡的到访时间临近，特此提醒。",
    vi: "{incident}: xin nhắc lịch hẹn đổi thẻ USIM cho số của con quý khách.",
  },
  visit_moved_heading: {
    ko: "[{carrier}] 유심 교체 예약이 바뀌었습니다",
    en: "[{carrier}] Your store visit has moved",
    zh: "[{carrier}] 门店到访时间已变更",
    vi: "[{carrier}] Lịch hẹn tại cửa hàng đã đổi",
  },
  visit_moved: {
    ko: "{incident}: 고객님 회선의 유심을 교체하실 예약이 아래와 같이 바뀌었습니다. 전에 알려 드린 시간에는 오지 마십시오.",
    en: "{incident}: the visit to swap the USIM card of your line has moved, to what is written below. Please do not come at the time we told you before.",
    zh: "{incident}：您的号码更换USIM卡的预约已变更如下。请勿按之前通知的时间前往。",
    vi: "{incident}: lịch hẹn đổi thẻ USIM cho số của quý khách đã đổi như dưới đây. Xin đừng đến vào giờ đã báo trước đó.",
  },
  visit_moved_minor: {
    ko: "{incident}: 자녀 회선의 유심을 교체하실 예약이 아래와 같이 바뀌었습니다. 전에 알려 드린 시간에는 오지 마십시오.",
    en: "{incident}: the visit to swap the USIM card of your child's line has moved, to what is written below. Please do not come at the time we told you before.",
    zh: "{incident}：您子女的号码更换USIM卡的预约已变更如下。请勿按之前通知的时间前往。",
    vi: "{incident}: lịch hẹn đổi thẻ USIM cho số của con quý khách đã đổi như dưới đây. Xin đừng đến vào giờ đã báo trước đó.",
  },
  visit_see: {
    ko: "준비물과 예약 변경·취소는 전에 받으신 링크나 통신사 앱으로 들어가 '나의 신청'에서 보실 수 있습니다.",
    en: 'What to bring, and how to move or cancel it, is under "My requests": by the link you have, or by signing in with the carrier\'s app.',
    zh: "您可以通过之前收到的链接，或用运营商应用登录，在“我的申请”中查看需携带的材料，更改或取消预约。",
    vi: 'Xem giấy tờ cần mang, đổi hoặc hủy lịch trong mục "Yêu cầu của tôi": qua liên kết đã nhận, hoặc đăng nhập bằng ứng dụng nhà mạng.',
  },
  visit_if_not: {
    ko: "예약하신 적이 없다면 지금 바로 {number}에 전화해 주십시오.",
    en: "If you did not book this, call {number} now.",
    zh: "如果您没有预约，请立即致电{number}。",
    vi: "Nếu quý khách không đặt lịch này, xin gọi ngay {number}.",
  },
  visit_lost_heading: {
    ko: "[{carrier}] 유심 교체 예약이 취소되었습니다",
    en: "[{carrier}] Your store visit can not take place",
    zh: "[{carrier}] 门店到访无法进行",
    vi: "[{carrier}] Lịch hẹn tại cửa hàng không thực hiện được",
  },
  visit_lost: {
    ko: "{incident}: 매장 사정으로 고객님 회선의 유심을 교체하실 예약을 지킬 수 없게 되었습니다. 죄송합니다. 아래 방문은 오지 마십시오.",
    en: "{incident}: we are sorry. The store can not keep the booking to swap the USIM card of your line. Please do not come for the visit below.",
    zh: "{incident}：非常抱歉，因门店原因，您的号码更换USIM卡的预约无法履行。请勿按以下时间前往。",
    vi: "{incident}: xin lỗi quý khách. Cửa hàng không thể giữ lịch hẹn đổi thẻ USIM cho số của quý khách. Xin đừng đến theo lịch dưới đây.",
  },
  visit_lost_minor: {
    ko: "{incident}: 매장 사정으로 자녀 회선의 유심을 교체하실 예약을 지킬 수 없게 되었습니다. 죄송합니다. 아래 방문은 오지 마십시오.",
    en: "{incident}: we are sorry. The store can not keep the booking to swap the USIM card of your child's line. Please do not come for the visit below.",
    zh: "{incident}：非常抱歉，因门店原因，您子女的号码更换USIM卡的预约无法履行。请勿按以下时间前往。",
    vi: "{incident}: xin lỗi quý khách. Cửa hàng không thể giữ lịch hẹn đổi thẻ USIM cho số của con quý khách. Xin đừng đến theo lịch dưới đây.",
  },
  visit_lost_then: {
    ko: "이 매장의 대기자 명단 맨 앞에 올려 드렸습니다. 카드가 준비되면 다시 알려 드립니다. 다른 매장을 찾으시려면 전에 받으신 링크나 통신사 앱으로 들어가시거나 {number}에 전화해 주십시오.",
    en: "You are at the front of this store's waiting list, and we will tell you when there is a card for you. To find another store, use the link you have or sign in with the carrier's app, or call {number}.",
    zh: "我们已将您排在该门店候补名单的最前面，有卡片时会再通知您。如需另选门店，请通过之前收到的链接或用运营商应用登录，或致电{number}。",
    vi: "Quý khách đã được xếp đầu danh sách chờ của cửa hàng này; khi có thẻ chúng tôi sẽ báo. Để tìm cửa hàng khác, xin dùng liên kết đã nhận, đăng nhập bằng ứng dụng nhà mạng, hoặc gọi {number}.",
  },
  card_set_aside_heading: {
    ko: "[{carrier}] 새 유심을 맡아 두었습니다",
    en: "[{carrier}] A card is set aside for you",
    zh: "[{carrier}] 已为您预留新卡",
    vi: "[{carrier}] Đã có thẻ dành cho quý khách",
  },
  card_set_aside: {
    ko: "{incident}: 기다리시던 고객님 회선의 새 유심을 매장에 맡아 두었습니다. 아래 기한까지 방문 시간을 정해 주십시오.",
    en: "{incident}: the card that you are waiting for, for your line, is set aside at the store. Please choose a time for your visit before the time below.",
    zh: "{incident}：您所等候的新USIM卡（您的号码）已在门店预留。请在以下期限前选定到访时间。",
    vi: "{incident}: thẻ mới mà quý khách đang chờ cho số của quý khách đã được giữ tại cửa hàng. Xin chọn giờ đến trước hạn dưới đây.",
  },
  card_set_aside_minor: {
    ko: "{incident}: 기다리시던 자녀 회선의 새 유심을 매장에 맡아 두었습니다. 아래 기한까지 방문 시간을 정해 주십시오.",
    en: "{incident}: the card that you are waiting for, for your child's line, is set aside at the store. Please choose a time for your visit before the time below.",
    zh: "{incident}：您所等候的新USIM卡（您子女的号码）已在门店预留。请在以下期限前选定到访时间。",
    vi: "{incident}: thẻ mới mà quý khách đang chờ cho số của con quý khách đã được giữ tại cửa hàng. Xin chọn giờ đến trước hạn dưới đây.",
  },
  card_set_aside_then: {
    ko: "전에 받으신 링크나 통신사 앱으로 들어가 정하시거나 {number}에 전화해 주십시오. 기한이 지나면 카드는 다음 분께 갑니다.",
    en: "Do it by the link you have, by signing in with the carrier's app, or by calling {number}. After that the card goes to the next person.",
    zh: "请通过之前收到的链接或用运营商应用登录选定，也可以致电{number}。逾期后卡片将转给下一位。",
    vi: "Xin chọn qua liên kết đã nhận, đăng nhập bằng ứng dụng nhà mạng, hoặc gọi {number}. Quá hạn, thẻ sẽ dành cho người tiếp theo.",
  },
  at_store_heading: {
    ko: "[{carrier}] 지금 매장에 요청하시는 분이 있습니다",
    en: "[{carrier}] Somebody is at our store now",
    zh: "[{carrier}] 现有人在门店申请办理业务",
    vi: "[{carrier}] Hiện có người yêu cầu tại cửa hàng",
  },
  at_store: {
    ko: "{incident}: 지금 아래 매장에 오신 분이 고객님 회선의 새 유심이나 변경을 요청하고 있습니다.",
    en: "{incident}: somebody is at the store below now and asks for a new card, or for a change, for your line.",
    zh: "{incident}：现有人在以下门店，为您的号码申请新卡或变更。",
    vi: "{incident}: hiện có người ở cửa hàng dưới đây yêu cầu thẻ mới hoặc thay đổi cho số của quý khách.",
  },
  at_store_minor: {
    ko: "{incident}: 지금 아래 매장에 오신 분이 자녀 회선의 새 유심이나 변경을 요청하고 있습니다.",
    en: "{incident}: somebody is at the store below now and asks for a new card, or for a change, for your child's line.",
    zh: "{incident}：现有人在以下门店，为您子女的号码申请新卡或变更。",
    vi: "{incident}: hiện có người ở cửa hàng dưới đây yêu cầu thẻ mới hoặc thay đổi cho số của con quý khách.",
  },
  at_store_if_not: {
    ko: "고객님이나 고객님이 보내신 분이 아니라면 지금 바로 {number}에 전화해 주십시오.",
    en: "If it is not you, nor somebody you sent, call {number} at once.",
    zh: "如果不是您本人或您委托的人，请立即致电{number}。",
    vi: "Nếu không phải quý khách hoặc người quý khách nhờ, xin gọi ngay {number}.",
  },
} as const satisfies Catalogue;
