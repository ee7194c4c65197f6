import type { Catalogue } from "#app/locales/say.ts";

/** What a subscriber asked for, what became of it, and who was at their record. */
export const requests = {
  title: { ko: "나의 신청", en: "My requests", zh: "我的申请", vi: "Yêu cầu của tôi" },
  link: {
    ko: "나의 신청과 내 기록을 본 사람",
    en: "My requests, and who looked at my record",
    zh: "我的申请，以及谁查看过我的记录",
    vi: "Yêu cầu của tôi và ai đã xem hồ sơ",
  },
  result: { ko: "확인 결과로", en: "Back to the answer", zh: "返回结果", vi: "Về trang kết quả" },
  reports: { ko: "신고한 일", en: "What you reported", zh: "您报告的情况", vi: "Điều quý khách đã báo" },
  no_reports: {
    ko: "아직 신고하신 일이 없습니다.",
    en: "You have reported nothing yet.",
    zh: "您尚未报告任何情况。",
    vi: "Quý khách chưa báo điều gì.",
  },
  report: {
    ko: "이상한 일 신고하기",
    en: "Report something",
    zh: "报告异常情况",
    vi: "Báo điều bất thường",
  },
  case: {
    ko: "접수 번호 {caseNumber}, {day} {time}",
    en: "Case {caseNumber}, {day} {time}",
    zh: "受理编号 {caseNumber}，{day} {time}",
    vi: "Hồ sơ {caseNumber}, {day} {time}",
  },
  state_open: {
    ko: "접수되었습니다. {day} {time}까지 답해 드립니다.",
    en: "Received. You get an answer by {day} {time}.",
    zh: "已受理。我们将在{day} {time}前答复。",
    vi: "Đã nhận. Chúng tôi sẽ trả lời trước {time} {day}.",
  },
  state_taken: {
    ko: "담당자가 확인하고 있습니다. {day} {time}까지 답해 드립니다.",
    en: "Somebody is working on it. You get an answer by {day} {time}.",
    zh: "工作人员正在核实。我们将在{day} {time}前答复。",
    vi: "Nhân viên đang kiểm tra. Chúng tôi sẽ trả lời trước {time} {day}.",
  },
  state_late: {
    ko: "{day} {time}까지 답해 드린다고 했는데 늦어지고 있습니다. 죄송합니다. {number}로 전화해 접수 번호를 말씀하시면 먼저 확인합니다.",
    en: "We promised an answer by {day} {time}, and we are late. We are sorry. Call {number} and say the case number, and it is looked at first.",
    zh: "我们承诺在{day} {time}前答复，但已延误，非常抱歉。请拨打{number}并告知受理编号，我们会优先核实。",
    vi: "Chúng tôi hứa trả lời trước {time} {day} nhưng đã trễ. Xin lỗi quý khách. Hãy gọi {number} và đọc số hồ sơ để được xem trước.",
  },
  state_answered: {
    ko: "답을 드렸습니다.",
    en: "Answered.",
    zh: "已答复。",
    vi: "Đã trả lời.",
  },
  state_closed: { ko: "끝난 건입니다.", en: "Closed.", zh: "已结束。", vi: "Đã kết thúc." },
  answer: {
    ko: "답변, {day} {time}",
    en: "Answer, {day} {time}",
    zh: "答复，{day} {time}",
    vi: "Trả lời, {day} {time}",
  },
  record: {
    ko: "내 기록을 보거나 바꾼 사람",
    en: "Who looked at or changed my record",
    zh: "谁查看或更改过我的记录",
    vi: "Ai đã xem hoặc thay đổi hồ sơ của tôi",
  },
  record_lead: {
    ko: "직원이 고객님의 기록을 볼 때마다 여기에 남고, 지울 수 없습니다. 모르는 일이 있으면 {number}로 전화해 주세요.",
    en: "Every time staff open your record it is written here and can’t be removed. If you find something that you know nothing of, call {number}.",
    zh: "工作人员每次查看您的记录都会记在这里，无法删除。如有您不知情的内容，请拨打{number}。",
    vi: "Mỗi lần nhân viên xem hồ sơ của quý khách đều được ghi lại ở đây và không thể xóa. Nếu thấy điều không rõ, xin gọi {number}.",
  },
  no_record: {
    ko: "아직 아무도 고객님의 기록을 보지 않았습니다.",
    en: "Nobody has opened your record yet.",
    zh: "尚无人查看过您的记录。",
    vi: "Chưa có ai xem hồ sơ của quý khách.",
  },
  older: { ko: "이전 기록 보기", en: "Older entries", zh: "查看更早的记录", vi: "Xem các mục cũ hơn" },
  newest: { ko: "최근 기록으로", en: "Newest entries", zh: "返回最新记录", vi: "Về các mục mới nhất" },
  reason: { ko: "이유: {reason}", en: "Reason: {reason}", zh: "原因：{reason}", vi: "Lý do: {reason}" },
  /** A session proves no person: that somebody else has the link is what there is to find here. */
  own: {
    ko: "고객님, 또는 고객님의 링크나 로그인을 쓴 사람",
    en: "You, or somebody with your link or sign-in",
    zh: "您，或使用您的链接或登录的人",
    vi: "Quý khách, hoặc người dùng liên kết hay đăng nhập của quý khách",
  },
  system: { ko: "안심 시스템", en: "Ansim’s system", zh: "Ansim系统", vi: "Hệ thống Ansim" },
  agent: {
    ko: "상담원 {number}번",
    en: "Agent no. {number}",
    zh: "客服{number}号",
    vi: "Tổng đài viên số {number}",
  },
  store: {
    ko: "매장 직원 {number}번",
    en: "Store staff no. {number}",
    zh: "营业厅员工{number}号",
    vi: "Nhân viên cửa hàng số {number}",
  },
  reviewer: {
    ko: "심사 담당 {number}번",
    en: "Reviewer no. {number}",
    zh: "审核员{number}号",
    vi: "Nhân viên thẩm định số {number}",
  },
  operator: {
    ko: "운영자 {number}번",
    en: "Operator no. {number}",
    zh: "管理员{number}号",
    vi: "Người vận hành số {number}",
  },
  auditor: {
    ko: "감사 담당 {number}번",
    en: "Auditor no. {number}",
    zh: "审计员{number}号",
    vi: "Kiểm toán viên số {number}",
  },
} as const satisfies Catalogue;
