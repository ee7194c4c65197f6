import type { Catalogue } from "#app/locales/say.ts";

/** The page behind the link in a text, and what stands around a session. */
export const verify = {
  title: {
    ko: "내 정보 확인",
    en: "See your answer",
    zh: "查看您的结果",
    vi: "Xem câu trả lời của quý khách",
  },
  lead: {
    ko: "이 사고로 내 회선에서 무엇이 유출되었는지 확인할 수 있습니다. 먼저 생년월일로 본인인지 확인합니다.",
    en: "Here you can see what of your line was exposed in the incident. First we check with your date of birth that it is you.",
    zh: "您可以在这里查看此次事件中您的线路有哪些信息泄露。请先用出生日期确认是您本人。",
    vi: "Tại đây quý khách xem được thông tin nào của thuê bao đã bị lộ trong sự cố. Trước hết, chúng tôi xác nhận quý khách bằng ngày sinh.",
  },
  label: { ko: "생년월일", en: "Date of birth", zh: "出生日期", vi: "Ngày sinh" },
  hint: {
    ko: "숫자 8자리로 적어 주세요. 예: 1958년 4월 12일이면 19580412",
    en: "Eight digits: year, month, day. For 12 April 1958 write 19580412",
    zh: "请输入8位数字：年、月、日。例如1958年4月12日写作19580412",
    vi: "Tám chữ số: năm, tháng, ngày. Ví dụ 12 tháng 4 năm 1958 ghi là 19580412",
  },
  minor: {
    ko: "자녀의 회선에 대한 문자를 받으셨다면 자녀의 생년월일을 적어 주세요.",
    en: "If the text was about your child's line, enter your child's date of birth.",
    zh: "如果短信涉及您孩子的线路，请输入孩子的出生日期。",
    vi: "Nếu tin nhắn nói về thuê bao của con quý khách, hãy nhập ngày sinh của con.",
  },
  submit: { ko: "확인하기", en: "Continue", zh: "继续", vi: "Tiếp tục" },
  safety: {
    ko: "생년월일 말고는 아무것도 묻지 않습니다. 인증번호, 비밀번호, 계좌번호를 묻는 화면은 가짜입니다.",
    en: "We ask for nothing but the date of birth. A page that asks for a code, a password or an account number is a fake.",
    zh: "除出生日期外，我们不会询问其他信息。索要验证码、密码或银行账号的页面都是假的。",
    vi: "Chúng tôi chỉ hỏi ngày sinh. Trang nào hỏi mã xác thực, mật khẩu hay số tài khoản là giả mạo.",
  },
  unsure: {
    ko: "링크를 믿기 어려우면 열지 않으셔도 됩니다. {number}로 전화하거나 가까운 대리점에 가시면 같은 도움을 받습니다.",
    en: "If you don't trust the link, you need not use it: call {number} or visit any store and you get the same help.",
    zh: "如果您不信任此链接，可以不使用：拨打 {number} 或前往任一营业厅，可获得同样的帮助。",
    vi: "Nếu không tin liên kết này, quý khách không cần dùng: gọi {number} hoặc đến cửa hàng bất kỳ để được giúp như vậy.",
  },
  error: { ko: "확인해 주세요", en: "Please check", zh: "请检查", vi: "Vui lòng kiểm tra" },
  unreadable: {
    ko: "생년월일을 숫자 8자리로 적어 주세요. 예: 19580412",
    en: "Please write the date of birth as eight digits, for example 19580412.",
    zh: "请用8位数字填写出生日期，例如19580412。",
    vi: "Vui lòng ghi ngày sinh bằng tám chữ số, ví dụ 19580412.",
  },
  wrong: {
    ko: "확인되지 않았습니다. 이 링크나 생년월일이 맞지 않거나, 링크의 사용 기간(30일)이 지났습니다. 가장 최근에 받은 문자의 링크인지, 그 회선을 쓰는 사람의 생년월일인지 확인해 주세요.",
    en: "We could not confirm this. The link or the date of birth doesn't match, or the link is older than 30 days. Check that you used the newest text, and the date of birth of the person who uses that line.",
    zh: "未能确认。链接或出生日期不符，或链接已超过30天。请确认您使用的是最新短信中的链接，且填写的是该线路使用人的出生日期。",
    vi: "Không xác nhận được. Liên kết hoặc ngày sinh không khớp, hoặc liên kết đã quá 30 ngày. Hãy dùng tin nhắn mới nhất và ngày sinh của người dùng thuê bao đó.",
  },
  carrier_silent: {
    ko: "지금은 확인 시스템이 응답하지 않습니다. 생년월일이 틀린 것이 아니며 횟수에도 들어가지 않습니다. 몇 분 뒤에 다시 눌러 주세요.",
    en: "Our system doesn't answer right now. This was not counted as a try. Please press again in a few minutes.",
    zh: "系统暂时没有响应。本次不计入次数。请几分钟后再试。",
    vi: "Hệ thống hiện chưa phản hồi. Lần này không bị tính. Vui lòng bấm lại sau vài phút.",
  },
  too_many_title: {
    ko: "잠시 멈췄습니다",
    en: "We have paused this",
    zh: "已暂停确认",
    vi: "Đã tạm dừng",
  },
  too_many: {
    ko: "맞지 않는 답이 여러 번 있어 이 링크로는 지금 확인할 수 없습니다. 내일 다시 하시거나, 지금 바로 {number}로 전화하거나 신분증을 가지고 가까운 대리점에 가시면 도와 드립니다. 고객님의 회선이나 서비스에는 아무 영향이 없습니다.",
    en: "There were several answers that did not match, so this can't be checked by the link right now. Try again tomorrow, or get help at once: call {number}, or visit any store with your ID. Your line and service are not affected.",
    zh: "多次答案不符，目前无法通过链接确认。请明天再试，或立即拨打 {number}，或携带身份证件前往任一营业厅获得帮助。您的线路和服务不受影响。",
    vi: "Đã có nhiều câu trả lời không khớp nên hiện không thể kiểm tra bằng liên kết. Hãy thử lại vào ngày mai, hoặc được giúp ngay: gọi {number}, hoặc mang giấy tờ tùy thân đến cửa hàng. Thuê bao và dịch vụ của quý khách không bị ảnh hưởng.",
  },
  again_title: {
    ko: "문자의 링크를 다시 열어 주세요",
    en: "Please open the link in your text again",
    zh: "请重新打开短信中的链接",
    vi: "Vui lòng mở lại liên kết trong tin nhắn",
  },
  again: {
    ko: "안전을 위해 15분 동안 쓰지 않거나 1시간이 지나면 화면을 닫습니다. 저희가 보낸 문자의 링크를 다시 열고 생년월일을 적으면 이어서 볼 수 있습니다.",
    en: "To keep you safe, this closes after 15 minutes without use and after one hour in all. Open the link in our text again and enter the date of birth to go on.",
    zh: "为了您的安全，15分钟未使用或满一小时后页面会关闭。请重新打开我们短信中的链接并输入出生日期继续。",
    vi: "Để bảo vệ quý khách, trang sẽ đóng sau 15 phút không dùng hoặc sau một giờ. Hãy mở lại liên kết trong tin nhắn của chúng tôi và nhập ngày sinh để tiếp tục.",
  },
  no_text: {
    ko: "문자를 받지 못했거나 지웠다면 {number}로 전화하거나 신분증을 가지고 대리점에 가 주세요.",
    en: "No text, or deleted it? Call {number}, or visit any store with your ID.",
    zh: "没有收到短信或已删除？请拨打 {number}，或携带身份证件前往任一营业厅。",
    vi: "Không nhận được hoặc đã xóa tin nhắn? Gọi {number}, hoặc mang giấy tờ tùy thân đến cửa hàng.",
  },
  ends_at: {
    ko: "안전을 위해 {time}에 자동으로 닫힙니다.",
    en: "For your safety this closes at {time}.",
    zh: "为了您的安全，本页将于 {time} 关闭。",
    vi: "Để an toàn, trang này sẽ đóng lúc {time}.",
  },
  extend: { ko: "시간 연장", en: "More time", zh: "延长时间", vi: "Thêm thời gian" },
  sign_out: { ko: "나가기", en: "Sign out", zh: "退出", vi: "Thoát" },
  sign_out_lead: {
    ko: "다른 사람과 함께 쓰는 휴대폰이라면 다 보신 뒤 꼭 나가 주세요.",
    en: "If others use this phone too, sign out when you are done.",
    zh: "如果他人也使用此手机，查看后请务必退出。",
    vi: "Nếu người khác cũng dùng điện thoại này, hãy thoát khi xem xong.",
  },
  signed_out_title: { ko: "나갔습니다", en: "You are signed out", zh: "您已退出", vi: "Quý khách đã thoát" },
  signed_out: {
    ko: "이 휴대폰에서 확인 결과를 지웠습니다. 문자는 그대로 남아 있으니, 함께 쓰는 휴대폰이라면 문자도 지워 주세요.",
    en: "Your answer is gone from this phone. The text itself is still there: delete it too if others use this phone.",
    zh: "您的结果已从此手机清除。短信仍在手机中：如他人也使用此手机，请一并删除。",
    vi: "Câu trả lời đã được xóa khỏi điện thoại này. Tin nhắn vẫn còn: hãy xóa nếu người khác cũng dùng máy.",
  },
} as const satisfies Catalogue;
