import type { Catalogue } from "#app/locales/say.ts";

/** The letters about a card without a visit to a store, as in letter-text.ts. The Korean keeps to EUC-KR. */
export const letterCard = {
  remote_ordered_heading: {
    ko: "[{carrier}] 새 유심 신청 알림",
    en: "[{carrier}] A new card was ordered",
    zh: "[{carrier}] 新卡申请提醒",
    vi: "[{carrier}] Thông báo yêu cầu thẻ mới",
  },
  remote_ordered: {
    ko: "{incident}: 로그인 또는 신분증 확인을 거쳐, 고객님 회선의 새 유심이 매장 방문 없이(eSIM 또는 택배) 신청되었습니다.",
    en: "{incident}: a new card without a visit to a store (an eSIM, or by courier) was ordered for your line, after a sign-in or an ID check.",
    zh: "{incident}：经登录或身份证件核验，已为您的号码申请无需到店的新卡（eSIM或快递）。",
    vi: "{incident}: sau khi đăng nhập hoặc kiểm tra giấy tờ, đã có yêu cầu thẻ mới không cần đến cửa hàng (eSIM hoặc chuyển phát) cho số của quý khách.",
  },
  remote_ordered_minor: {
    ko: "{incident}: 로그인 또는 신분증 확인을 거쳐, 자녀 회선의 새 유심이 매장 방문 없이(eSIM 또는 택배) 신청되었습니다.",
    en: "{incident}: a new card without a visit to a store (an eSIM, or by courier) was ordered for your child's line, after a sign-in or an ID check.",
    zh: "{incident}：经登录或身份证件核验，已为您子女的号码申请无需到店的新卡（eSIM或快递）。",
    vi: "{incident}: sau khi đăng nhập hoặc kiểm tra giấy tờ, đã có yêu cầu thẻ mới không cần đến cửa hàng (eSIM hoặc chuyển phát) cho số của con quý khách.",
  },
  remote_ordered_if_not: {
    ko: "고객님이 하신 일이 아니라면 지금 바로 {number}에 전화해 주십시오.",
    en: "If it was not you, call {number} at once.",
    zh: "如果不是您本人，请立即致电{number}。",
    vi: "Nếu không phải quý khách, xin gọi ngay {number}.",
  },
  remote_refused_heading: {
    ko: "[{carrier}] 신청하신 새 유심을 드리지 못했습니다",
    en: "[{carrier}] Your new card could not be provided",
    zh: "[{carrier}] 未能为您办理新卡",
    vi: "[{carrier}] Chưa cấp được thẻ mới",
  },
  remote_refused: {
    ko: "{incident}: 죄송합니다. 고객님 회선에 매장 방문 없이(eSIM 또는 택배) 신청된 새 유심을 통신사가 확인해 주지 않았으니 기다리지 마십시오. 지금 되는 유심을 그대로 쓰시면 됩니다.",
    en: "{incident}: we are sorry. The carrier did not confirm the new card without a visit to a store (an eSIM, or by courier) that was ordered for your line, so please don't wait for it. Keep using the card that works now.",
    zh: "{incident}：非常抱歉，运营商未确认为您的号码申请的无需到店的新卡（eSIM或快递），请不要等待。请继续使用目前可用的卡。",
    vi: "{incident}: xin lỗi quý khách. Nhà mạng không xác nhận yêu cầu thẻ mới không cần đến cửa hàng (eSIM hoặc chuyển phát) cho số của quý khách, xin đừng chờ. Quý khách cứ dùng thẻ đang hoạt động.",
  },
  remote_refused_minor: {
    ko: "{incident}: 죄송합니다. 자녀 회선에 매장 방문 없이(eSIM 또는 택배) 신청된 새 유심을 통신사가 확인해 주지 않았으니 기다리지 마십시오. 지금 되는 유심을 그대로 쓰시면 됩니다.",
    en: "{incident}: we are sorry. The carrier did not confirm the new card without a visit to a store (an eSIM, or by courier) that was ordered for your child's line, so please don't wait for it. Keep using the card that works now.",
    zh: "{incident}：非常抱歉，运营商未确认为您子女的号码申请的无需到店的新卡（eSIM或快递），请不要等待。请继续使用目前可用的卡。",
    vi: "{incident}: xin lỗi quý khách. Nhà mạng không xác nhận yêu cầu thẻ mới không cần đến cửa hàng (eSIM hoặc chuyển phát) cho số của con quý khách, xin đừng chờ. Quý khách cứ dùng thẻ đang hoạt động.",
  },
  remote_refused_then: {
    ko: "신분증을 가지고 매장에 오시면 새 유심으로 바꿔 드립니다. 통신사 앱이나 PASS로 로그인해 방문을 예약하시거나 다시 신청하실 수 있고, {number}에 전화하셔도 됩니다.",
    en: "A store replaces the card if you bring your ID. Sign in with the carrier's app or PASS to book a visit or to order again, or call {number}.",
    zh: "您可携带身份证件到门店更换新卡。请用运营商应用或PASS登录预约到店或重新申请，也可致电{number}。",
    vi: "Quý khách mang giấy tờ tùy thân đến cửa hàng để đổi thẻ. Xin đăng nhập bằng ứng dụng nhà mạng hoặc PASS để đặt lịch hoặc yêu cầu lại, hoặc gọi {number}.",
  },
} as const satisfies Catalogue;
