import type { Catalogue } from "#app/locales/say.ts";

export const figures = {
  title: {
    ko: "발표된 숫자와 달라진 점",
    en: "What was announced, and what changed",
    zh: "已公布的数字及其变化",
    vi: "Những con số đã công bố và thay đổi",
  },
  lead: {
    ko: "조사가 이어지면서 숫자가 바뀌었습니다. 앞서 발표한 것을 고치거나 지우지 않고 날짜별로 모두 둡니다.",
    en: "The figures changed as the investigation went on. Nothing announced is edited or removed; here is all of it, by date.",
    zh: "随着调查进行，数字有所变化。已公布的内容不会被修改或删除，以下按日期全部列出。",
    vi: "Các con số thay đổi theo điều tra. Những gì đã công bố không bị sửa hay xóa; dưới đây là tất cả theo ngày.",
  },
  at_label: {
    ko: "이 시점까지 발표된 것 보기",
    en: "As of this moment",
    zh: "查看截至此时的内容",
    vi: "Tính đến thời điểm",
  },
  at_hint: {
    ko: "한국 시각입니다. 지난 시점을 고르면 그때 알려졌던 내용만 보입니다.",
    en: "Korean time. Choose a past moment to see only what was known then.",
    zh: "韩国时间。选择过去的时间，只显示当时已知的内容。",
    vi: "Giờ Hàn Quốc. Chọn thời điểm trong quá khứ để chỉ xem điều đã biết lúc đó.",
  },
  at_submit: { ko: "보기", en: "Show", zh: "查看", vi: "Xem" },
  at_bad: {
    ko: "날짜를 알아볼 수 없어 지금까지의 내용을 보여 드립니다.",
    en: "That moment could not be read; this is as of now.",
    zh: "无法识别该时间，现显示截至目前的内容。",
    vi: "Không đọc được thời điểm đó; đây là nội dung đến hiện tại.",
  },
  at_now: { ko: "{moment} 기준", en: "As of {moment}", zh: "截至{moment}", vi: "Tính đến {moment}" },
  none: {
    ko: "이 시점까지 발표된 것이 없습니다.",
    en: "Nothing had been announced by then.",
    zh: "截至此时尚未公布任何内容。",
    vi: "Đến lúc đó chưa có công bố nào.",
  },
  announced: { ko: "{moment} 발표", en: "Announced {moment}", zh: "{moment}公布", vi: "Công bố {moment}" },
  item: { ko: "항목", en: "Item", zh: "项目", vi: "Mục" },
  value: { ko: "발표된 수", en: "Announced", zh: "公布数字", vi: "Đã công bố" },
  change: { ko: "앞 발표와 차이", en: "Change", zh: "与上次相比", vi: "Thay đổi" },
  no_change: { ko: "같음", en: "none", zh: "无", vi: "không" },
  first: { ko: "첫 발표", en: "first", zh: "首次", vi: "lần đầu" },
  cells: { ko: "불법 기지국", en: "Illegal cells", zh: "非法基站", vi: "Trạm phát trái phép" },
  signalled: {
    ko: "불법 기지국이 신호를 받은 회선",
    en: "Lines reached by a signal",
    zh: "信号被接收的线路",
    vi: "Thuê bao bị thu tín hiệu",
  },
  exposed: { ko: "{category} 노출", en: "{category} exposed", zh: "{category}泄露", vi: "Lộ {category}" },
  victims: {
    ko: "무단 결제 피해 회선",
    en: "Lines with unauthorized payments",
    zh: "遭未授权支付的线路",
    vi: "Thuê bao bị thanh toán trái phép",
  },
  loss: { ko: "피해 금액(원)", en: "Loss (won)", zh: "损失金额（韩元）", vi: "Thiệt hại (won)" },
  source: { ko: "근거: {source}", en: "Source: {source}", zh: "依据：{source}", vi: "Nguồn: {source}" },
} as const satisfies Catalogue;
