import type { Catalogue } from "#app/locales/say.ts";

/**
 * The text messages (LMS) about a finding, in parts; notice-text.rules.ts puts them together. They say
 * nothing of the person: the same words go to someone newly exposed and to someone cleared, since a text is
 * read on lock screens and by thieves. The Korean keeps to characters that EUC-KR has (no dash other than
 * "-", no "•").
 */
export const noticeText = {
  heading: {
    ko: "[{carrier}] 개인정보 침해사고 안내",
    en: "[{carrier}] Notice of a personal data incident",
    zh: "[{carrier}] 个人信息泄露事件通知",
    vi: "[{carrier}] Thông báo về sự cố dữ liệu cá nhân",
  },
  first: {
    ko: "{incident}: {date} 조사 결과에 따라 확인 결과를 알려 드립니다.",
    en: "{incident}: a result is ready for you, under the findings of {date}.",
    zh: "{incident}：根据{date}的调查结果，您的查询结果已可查看。",
    vi: "{incident}: đã có kết quả dành cho quý khách, theo kết luận điều tra ngày {date}.",
  },
  update: {
    ko: "{incident}: {date} 조사 결과에 따라 확인 결과가 달라져 다시 알려 드립니다.",
    en: "{incident}: your result has changed, under the findings of {date}.",
    zh: "{incident}：根据{date}的调查结果，您的查询结果已有变化。",
    vi: "{incident}: kết quả của quý khách đã thay đổi, theo kết luận điều tra ngày {date}.",
  },
  leakedItems: {
    ko: "1. 유출 항목(사고 전체, 사람마다 다름): {items}",
    en: "1. What was leaked (in all; it differs by person): {items}",
    zh: "1. 泄露的项目（事件总体，因人而异）：{items}",
    vi: "1. Dữ liệu bị lộ (tính chung; mỗi người mỗi khác): {items}",
  },
  noLeakedItems: {
    ko: "지금까지 확인된 것 없음",
    en: "none confirmed so far",
    zh: "目前尚未确认",
    vi: "đến nay chưa xác nhận",
  },
  whenAndHow: {
    ko: "2. 시점과 경위: {text}",
    en: "2. When and how: {text}",
    zh: "2. 时间和经过：{text}",
    vi: "2. Thời điểm và diễn biến: {text}",
  },
  whatYouCanDo: {
    ko: "3. 피해를 줄이려면: {text}",
    en: "3. What you can do: {text}",
    zh: "3. 您可以采取的措施：{text}",
    vi: "3. Quý khách có thể làm: {text}",
  },
  responseAndRemedy: {
    ko: "4. 회사의 조치와 피해 구제: {text}",
    en: "4. What we are doing, and remedies: {text}",
    zh: "4. 公司的应对和补救办法：{text}",
    vi: "4. Biện pháp của công ty và cách khắc phục: {text}",
  },
  contact: {
    ko: "5. 담당 부서와 연락처: {department}, {number}, {email}",
    en: "5. Department and contact: {department}, {number}, {email}",
    zh: "5. 负责部门和联系方式：{department}，{number}，{email}",
    vi: "5. Bộ phận phụ trách và liên hệ: {department}, {number}, {email}",
  },
  rights: {
    ko: "6. 고객님의 권리: {text}",
    en: "6. Your rights: {text}",
    zh: "6. 您的权利：{text}",
    vi: "6. Quyền của quý khách: {text}",
  },
  openHolder: {
    ko: "결과 보기(생년월일 필요, 30일 동안):",
    en: "See your result (it asks your birth date; for 30 days):",
    zh: "查看您的结果（需输入出生日期，30天内有效）：",
    vi: "Xem kết quả (cần ngày sinh; trong 30 ngày):",
  },
  openMinor: {
    ko: "자녀 회선에 대한 안내입니다. 결과 보기(자녀의 생년월일 필요, 30일 동안):",
    en: "This is about your child's line. See the result (it asks the child's birth date; for 30 days):",
    zh: "本通知涉及您子女的号码。查看结果（需输入子女的出生日期，30天内有效）：",
    vi: "Thông báo này về số của con quý khách. Xem kết quả (cần ngày sinh của con; trong 30 ngày):",
  },
  askInPerson: {
    ko: "결과는 {number} 또는 매장에서 신원을 확인한 뒤 알려 드립니다.",
    en: "For the result, call {number} or visit a store; we check who is asking first.",
    zh: "查询结果请致电{number}或前往营业厅，核实身份后告知。",
    vi: "Để biết kết quả, hãy gọi {number} hoặc đến cửa hàng; chúng tôi sẽ kiểm tra danh tính trước.",
  },
  hotline: {
    ko: "문의 {number} ({hours})",
    en: "Questions: {number} ({hours})",
    zh: "咨询电话：{number}（{hours}）",
    vi: "Hỏi đáp: {number} ({hours})",
  },
  neverAsked: {
    ko: "저희는 문자나 전화로 인증번호, 비밀번호, 돈을 요구하지 않습니다.",
    en: "We never ask for a code, a password or money by text or call.",
    zh: "我们绝不会通过短信或电话索要验证码、密码或钱款。",
    vi: "Chúng tôi không bao giờ hỏi mã xác thực, mật khẩu hay đòi tiền qua tin nhắn hoặc cuộc gọi.",
  },
  /** For /message-check. Not to be taken for a code that anybody would ask for. */
  code: {
    ko: "문자 확인 번호 {code}",
    en: "Number of this text: {code}",
    zh: "本短信编号：{code}",
    vi: "Số của tin nhắn này: {code}",
  },
} as const satisfies Catalogue;
