import type { Catalogue } from "#app/locales/say.ts";

/** Where someone frightened by a text asks whether it is ours. Short and calm: what it is, why, what to do. */
export const messageCheck = {
  title: {
    ko: "받은 문자가 저희 것인지 확인",
    en: "Is this text from us?",
    zh: "核实短信是否由我们发出",
    vi: "Tin nhắn này có phải của chúng tôi?",
  },
  lead: {
    ko: "받으신 문자를 처음부터 끝까지 붙여 넣으시면, 저희가 보낸 것인지 알려 드립니다. 그때까지는 문자 속 링크를 열지 마시고, 문자에 적힌 번호로 전화하지도 마세요.",
    en: "Paste the whole text and we tell you whether we sent it. Until then, don't open its link and don't call a number in it.",
    zh: "请把收到的短信完整粘贴到这里，我们会告诉您是否由我们发出。在此之前，请不要打开短信中的链接，也不要拨打其中的电话。",
    vi: "Quý khách hãy dán toàn bộ tin nhắn vào đây, chúng tôi sẽ cho biết có phải do chúng tôi gửi hay không. Trước đó, xin đừng mở liên kết và đừng gọi số trong tin nhắn.",
  },
  text_label: {
    ko: "받은 문자 전체",
    en: "The whole text",
    zh: "短信全文",
    vi: "Toàn bộ tin nhắn",
  },
  text_hint: {
    ko: "문자를 길게 눌러 '복사'를 누르고, 여기로 돌아와 아래 칸을 길게 눌러 '붙여넣기'를 누르세요. 고치거나 빼지 말고 그대로 넣어 주세요.",
    en: "Press long on the text and choose Copy. Come back here, press long in the box below and choose Paste. Leave it as it is.",
    zh: "长按短信，选择“复制”；回到这里，长按下面的方框，选择“粘贴”。请不要修改或删减。",
    vi: "Nhấn giữ tin nhắn rồi chọn “Sao chép”. Quay lại đây, nhấn giữ ô bên dưới rồi chọn “Dán”. Xin đừng sửa hay bớt gì.",
  },
  sender_label: {
    ko: "보낸 번호나 주소 (안 적으셔도 됩니다)",
    en: "The number or address it came from (optional)",
    zh: "发送号码或地址（可不填）",
    vi: "Số hoặc địa chỉ gửi tin (không bắt buộc)",
  },
  sender_hint: {
    ko: "번호가 맞아도 진짜라는 증거는 아닙니다. 보낸 번호는 속일 수 있습니다.",
    en: "A right number proves nothing: numbers can be faked.",
    zh: "号码正确也不能证明是真的：发送号码可以伪造。",
    vi: "Số đúng cũng không chứng minh được gì: số gửi có thể bị làm giả.",
  },
  submit: { ko: "확인하기", en: "Check", zh: "核实", vi: "Kiểm tra" },
  limits: {
    ko: "붙여 넣은 글은 저장하지 않습니다. 문자 끝의 '문자 확인 번호'만으로는 진짜인지 알 수 없습니다. 누구나 베낄 수 있기 때문입니다.",
    en: "What you paste is not stored. The number at the end of a text proves nothing by itself, since anyone can copy it.",
    zh: "您粘贴的内容不会保存。仅凭短信末尾的编号不能判断真假，因为任何人都可以抄写。",
    vi: "Nội dung quý khách dán không được lưu lại. Chỉ riêng số ở cuối tin nhắn không chứng minh được gì, vì ai cũng chép lại được.",
  },
  error: { ko: "확인해 주세요", en: "Please check", zh: "请检查", vi: "Vui lòng kiểm tra" },
  not_whole: {
    ko: "이것만으로는 알 수 없습니다. 받으신 문자를 처음부터 끝까지 넣어 주세요.",
    en: "This alone can't be judged. Please paste the whole text, from its beginning to its end.",
    zh: "仅凭这些无法判断。请把收到的短信从头到尾完整粘贴。",
    vi: "Chỉ chừng này thì chưa thể kết luận. Xin dán toàn bộ tin nhắn từ đầu đến cuối.",
  },
  too_long: {
    ko: "글이 너무 깁니다. 문자 하나만 넣어 주세요.",
    en: "This is too long. Please paste one text only.",
    zh: "内容过长。请只粘贴一条短信。",
    vi: "Nội dung quá dài. Xin chỉ dán một tin nhắn.",
  },
  sender_unreadable: {
    ko: "보낸 번호나 주소를 알아볼 수 없습니다. 번호나 전자우편 주소만 적으시거나 비워 두세요.",
    en: "We can't read the number or address it came from. Write only a number or an e-mail address, or leave it empty.",
    zh: "无法识别发送号码或地址。请只填写电话号码或电子邮箱地址，或留空。",
    vi: "Không đọc được số hoặc địa chỉ gửi tin. Xin chỉ ghi số điện thoại hoặc địa chỉ email, hoặc để trống.",
  },

  ours: {
    ko: "저희가 보낸 문자입니다",
    en: "We sent this text",
    zh: "这是我们发送的短信",
    vi: "Đây là tin nhắn do chúng tôi gửi",
  },
  ours_why: {
    ko: "글과 링크가 모두 저희가 보낸 것과 같습니다.",
    en: "Its words and its link are those that we sent.",
    zh: "内容和链接都与我们发送的一致。",
    vi: "Nội dung và liên kết đều đúng như chúng tôi đã gửi.",
  },
  ours_why_no_link: {
    ko: "글이 저희가 보낸 것과 같습니다. 이 문자에는 링크가 없습니다.",
    en: "Its words are those that we sent. This text has no link.",
    zh: "内容与我们发送的一致。这条短信没有链接。",
    vi: "Nội dung đúng như chúng tôi đã gửi. Tin nhắn này không có liên kết.",
  },
  ours_address: {
    ko: "링크를 여셔도 됩니다. 다만 열린 화면의 주소가 아래와 같이 시작하지 않으면 바로 닫으세요.",
    en: "You may open the link. Close the page at once if its address doesn't begin like this:",
    zh: "您可以打开链接。但如果打开的网页地址不是以下面的地址开头，请立即关闭。",
    vi: "Quý khách có thể mở liên kết. Nếu địa chỉ trang không bắt đầu như dưới đây, hãy đóng ngay.",
  },
  ours_birth_date: {
    ko: "그 화면은 생년월일만 묻습니다.",
    en: "That page asks for a date of birth and nothing else.",
    zh: "该页面只询问出生日期。",
    vi: "Trang đó chỉ hỏi ngày sinh.",
  },
  ours_never: {
    ko: "저희는 인증번호, 비밀번호, 돈, 앱 설치를 절대 요구하지 않습니다.",
    en: "We never ask for a code, a password, money, or to install an app.",
    zh: "我们绝不会索要验证码、密码、钱款，也不会要求安装应用。",
    vi: "Chúng tôi không bao giờ hỏi mã xác thực, mật khẩu, đòi tiền hay yêu cầu cài ứng dụng.",
  },

  other_words: {
    ko: "링크는 저희 것이지만, 글은 저희가 보낸 것이 아닙니다",
    en: "The link is ours, but we did not send these words",
    zh: "链接是我们的，但内容不是我们发送的",
    vi: "Liên kết là của chúng tôi, nhưng nội dung không phải do chúng tôi gửi",
  },
  other_words_why: {
    ko: "누군가 저희 링크를 다른 글에 붙였을 수 있습니다. 글이 시키는 대로 하지 마세요.",
    en: "Someone may have put our link into words of their own. Don't do what they say.",
    zh: "可能有人把我们的链接放进了别的内容里。请不要照着做。",
    vi: "Có thể ai đó đã gắn liên kết của chúng tôi vào nội dung khác. Xin đừng làm theo.",
  },
  not_ours: {
    ko: "저희가 보낸 문자가 아닙니다",
    en: "We did not send this text",
    zh: "这不是我们发送的短信",
    vi: "Tin nhắn này không phải do chúng tôi gửi",
  },
  not_among_ours: {
    ko: "저희가 보낸 사고 안내 문자 중에는 없습니다",
    en: "This is not one of our texts about an incident",
    zh: "这不是我们发送的事件通知短信",
    vi: "Đây không phải là tin nhắn thông báo sự cố của chúng tôi",
  },
  other_link: {
    ko: "글은 저희 것과 같지만 링크가 다릅니다. 링크는 한 글자만 달라도 가짜 화면을 열 수 있습니다.",
    en: "The words are ours, but the link is not. A link that differs in one character can open a fake page.",
    zh: "内容与我们的一致，但链接不是我们的。链接只要有一个字符不同，就可能打开假网页。",
    vi: "Nội dung giống của chúng tôi, nhưng liên kết thì không. Chỉ khác một ký tự, liên kết có thể mở ra trang giả.",
  },
  other_sender: {
    ko: "글과 링크는 저희 것과 같지만, 적어 주신 번호나 주소는 저희가 쓰는 것이 아닙니다.",
    en: "The words and the link are ours, but we don't send from the number or address that you gave.",
    zh: "内容和链接与我们的一致，但您填写的号码或地址不是我们使用的。",
    vi: "Nội dung và liên kết giống của chúng tôi, nhưng số hoặc địa chỉ quý khách ghi không phải của chúng tôi.",
  },
  changed_words: {
    ko: "저희 문자를 본뜬 것으로 보이지만, 글이 저희가 보낸 것과 다릅니다.",
    en: "It looks like one of our texts, but its words are not the ones we sent.",
    zh: "看起来像我们的短信，但内容与我们发送的不同。",
    vi: "Trông giống tin nhắn của chúng tôi, nhưng nội dung khác với những gì chúng tôi đã gửi.",
  },
  unknown: {
    ko: "저희가 보낸 어떤 안내 문자와도 같지 않습니다. 이 화면은 이 사이트에 나온 사고의 안내 문자만 알아봅니다. 요금 안내처럼 다른 일로 보낸 문자는 여기서 확인되지 않습니다.",
    en: "It is not the same as any notice we sent. This page knows only our notices about the incidents on this site: a real text of ours about something else, such as a bill, is not recognised here.",
    zh: "与我们发送的任何通知都不一致。本页只能识别关于本网站所述事件的通知；我们因其他事项（如话费）发送的短信无法在这里核实。",
    vi: "Không giống bất kỳ thông báo nào chúng tôi đã gửi. Trang này chỉ nhận ra thông báo về các sự cố nêu trên trang web này; tin nhắn thật của chúng tôi về việc khác, như cước phí, không nhận ra được ở đây.",
  },
  none_sent: {
    ko: "저희는 아직 사고 안내 문자를 보낸 적이 없습니다. 지금 저희 이름으로 온 사고 안내 문자는 모두 가짜입니다.",
    en: "We have not sent any notice about an incident yet. Any that claims to come from us is a fake.",
    zh: "我们尚未发送任何事件通知短信。目前以我们名义发送的事件通知都是假的。",
    vi: "Chúng tôi chưa gửi thông báo nào về sự cố. Mọi thông báo tự nhận là của chúng tôi lúc này đều là giả.",
  },
  copy_again: {
    ko: "혹시 일부만 복사했거나 글을 고치셨다면, 전체를 그대로 다시 붙여 넣어 확인해 주세요.",
    en: "If you copied only a part, or changed something, paste all of it again as it came.",
    zh: "如果您只复制了一部分，或修改过内容，请按原样完整粘贴后再核实一次。",
    vi: "Nếu chỉ sao chép một phần hoặc đã sửa nội dung, xin dán lại toàn bộ đúng như lúc nhận.",
  },

  to_do: {
    ko: "이렇게 하세요",
    en: "What to do",
    zh: "请这样做",
    vi: "Quý khách nên làm gì",
  },
  do_not: {
    ko: "링크를 열지 마시고, 문자에 적힌 번호로 전화하거나 답장하지 마세요.",
    en: "Don't open the link, don't call a number in the text, and don't reply.",
    zh: "不要打开链接，不要拨打短信中的电话，不要回复。",
    vi: "Đừng mở liên kết, đừng gọi số trong tin nhắn và đừng trả lời.",
  },
  keep: {
    ko: "문자는 증거가 되니 지우지 마세요. 118에 신고한 뒤에 지우시면 됩니다.",
    en: "Keep the text as proof. Delete it after you have reported it to 118.",
    zh: "请保留短信作为证据，向118举报后再删除。",
    vi: "Hãy giữ tin nhắn làm bằng chứng. Chỉ xóa sau khi đã báo cho 118.",
  },
  opened: {
    ko: "이미 링크를 열었거나, 무언가 적었거나, 앱을 설치하셨다면",
    en: "If you already opened it, entered something or installed an app",
    zh: "如果您已经打开链接、填写了信息或安装了应用",
    vi: "Nếu quý khách đã mở liên kết, đã nhập thông tin hoặc đã cài ứng dụng",
  },
  opened_text: {
    ko: "아래 두 곳에 바로 전화하시면 도와 드립니다.",
    en: "Call these two now. They will help you.",
    zh: "请立即拨打以下两个电话，会有人帮助您。",
    vi: "Hãy gọi ngay hai số dưới đây để được giúp đỡ.",
  },
  call: {
    ko: "{number} 전화하기 ({hours})",
    en: "Call {number} ({hours})",
    zh: "拨打 {number}（{hours}）",
    vi: "Gọi {number} ({hours})",
  },
  call_118: {
    ko: "118 전화하기 (한국인터넷진흥원, 24시간, 무료)",
    en: "Call 118 (KISA, the internet security agency; 24 hours, free)",
    zh: "拨打 118（韩国互联网振兴院，24小时，免费）",
    vi: "Gọi 118 (Cơ quan An ninh Internet KISA, 24 giờ, miễn phí)",
  },
  again: {
    ko: "다시 확인하기",
    en: "Check again",
    zh: "再次核实",
    vi: "Kiểm tra lại",
  },
} as const satisfies Catalogue;
