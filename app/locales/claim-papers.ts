import type { Catalogue } from "#app/locales/say.ts";

/** What a reviewer asks for, as its holder reads it. */
export const claimPapers = {
  phone_bill: {
    ko: "결제가 적힌 휴대폰 요금 청구서",
    en: "the phone bill that lists the payment",
    zh: "列有该笔支付的手机账单",
    vi: "hóa đơn điện thoại có ghi khoản thanh toán",
  },
  payment_message: {
    ko: "결제를 알린 문자나 알림 화면",
    en: "the text or notification that told of the payment",
    zh: "通知该笔支付的短信或提示截图",
    vi: "tin nhắn hoặc thông báo về khoản thanh toán",
  },
  merchant_reply: {
    ko: "가맹점이나 결제대행사의 답변",
    en: "the answer of the shop or the payment gateway",
    zh: "商户或支付代理公司的答复",
    vi: "trả lời của cửa hàng hoặc cổng thanh toán",
  },
  purchase_list: {
    ko: "가맹점 계정의 구매 내역 화면",
    en: "the list of purchases in your account at the shop",
    zh: "您在该商户账户中的购买记录截图",
    vi: "danh sách mua hàng trong tài khoản của quý khách tại cửa hàng",
  },
} as const satisfies Catalogue;
