import type { Catalogue } from "#app/locales/say.ts";

/**
 * What an agent says, in the caller's language. Before the check there is nothing in it about any line; it
 * names no sum, no count and no kind of data, which are read from the dated answer alone.
 */
export const callScript = {
  greeting: {
    ko: "전화 주셔서 감사합니다. {incident} 상담입니다. 무엇이 걱정되시는지 먼저 말씀해 주세요.",
    en: "Thank you for calling. This is the help line for the {incident}. Please tell me first what worries you.",
    zh: "感谢您的来电。这里是{incident}咨询热线。请先告诉我您担心什么。",
    vi: "Cảm ơn quý khách đã gọi. Đây là tổng đài hỗ trợ về {incident}. Xin quý khách cho biết điều quý khách lo lắng.",
  },
  check_code: {
    ko: "고객님의 정보를 지키기 위해 본인 확인부터 하겠습니다. 저희가 보낸 문자의 링크로 들어가신 화면에서 ‘통화 확인 번호 보기’를 누르시면 숫자 여섯 자리가 나옵니다. 그 번호를 저에게 읽어 주세요. 2분 동안 한 번만 쓸 수 있는 번호입니다.",
    en: "To protect your data, I first check that it is you. On the page behind the link in our text, press “Show a code for this call”: you will see six digits. Please read them to me. They work once, for two minutes.",
    zh: "为保护您的信息，我先确认是您本人。请在我们短信链接打开的页面上点击“显示通话确认码”，会出现六位数字。请读给我听。该号码两分钟内仅可使用一次。",
    vi: "Để bảo vệ thông tin của quý khách, trước hết tôi xin xác nhận đúng là quý khách. Trên trang mở từ liên kết trong tin nhắn của chúng tôi, quý khách bấm “Hiện mã cho cuộc gọi này”: sẽ có sáu chữ số. Xin đọc cho tôi nghe. Mã chỉ dùng một lần, trong hai phút.",
  },
  check_app: {
    ko: "또는 통신사 앱에 ‘지금 상담원과 통화 중이십니까?’라는 질문을 띄워 드리겠습니다. 고객님이 직접 {number}로 거신 전화가 맞을 때만 ‘예’를 눌러 주세요.",
    en: "Or the carrier's app will ask you whether you are on the phone with an agent now. Say yes only if you yourself called {number}.",
    zh: "或者，运营商应用会询问您“现在是否正在与客服通话”。只有当您本人拨打了 {number} 时才请选择“是”。",
    vi: "Hoặc ứng dụng nhà mạng sẽ hỏi quý khách có đang nói chuyện với tổng đài không. Chỉ chọn “Có” nếu chính quý khách đã gọi {number}.",
  },
  check_none: {
    ko: "지금 확인이 어려우셔도 괜찮습니다. 등록된 번호로 링크를 다시 보내 드리거나, 신분증을 가지고 가까운 매장에 오시면 도와 드립니다. 확인 전에는 제가 고객님 회선의 내용을 볼 수도, 말씀드릴 수도 없습니다.",
    en: "It is all right if you can't do this now. I can send the link again to the number on file, or any store will help you if you bring your ID. Until then I can neither see nor tell you anything about your line.",
    zh: "现在无法确认也没关系。我可以把链接重新发送到登记的号码，或者请您携带身份证件到就近门店办理。在确认之前，我无法查看也无法告知您线路的任何情况。",
    vi: "Nếu bây giờ quý khách chưa làm được cũng không sao. Tôi có thể gửi lại liên kết đến số đã đăng ký, hoặc quý khách mang giấy tờ tùy thân đến cửa hàng gần nhất. Trước đó tôi không thể xem hay nói gì về thuê bao của quý khách.",
  },
  agent_real: {
    ko: "제가 진짜 상담원인지 확인하고 싶으시면 말씀해 주세요. 제가 숫자 여섯 자리를 불러 드리고, 고객님은 본인 화면의 ‘상담원 확인’에 넣어 보시면 됩니다.",
    en: "If you want to be sure that I am really an agent, tell me. I read six digits to you, and you enter them under “Check the agent” on your own page.",
    zh: "如果您想确认我是真正的客服，请告诉我。我会读六位数字给您，您在自己的页面“核实客服”中输入即可。",
    vi: "Nếu quý khách muốn chắc chắn tôi là nhân viên thật, xin cho tôi biết. Tôi sẽ đọc sáu chữ số, quý khách nhập vào mục “Kiểm tra nhân viên” trên trang của mình.",
  },
  never: {
    ko: "저희는 문자로 받은 인증번호, 비밀번호, 계좌번호, 송금을 전화로 요구하지 않습니다. 그런 것은 저에게도 알려 주지 마세요.",
    en: "We never ask on the phone for a code that came by text, a password, an account number or money. Please don't tell them to me either.",
    zh: "我们绝不会在电话中索要短信验证码、密码、银行账号或要求转账。也请不要告诉我。",
    vi: "Chúng tôi không bao giờ hỏi qua điện thoại mã nhận được bằng tin nhắn, mật khẩu, số tài khoản hay tiền. Xin đừng cho cả tôi biết những thứ đó.",
  },
  impersonators: {
    ko: "이 사고를 핑계로 먼저 전화를 걸어 앱 설치나 원격 조작, 송금을 요구하는 사람은 저희가 아닙니다. 끊으시고 {number}로 직접 걸어 주세요. 그런 전화나 문자를 받으셨다면 지금 접수해 드리겠습니다.",
    en: "Whoever calls you about this incident and asks you to install an app, to give remote access or to send money is not us. Hang up and call {number} yourself. If you had such a call or text, I can take a report of it now.",
    zh: "以此事件为由主动来电，要求您安装应用、远程操作或转账的人都不是我们。请挂断并自行拨打 {number}。如果您接到过这样的电话或短信，我现在就可以为您登记。",
    vi: "Ai gọi cho quý khách về sự cố này rồi bảo cài ứng dụng, cho điều khiển từ xa hay chuyển tiền thì không phải chúng tôi. Hãy cúp máy và tự gọi {number}. Nếu quý khách đã nhận cuộc gọi hay tin nhắn như vậy, tôi có thể ghi nhận ngay.",
  },
  link_misused: {
    ko: "다른 사람이 고객님의 링크를 보았거나 고객님 기록에 모르는 열람이 있다면, 등록된 번호로 새 링크를 보내 드리겠습니다. 보내는 즉시 이전 링크와 그 링크로 열려 있던 화면이 모두 닫힙니다. 그래도 기록이 이상하시면 지금 신고로 접수해 드리겠습니다.",
    en: "If somebody else may have seen your link, or your record shows a visit that was not yours, I send a new link to the number on file. The old link, and every page opened with it, closes at once. If your record still looks wrong, I can take a report of it now.",
    zh: "如果可能有人看过您的链接，或者您的记录中有不是您本人的查看，我会向登记的号码发送新链接。发送后，旧链接及用它打开的页面会立即全部关闭。如果记录仍有异常，我现在就可以为您登记。",
    vi: "Nếu có thể ai đó đã thấy liên kết của quý khách, hoặc hồ sơ có lần xem không phải của quý khách, tôi sẽ gửi liên kết mới đến số đã đăng ký. Liên kết cũ và mọi trang mở từ đó sẽ đóng ngay. Nếu hồ sơ vẫn có điều lạ, tôi có thể ghi nhận ngay bây giờ.",
  },
  dated: {
    ko: "확인되었습니다. 감사합니다. 지금 말씀드리는 것은 {day}에 발표된 조사 결과입니다. 고객님이 본인 화면에서 보시는 것과 같은 내용을 함께 읽어 드리겠습니다.",
    en: "Thank you, I know now that it is you. What I tell you is what was found and announced on {day}. I read with you the same page that you see yourself.",
    zh: "已确认，谢谢。我现在告诉您的是{day}公布的调查结果。我会和您一起阅读与您自己看到的相同的页面。",
    vi: "Đã xác nhận, cảm ơn quý khách. Điều tôi nói là kết quả điều tra được công bố ngày {day}. Tôi sẽ cùng quý khách đọc đúng trang mà quý khách thấy.",
  },
  changed: {
    ko: "지난 발표와 달라진 점은 화면의 ‘{heading}’에 적힌 그대로 말씀드립니다. 조사가 계속되고 있어 앞으로도 바뀔 수 있습니다. 바뀌면 문자로 알려 드립니다.",
    en: "What is different from the announcement before is under “{heading}”, and I read it to you as it stands there. The investigation goes on and this can change again; if it does, you will be told by text.",
    zh: "与上次公布的不同之处写在“{heading}”下，我照原文读给您听。调查仍在继续，今后还可能变化；如有变化，我们会发短信通知您。",
    vi: "Điều khác so với lần công bố trước nằm ở mục “{heading}”, tôi đọc đúng như viết ở đó. Cuộc điều tra còn tiếp tục và có thể thay đổi; nếu có, chúng tôi sẽ báo qua tin nhắn.",
  },
  next: {
    ko: "이제 하실 일은 화면의 ‘{heading}’ 순서대로 말씀드리겠습니다. 지금 되는 방법과, 온라인으로는 언제부터 되는지 알려 드립니다. 아직 정해지지 않은 것은 약속드리지 않겠습니다.",
    en: "I go through “{heading}” with you in its order: how each can be done today, and from when it can be done online. What is not decided yet I will not promise.",
    zh: "接下来我按“{heading}”的顺序为您说明：今天可以怎么办，以及何时可以在线办理。尚未确定的事我不会承诺。",
    vi: "Tôi sẽ đi lần lượt theo mục “{heading}”: hôm nay làm thế nào, và từ khi nào làm được trực tuyến. Điều chưa quyết định tôi sẽ không hứa.",
  },
  account: {
    ko: "은행 계좌는 제가 넣거나 뺄 수 없습니다. 계좌로 받지 않으시려면 문자의 링크로 들어가신 뒤 ‘{heading}’ 화면에서 ‘{press}’를 직접 눌러 주세요. 계좌를 넣는 것은 로그인하시거나 매장에서 하실 수 있습니다.",
    en: "I can neither enter a bank account nor take one out. To stop using yours, open the link in our text and press “{press}” yourself, on the page “{heading}”. You enter one by signing in, or in a store.",
    zh: "我无法替您登记或删除银行账户。如不想再用账户收款，请打开短信中的链接，在“{heading}”页面上由您本人点击“{press}”。登记账户需您本人登录，或在门店办理。",
    vi: "Tôi không thể nhập hay xóa tài khoản ngân hàng giúp quý khách. Nếu không muốn nhận qua tài khoản nữa, quý khách mở liên kết trong tin nhắn, vào trang “{heading}” và tự bấm “{press}”. Muốn nhập tài khoản, quý khách đăng nhập hoặc đến cửa hàng.",
  },
  told: {
    ko: "오늘 제가 고객님을 위해 처리한 일은 문자로 알려 드립니다. 누가 고객님의 기록을 보았는지는 ‘내 신청’ 화면에서 확인하실 수 있습니다.",
    en: "What I did for you today, you will be told by text. Who looked at your record you can see yourself, on the page “My requests”.",
    zh: "我今天为您办理的事项会以短信告知您。谁查看过您的记录，您可以在“我的申请”页面查看。",
    vi: "Những việc tôi làm giúp quý khách hôm nay sẽ được báo qua tin nhắn. Ai đã xem hồ sơ của quý khách, quý khách xem được ở trang “Yêu cầu của tôi”.",
  },
  goodbye: {
    ko: "더 궁금하신 점이 있으면 언제든지 {number}로 전화 주세요. 걱정을 끼쳐 드려 죄송합니다.",
    en: "If you have any other question, call {number} at any time. We are sorry for the worry that this has caused you.",
    zh: "如还有疑问，请随时拨打 {number}。给您带来担忧，我们深表歉意。",
    vi: "Nếu còn điều gì thắc mắc, quý khách cứ gọi {number} bất cứ lúc nào. Chúng tôi xin lỗi vì đã khiến quý khách lo lắng.",
  },
} as const satisfies Catalogue;
