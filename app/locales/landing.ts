import type { Catalogue } from "#app/locales/say.ts";

export const landing = {
  lead: {
    ko: "무슨 일이 있었고, 내 정보는 어떻게 되었는지, 무엇을 하면 되는지 알려 드립니다.",
    en: "What happened, what became of your data, and what you can do.",
    zh: "发生了什么、您的信息受到什么影响、您可以做什么。",
    vi: "Chuyện gì đã xảy ra, thông tin của quý khách ra sao, và quý khách có thể làm gì.",
  },
  happened: { ko: "무슨 일이 있었나요", en: "What happened", zh: "发生了什么", vi: "Chuyện gì đã xảy ra" },
  mine: {
    ko: "내 정보를 확인하려면",
    en: "To see your own answer",
    zh: "查看您本人的结果",
    vi: "Để xem kết quả của quý khách",
  },
  mine_text: {
    ko: "저희가 보낸 문자를 받으셨다면, 문자 속 링크를 열고 생년월일을 적으시면 됩니다.",
    en: "If you got a text from us, open the link in it and enter your date of birth.",
    zh: "如果您收到了我们的短信，请打开其中的链接并输入出生日期。",
    vi: "Nếu quý khách nhận được tin nhắn của chúng tôi, hãy mở liên kết trong đó và nhập ngày sinh.",
  },
  mine_phone: {
    ko: "문자를 받지 못했거나 링크를 열기 어려우면 {number}로 전화해 주세요 ({hours}).",
    en: "No text, or you'd rather not open a link? Call {number} ({hours}).",
    zh: "没有收到短信或不便打开链接？请拨打 {number}（{hours}）。",
    vi: "Không nhận được tin nhắn hoặc không muốn mở liên kết? Gọi {number} ({hours}).",
  },
  mine_store: {
    ko: "신분증을 가지고 가까운 대리점에 가셔도 같은 도움을 받습니다.",
    en: "Or visit any store with your ID: you get the same help.",
    zh: "也可携带身份证件前往任一营业厅，获得同样的帮助。",
    vi: "Hoặc mang giấy tờ tùy thân đến cửa hàng bất kỳ: quý khách được giúp như vậy.",
  },
  mine_no_lookup: {
    ko: "전화번호만으로 조회하는 곳은 없습니다. 그런 화면은 가짜입니다.",
    en: "There is no look-up by phone number alone, here or elsewhere. A page that offers one is a fake.",
    zh: "没有仅凭电话号码查询的页面。提供此类查询的页面都是假的。",
    vi: "Không có trang nào tra cứu chỉ bằng số điện thoại. Trang như vậy là giả mạo.",
  },
  figures: {
    ko: "지금까지 확인된 것",
    en: "What is known today",
    zh: "目前已知情况",
    vi: "Những gì biết đến nay",
  },
  remedies: { ko: "준비된 도움", en: "Help on offer", zh: "可获得的帮助", vi: "Hỗ trợ hiện có" },
  call: { ko: "{number} 전화하기", en: "Call {number}", zh: "拨打 {number}", vi: "Gọi {number}" },
  no_incident: {
    ko: "지금 알려 드릴 사고가 없습니다.",
    en: "There is no incident to report at present.",
    zh: "目前没有需要通报的事件。",
    vi: "Hiện không có sự cố nào cần thông báo.",
  },
  none_announced: {
    ko: "아직 발표된 조사 결과가 없습니다.",
    en: "No finding has been announced yet.",
    zh: "尚未公布任何调查结果。",
    vi: "Chưa có kết quả điều tra nào được công bố.",
  },
  not_found_title: {
    ko: "없는 화면입니다",
    en: "There is no such page",
    zh: "没有这个页面",
    vi: "Không có trang này",
  },
  not_found: {
    ko: "주소가 잘못되었거나 없어진 화면입니다. 문자의 링크를 여셨다면 링크가 끝까지 눌렸는지 확인해 주세요.",
    en: "The address is wrong or the page is gone. If you came from our text, check that the whole link was opened.",
    zh: "网址有误或页面已不存在。如果您来自我们的短信，请确认打开了完整链接。",
    vi: "Địa chỉ sai hoặc trang không còn. Nếu quý khách đến từ tin nhắn của chúng tôi, hãy kiểm tra đã mở đủ liên kết.",
  },
  forbidden_title: {
    ko: "볼 수 없는 화면입니다",
    en: "This page is not for you",
    zh: "您无权查看此页面",
    vi: "Quý khách không được xem trang này",
  },
  outage_title: {
    ko: "지금은 화면을 보여 드릴 수 없습니다",
    en: "We can't show this page right now",
    zh: "暂时无法显示此页面",
    vi: "Hiện không thể hiển thị trang này",
  },
  outage: {
    ko: "저희 쪽 문제입니다. 보내신 것이 처리되지 않았을 수 있습니다. 잠시 뒤 다시 해 보시고, 계속되면 전화로 아래 번호를 알려 주세요: {requestId}",
    en: "The fault is ours. What you sent may not have arrived. Try again shortly; if it goes on, call us and give this number: {requestId}",
    zh: "问题在我们这边。您提交的内容可能未处理。请稍后再试；如仍无法显示，请致电并告知此编号：{requestId}",
    vi: "Lỗi ở phía chúng tôi. Nội dung quý khách gửi có thể chưa được xử lý. Hãy thử lại sau; nếu vẫn lỗi, hãy gọi và cho biết mã này: {requestId}",
  },
} as const satisfies Catalogue;
