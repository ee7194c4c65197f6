import type { Catalogue } from "#app/locales/say.ts";

/** Why a payment of a claim was approved or refused, as its holder reads it, and as the desk offers it. */
export const verdictReasons = {
  carrier_confirmed: {
    ko: "통신사가 무단 결제로 확인했습니다.",
    en: "The carrier has confirmed it as unauthorized.",
    zh: "运营商已确认这是未经授权的支付。",
    vi: "Nhà mạng đã xác nhận đây là khoản thanh toán trái phép.",
  },
  cell_served: {
    ko: "그 시각에 고객님의 회선이 불법 기지국에 연결되어 있었습니다.",
    en: "Your line was connected to an illegal cell at that time.",
    zh: "当时您的线路连接到了非法基站。",
    vi: "Vào lúc đó thuê bao của quý khách đang kết nối với trạm bất hợp pháp.",
  },
  same_pattern: {
    ko: "무단 결제로 확인된 결제들과 가맹점, 방법, 시간이 같습니다.",
    en: "Shop, method and time are the same as in payments confirmed as unauthorized.",
    zh: "商户、方式和时间与已确认的未授权支付相同。",
    vi: "Cửa hàng, cách thức và thời gian giống các khoản đã được xác nhận là trái phép.",
  },
  documents_show: {
    ko: "보내 주신 서류로 확인했습니다.",
    en: "The documents you sent show it.",
    zh: "您提交的材料可以证明。",
    vi: "Giấy tờ quý khách gửi đã cho thấy điều đó.",
  },
  documents_show_less: {
    ko: "보내 주신 서류에서 확인된 금액까지 인정했습니다. 나머지도 결제되었다면 그 금액을 새 신청에 직접 추가하실 수 있습니다.",
    en: "We approved as much as your documents show. If more was charged, you can add the rest by hand in a new claim.",
    zh: "我们认可了您的材料所显示的金额。如还有其余扣款，您可以在新的申请中手动添加。",
    vi: "Chúng tôi chấp nhận số tiền mà giấy tờ cho thấy. Nếu còn bị trừ thêm, quý khách có thể tự thêm phần còn lại vào yêu cầu mới.",
  },
  separate_charge: {
    ko: "같은 날 같은 금액으로 된 다른 결제와는 별개의 결제임을 확인했습니다.",
    en: "We found that this is a separate charge, not the other one of the same day and amount.",
    zh: "我们已确认这是一笔单独的扣款，与同一天同一金额的另一笔支付不同。",
    vi: "Chúng tôi đã xác nhận đây là một khoản riêng, không phải khoản khác cùng ngày và cùng số tiền.",
  },
  own_phone: {
    ko: "그 시각에 회선이 정상 기지국에 연결되어 있었고, 고객님의 휴대폰에서 결제된 것으로 나옵니다.",
    en: "At that time your line was connected to a regular cell, and the records say that the payment was made on your phone.",
    zh: "当时您的线路连接的是正常基站，记录显示该支付是在您的手机上进行的。",
    vi: "Vào lúc đó thuê bao kết nối với trạm bình thường, và dữ liệu cho thấy khoản này được thanh toán trên máy của quý khách.",
  },
  known_merchant: {
    ko: "사고 전에도 이 회선에서 같은 가맹점에 결제한 기록이 있습니다.",
    en: "This line paid the same shop before the incident, too.",
    zh: "事件发生前，该线路也曾在同一商户支付。",
    vi: "Trước sự cố, thuê bao này cũng đã từng thanh toán cho cùng cửa hàng.",
  },
  paid_back_already: {
    ko: "가맹점이나 결제대행사가 이미 돌려드린 금액입니다.",
    en: "The shop or the payment gateway has given it back already.",
    zh: "商户或支付代理公司已退还该款项。",
    vi: "Cửa hàng hoặc cổng thanh toán đã hoàn lại khoản này.",
  },
  not_on_bill: {
    ko: "이 회선의 요금 청구서에서 이 결제를 찾지 못했습니다.",
    en: "We did not find this payment on the bills of this line.",
    zh: "我们在该线路的账单中未找到这笔支付。",
    vi: "Chúng tôi không tìm thấy khoản này trên hóa đơn của thuê bao.",
  },
  papers_missing: {
    ko: "요청드린 서류가 기한까지 도착하지 않았습니다. 서류가 있으시면 이의를 제기하면서 보내실 수 있습니다.",
    en: "The papers we asked for did not arrive in time. If you have them, you can object and send them then.",
    zh: "所需材料未在期限内送达。如您已有材料，可提出异议并一并提交。",
    vi: "Giấy tờ chúng tôi yêu cầu không đến kịp hạn. Nếu có, quý khách có thể khiếu nại và gửi kèm.",
  },
  outside_incident: {
    ko: "결제한 날이 사고 기간 밖입니다.",
    en: "The payment was made before or after the incident.",
    zh: "该支付不在事件发生期间。",
    vi: "Khoản này được thanh toán trước hoặc sau thời gian xảy ra sự cố.",
  },
  same_charge: {
    ko: "같은 날 같은 금액의 이 결제는 다른 신청이나 다른 항목으로 이미 지급되었거나 심사 중입니다.",
    en: "This payment, of the same day and amount, was already paid or is being reviewed under another claim or entry.",
    zh: "这笔同一天同一金额的支付，已通过其他申请或其他条目支付给您，或正在审核中。",
    vi: "Khoản cùng ngày và cùng số tiền này đã được chi trả hoặc đang được xem xét trong yêu cầu khác hoặc mục khác.",
  },
} as const satisfies Catalogue;
