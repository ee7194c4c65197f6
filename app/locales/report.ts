import type { Catalogue } from "#app/locales/say.ts";

/**
 * Where anybody reports what happened to them. For someone worried: one question after the other, nothing
 * asked that isn't needed.
 */
export const report = {
  title: { ko: "이상한 일 신고하기", en: "Report something", zh: "报告异常情况", vi: "Báo điều bất thường" },
  lead: {
    ko: "겪으신 일을 알려 주세요. 직원이 모두 읽고, 정해진 시간 안에 확인합니다.",
    en: "Tell us what happened. A person reads every report, within a set time.",
    zh: "请告诉我们发生了什么。工作人员会阅读每一份报告，并在规定时间内核实。",
    vi: "Hãy cho chúng tôi biết chuyện đã xảy ra. Nhân viên đọc mọi báo cáo và kiểm tra trong thời hạn đã định.",
  },
  never: {
    ko: "인증번호, 비밀번호, 계좌번호는 적지 마세요. 저희는 절대 묻지 않습니다.",
    en: "Don’t write any code, password or account number. We never ask for them.",
    zh: "请不要填写验证码、密码或银行账号。我们绝不会索要这些信息。",
    vi: "Xin đừng ghi mã xác thực, mật khẩu hay số tài khoản. Chúng tôi không bao giờ hỏi.",
  },
  for_line: {
    ko: "이 신고는 끝자리 {ending} 회선의 기록에 남고, '나의 신청'에서 답을 보실 수 있습니다.",
    en: "This will be kept with your line ending {ending}, and you find the answer under “My requests”.",
    zh: "此报告将保存在尾号{ending}的线路记录中，您可在“我的申请”中查看答复。",
    vi: "Báo cáo này được lưu cùng thuê bao có số cuối {ending}; quý khách xem câu trả lời ở mục “Yêu cầu của tôi”.",
  },
  closes_at: {
    ko: "안전을 위해 {time}에 닫힙니다. 그 뒤에 보내셔도 쓰신 글은 30분 동안 보관됩니다.",
    en: "For your safety this closes at {time}. If you send it later, what you wrote is kept for 30 minutes.",
    zh: "为了您的安全，本页将于{time}关闭。之后提交时，您写的内容会保留30分钟。",
    vi: "Để an toàn, trang đóng lúc {time}. Nếu gửi sau đó, nội dung đã viết được giữ 30 phút.",
  },
  extend: { ko: "시간 연장", en: "More time", zh: "延长时间", vi: "Thêm thời gian" },
  anonymous: {
    ko: "로그인하지 않아도 신고할 수 있습니다. 받은 문자의 링크를 열거나 로그인하시면 답을 화면에서 보실 수 있습니다.",
    en: "You can report without signing in. If you open the link in our text, or sign in, you can read the answer here.",
    zh: "无需登录即可报告。如果打开我们短信中的链接或登录，您可以在网页上查看答复。",
    vi: "Quý khách có thể báo mà không cần đăng nhập. Nếu mở liên kết trong tin nhắn hoặc đăng nhập, quý khách đọc được câu trả lời tại đây.",
  },
  kept: {
    ko: "시간이 지나 닫혔지만, 쓰신 글은 보관했습니다. 아래 내용을 확인하고 보내 주세요.",
    en: "Your session had ended, but we kept what you wrote. Check it below and send it.",
    zh: "会话已结束，但我们保留了您写的内容。请在下面确认后发送。",
    vi: "Phiên đã kết thúc, nhưng chúng tôi giữ lại nội dung quý khách viết. Xin xem lại bên dưới rồi gửi.",
  },
  kind: { ko: "무슨 일인가요?", en: "What is it?", zh: "是什么情况？", vi: "Đó là chuyện gì?" },
  suspicious_call: { ko: "수상한 전화", en: "A suspicious call", zh: "可疑电话", vi: "Cuộc gọi đáng ngờ" },
  suspicious_call_line: {
    ko: "통신사, 경찰, 은행이라며 개인정보나 돈, 앱 설치를 요구한 전화",
    en: "Someone claimed to be the carrier, police or a bank and wanted data, money or an app installed",
    zh: "自称运营商、警察或银行，索要信息、钱款或要求安装应用",
    vi: "Ai đó tự xưng nhà mạng, công an hay ngân hàng, hỏi thông tin, đòi tiền hoặc bảo cài ứng dụng",
  },
  suspicious_message: {
    ko: "수상한 문자",
    en: "A suspicious text",
    zh: "可疑短信",
    vi: "Tin nhắn đáng ngờ",
  },
  suspicious_message_line: {
    ko: "저희 이름을 쓰거나 링크를 누르라는 문자, 메신저 메시지, 전자우편",
    en: "A text, chat message or e-mail in our name, or one that wants you to open a link",
    zh: "冒用我们名义，或要求点击链接的短信、聊天消息或电子邮件",
    vi: "Tin nhắn, tin chat hoặc email mang tên chúng tôi, hoặc bảo mở liên kết",
  },
  logged_out: {
    ko: "나도 모르게 로그아웃됨",
    en: "Logged out without reason",
    zh: "账号被无故退出",
    vi: "Bị đăng xuất không rõ lý do",
  },
  logged_out_line: {
    ko: "카카오톡, 당근 같은 앱에서 갑자기 로그아웃되었거나 다른 기기에서 로그인했다는 알림",
    en: "KakaoTalk, Karrot or another app logged you out, or told of a sign-in on another device",
    zh: "KakaoTalk、Karrot等应用突然退出登录，或提示在其他设备登录",
    vi: "KakaoTalk, Karrot hoặc ứng dụng khác tự đăng xuất, hoặc báo có đăng nhập trên máy khác",
  },
  unlisted_payment: {
    ko: "내역에 없는 소액결제",
    en: "A payment that isn’t listed",
    zh: "未列出的小额支付",
    vi: "Khoản thanh toán chưa có trong danh sách",
  },
  unlisted_payment_line: {
    ko: "내가 하지 않은 결제가 요금에 나왔는데, 확인 결과에는 없는 경우",
    en: "A charge on your bill that you didn’t make and our answer doesn’t show",
    zh: "账单上有非本人操作的支付，而我们的结果中没有显示",
    vi: "Khoản trừ trên hóa đơn mà quý khách không thực hiện và kết quả của chúng tôi không có",
  },
  amount: {
    ko: "금액 (아시는 만큼)",
    en: "Amount (if you know it)",
    zh: "金额（如知道）",
    vi: "Số tiền (nếu biết)",
  },
  merchant: {
    ko: "요금서에 적힌 가게나 결제대행사 이름 (아시는 만큼)",
    en: "Shop or payment company as the bill names it (if you know it)",
    zh: "账单上的商家或支付公司名称（如知道）",
    vi: "Tên cửa hàng hoặc công ty thanh toán trên hóa đơn (nếu biết)",
  },
  what: { ko: "무슨 일이 있었나요?", en: "What happened?", zh: "发生了什么？", vi: "Chuyện gì đã xảy ra?" },
  what_hint: {
    ko: "편하게 적어 주세요. 걸려 온 번호나 문자 내용이 있으면 함께 적어 주세요.",
    en: "In your own words. If there was a number or a text, add it.",
    zh: "请用您自己的话写。如有来电号码或短信内容，请一并写上。",
    vi: "Quý khách cứ viết tự nhiên. Nếu có số gọi đến hoặc nội dung tin nhắn, xin ghi kèm.",
  },
  happened_on: {
    ko: "언제 있었나요? (안 적으셔도 됩니다)",
    en: "On which day? (optional)",
    zh: "哪一天？（可不填）",
    vi: "Ngày nào? (không bắt buộc)",
  },
  contact: {
    ko: "연락받으실 전화번호나 전자우편 (안 적으셔도 됩니다)",
    en: "Phone number or e-mail for an answer (optional)",
    zh: "接收答复的电话或电子邮箱（可不填）",
    vi: "Số điện thoại hoặc email để nhận câu trả lời (không bắt buộc)",
  },
  contact_hint: {
    ko: "전화드릴 때는 {number}로만 걸고, 인증번호나 비밀번호는 묻지 않습니다.",
    en: "If we call, it is only from {number}, and we never ask for a code or password.",
    zh: "我们只会用{number}致电，且绝不询问验证码或密码。",
    vi: "Nếu gọi, chúng tôi chỉ gọi từ {number} và không bao giờ hỏi mã hay mật khẩu.",
  },
  submit: { ko: "신고하기", en: "Send the report", zh: "提交报告", vi: "Gửi báo cáo" },
  error: { ko: "확인해 주세요", en: "Please check", zh: "请检查", vi: "Vui lòng kiểm tra" },
  kind_missing: {
    ko: "무슨 일인지 하나를 골라 주세요.",
    en: "Choose what it is.",
    zh: "请选择是什么情况。",
    vi: "Xin chọn đó là chuyện gì.",
  },
  empty: {
    ko: "무슨 일이 있었는지 적어 주세요. 한 줄이어도 됩니다.",
    en: "Write what happened. One line is enough.",
    zh: "请写下发生了什么，一句话也可以。",
    vi: "Xin viết chuyện gì đã xảy ra. Một dòng cũng được.",
  },
  too_long: {
    ko: "글이 너무 깁니다. 2,000자까지 적을 수 있습니다.",
    en: "This is too long. There is room for 2,000 characters.",
    zh: "内容过长，最多可写2,000字。",
    vi: "Nội dung quá dài. Tối đa 2,000 ký tự.",
  },
  field_too_long: {
    ko: "금액, 이름, 연락처는 100자까지 적을 수 있습니다.",
    en: "Amount, name and contact have room for 100 characters each.",
    zh: "金额、名称和联系方式各最多100字。",
    vi: "Số tiền, tên và liên hệ mỗi mục tối đa 100 ký tự.",
  },
  day_unreadable: {
    ko: "날짜를 알아볼 수 없습니다. 2025-09-05처럼 적거나 비워 두세요.",
    en: "We can’t read the date. Write it like 2025-09-05, or leave it empty.",
    zh: "无法识别日期。请按2025-09-05的格式填写，或留空。",
    vi: "Không đọc được ngày. Xin ghi như 2025-09-05 hoặc để trống.",
  },
  too_many: {
    ko: "짧은 시간에 신고가 많이 들어와 잠시 받지 않습니다. 쓰신 글은 아래에 그대로 있습니다. 급하시면 지금 {number}로 전화해 주세요.",
    en: "There were many reports from here in a short time, so we can’t take this one now. What you wrote is still below. If it is urgent, call {number} now.",
    zh: "短时间内来自此处的报告过多，暂时无法接收。您写的内容仍在下方。如果紧急，请立即拨打{number}。",
    vi: "Có nhiều báo cáo từ nơi này trong thời gian ngắn nên tạm thời chưa nhận. Nội dung quý khách viết vẫn ở bên dưới. Nếu gấp, xin gọi ngay {number}.",
  },
  already_filed: {
    ko: "이 신고는 이미 접수되었습니다. 바꾸신 내용을 새 신고로 보내시려면 다시 눌러 주세요.",
    en: "This report was already filed. To send what you changed as a new report, press again.",
    zh: "此报告已提交。如要将修改后的内容作为新报告提交，请再次点击。",
    vi: "Báo cáo này đã được gửi. Để gửi nội dung đã sửa thành báo cáo mới, xin bấm lại.",
  },
  line_changed: {
    ko: "그 사이에 다른 회선으로 바뀌었습니다. 아래의 회선이 맞으면 다시 눌러 주세요.",
    en: "Meanwhile you went on to another line. If the line named below is right, press again.",
    zh: "期间已切换到其他线路。如果下方的线路无误，请再次点击。",
    vi: "Trong lúc đó quý khách đã chuyển sang thuê bao khác. Nếu thuê bao nêu bên dưới là đúng, xin bấm lại.",
  },

  filed_title: { ko: "접수되었습니다", en: "Your report is filed", zh: "报告已提交", vi: "Đã nhận báo cáo" },
  filed_case: { ko: "접수 번호", en: "Case number", zh: "受理编号", vi: "Số hồ sơ" },
  filed_keep: {
    ko: "이 번호를 적어 두세요. {number}로 전화해 이 번호를 말씀하시면 바로 찾아 드립니다.",
    en: "Write it down. Call {number} and say it, and we find your report at once.",
    zh: "请记下此编号。拨打{number}并告知编号，我们可以立即找到您的报告。",
    vi: "Xin ghi lại số này. Gọi {number} và đọc số này, chúng tôi sẽ tìm thấy ngay.",
  },
  filed_next: {
    ko: "직원이 {hours}시간 안에 확인하고 답합니다. 로그인하고 신고하셨다면 '나의 신청'에, 연락처를 남기셨다면 그 연락처로 답합니다. 저희는 {number}로만 전화하고, 인증번호는 절대 묻지 않습니다.",
    en: "A person reads it and answers within {hours} hours: under “My requests” if you were signed in, or to the contact that you left. We call only from {number} and never ask for a code.",
    zh: "工作人员会在{hours}小时内核实并答复：如已登录，答复显示在“我的申请”中；如留有联系方式，则联系您。我们只用{number}致电，绝不索要验证码。",
    vi: "Nhân viên sẽ đọc và trả lời trong {hours} giờ: ở mục “Yêu cầu của tôi” nếu quý khách đã đăng nhập, hoặc qua liên hệ đã để lại. Chúng tôi chỉ gọi từ {number} và không bao giờ hỏi mã.",
  },
  to_do: {
    ko: "지금 이렇게 하세요",
    en: "What to do now",
    zh: "现在请这样做",
    vi: "Quý khách nên làm gì bây giờ",
  },
  requests: { ko: "나의 신청 보기", en: "My requests", zh: "查看我的申请", vi: "Yêu cầu của tôi" },
  call_118: {
    ko: "피해가 걱정되면 118(한국인터넷진흥원, 24시간, 무료)에 전화하세요.",
    en: "If you fear harm, call 118 (KISA, the internet security agency; 24 hours, free).",
    zh: "如担心受害，请拨打118（韩国互联网振兴院，24小时，免费）。",
    vi: "Nếu lo bị thiệt hại, hãy gọi 118 (Cơ quan An ninh Internet KISA, 24 giờ, miễn phí).",
  },
} as const satisfies Catalogue;

/** What to do at once, by kind, the most urgent first. */
export const reportAdvice = {
  suspicious_call: {
    hang_up: {
      ko: "그 번호로 다시 전화하지 마세요. 걸려 온 번호는 속일 수 있습니다.",
      en: "Don’t call that number back. The number that shows can be faked.",
      zh: "不要回拨该号码。来电显示的号码可以伪造。",
      vi: "Đừng gọi lại số đó. Số hiển thị có thể bị làm giả.",
    },
    give_nothing: {
      ko: "인증번호, 비밀번호, 계좌번호를 알려 주지 말고, 앱을 설치하지 마세요.",
      en: "Give no code, password or account number, and install no app.",
      zh: "不要提供验证码、密码或银行账号，也不要安装应用。",
      vi: "Đừng cho biết mã, mật khẩu hay số tài khoản, và đừng cài ứng dụng.",
    },
    told_already: {
      ko: "이미 알려 주었거나 설치했다면 지금 바로 {number}와 거래 은행에 전화하세요.",
      en: "If you already did, call {number} and your bank now.",
      zh: "如果已经提供或安装，请立即致电{number}和您的银行。",
      vi: "Nếu đã lỡ cho biết hoặc đã cài, hãy gọi ngay {number} và ngân hàng của quý khách.",
    },
  },
  suspicious_message: {
    open_nothing: {
      ko: "링크를 열지 말고, 적힌 번호로 전화하거나 답장하지 마세요.",
      en: "Don’t open its link, call a number in it, or reply.",
      zh: "不要打开链接，不要拨打其中的电话，不要回复。",
      vi: "Đừng mở liên kết, đừng gọi số trong đó và đừng trả lời.",
    },
    keep: {
      ko: "증거가 되니 지우지 말고 두세요.",
      en: "Keep it as proof.",
      zh: "请保留作为证据。",
      vi: "Hãy giữ lại làm bằng chứng.",
    },
    told_already: {
      ko: "이미 열었거나 무언가 적었다면 지금 바로 {number}에 전화하세요.",
      en: "If you opened it or entered something, call {number} now.",
      zh: "如果已经打开或填写了信息，请立即致电{number}。",
      vi: "Nếu đã mở hoặc đã nhập thông tin, hãy gọi ngay {number}.",
    },
  },
  logged_out: {
    password: {
      ko: "그 앱의 비밀번호를 지금 바꾸고, 다른 기기를 모두 로그아웃하세요.",
      en: "Change that app’s password now, and sign all other devices out.",
      zh: "请立即更改该应用的密码，并退出所有其他设备。",
      vi: "Hãy đổi ngay mật khẩu của ứng dụng đó và đăng xuất mọi thiết bị khác.",
    },
    two_steps: {
      ko: "그 앱의 2단계 인증을 켜되, 문자로 받는 인증번호가 아닌 방법을 고르세요.",
      en: "Turn on its two-step verification, by another way than codes in texts.",
      zh: "开启该应用的两步验证，并选择短信验证码以外的方式。",
      vi: "Bật xác minh hai bước của ứng dụng đó, bằng cách khác ngoài mã qua tin nhắn.",
    },
    protection: {
      ko: "유심보호서비스(무료)를 켜지 않았다면 {number}에 전화해 켜 달라고 하세요.",
      en: "If the USIM protection service (free) is not on yet, call {number} to have it turned on.",
      zh: "如果尚未开启USIM保护服务（免费），请致电{number}要求开启。",
      vi: "Nếu chưa bật dịch vụ bảo vệ USIM (miễn phí), hãy gọi {number} để yêu cầu bật.",
    },
  },
  unlisted_payment: {
    block: {
      ko: "더 결제되지 않도록 {number}에 전화해 소액결제를 막아 달라고 하세요.",
      en: "Call {number} and have micropayments blocked, so that no more are charged.",
      zh: "请致电{number}要求关闭小额支付，以免继续扣款。",
      vi: "Hãy gọi {number} yêu cầu chặn thanh toán nhỏ để không bị trừ thêm.",
    },
    keep: {
      ko: "요금서와 결제 알림 문자를 지우지 말고 두세요.",
      en: "Keep the bill and any text about the payment.",
      zh: "请保留账单和支付通知短信。",
      vi: "Hãy giữ hóa đơn và tin nhắn báo thanh toán.",
    },
    refund_calls: {
      ko: "환불해 주겠다며 계좌번호나 인증번호를 묻는 전화는 가짜입니다.",
      en: "A call that offers a refund and asks for an account or a code is a fake.",
      zh: "以退款为名索要银行账号或验证码的电话都是假的。",
      vi: "Cuộc gọi hứa hoàn tiền mà hỏi số tài khoản hoặc mã là giả mạo.",
    },
  },
} as const satisfies Record<string, Catalogue>;
