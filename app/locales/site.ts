import type { Catalogue } from "#app/locales/say.ts";

/** What stands around every page. */
export const site = {
  brand: { ko: "안심", en: "Ansim", zh: "Ansim 安心", vi: "Ansim" },
  skip: { ko: "본문으로 바로가기", en: "Skip to the content", zh: "跳到正文", vi: "Chuyển đến nội dung" },
  languages: { ko: "언어", en: "Language", zh: "语言", vi: "Ngôn ngữ" },
  synthetic: {
    ko: "시연용입니다. 여기 나오는 사람과 번호는 모두 가상입니다.",
    en: "Demonstration. Every person and number here is synthetic.",
    zh: "演示页面。这里的人物和号码均为虚构。",
    vi: "Bản trình diễn. Mọi người và số ở đây đều là giả lập.",
  },
  help: {
    ko: "도움이 필요하면 {number} ({hours})",
    en: "Need help? Call {number} ({hours})",
    zh: "需要帮助请拨打 {number}（{hours}）",
    vi: "Cần giúp đỡ? Gọi {number} ({hours})",
  },
  never: {
    ko: "저희는 전화나 문자로 인증번호, 비밀번호, 송금을 요구하지 않습니다.",
    en: "We never ask for a code, a password or money by call or text.",
    zh: "我们绝不会通过电话或短信索要验证码、密码或钱款。",
    vi: "Chúng tôi không bao giờ hỏi mã xác thực, mật khẩu hay tiền qua điện thoại hoặc tin nhắn.",
  },
  message_check: {
    ko: "받은 문자가 저희 것인지 확인하기",
    en: "Check whether a text is from us",
    zh: "核实短信是否由我们发出",
    vi: "Kiểm tra tin nhắn có phải của chúng tôi",
  },
  home: { ko: "처음 화면", en: "Start page", zh: "首页", vi: "Trang đầu" },
  figures: {
    ko: "발표 내용 모두 보기",
    en: "All that was announced",
    zh: "查看全部公告",
    vi: "Xem tất cả thông báo",
  },
} as const satisfies Catalogue;
