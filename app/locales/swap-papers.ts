import type { Catalogue } from "#app/locales/say.ts";

/** What to bring for a new card: the same words for whoever comes and for the store's screen. */
export const swapPapers = {
  title: { ko: "가져오실 것", en: "What to bring", zh: "请携带", vi: "Cần mang theo" },
  nothing_else: {
    ko: "이것만 있으면 됩니다. 다른 서류는 필요하지 않습니다.",
    en: "This is all. No other papers are needed.",
    zh: "只需这些，无需其他材料。",
    vi: "Chỉ cần như vậy. Không cần giấy tờ nào khác.",
  },
  phone_too: {
    ko: "새 카드를 넣을 휴대폰도 가져오십시오.",
    en: "And the phone that the new card goes into.",
    zh: "还请带上要装入新卡的手机。",
    vi: "Và điện thoại sẽ lắp thẻ mới.",
  },
  id_any: {
    ko: "다음 중 하나: {documents}",
    en: "One of these: {documents}",
    zh: "以下任意一种：{documents}",
    vi: "Một trong các loại: {documents}",
  },
  assumed: {
    ko: "통신 대리점에서 보통 확인하는 서류를 적은 것입니다. 고객님의 경우가 다르면 가시기 전에 {number}로 물어보십시오.",
    en: "These are the papers that the carrier’s stores usually ask for. If your case is different, call {number} before you go.",
    zh: "以上是运营商门店通常要求的材料。如您的情况不同，请出发前致电{number}确认。",
    vi: "Đây là giấy tờ mà cửa hàng của nhà mạng thường yêu cầu. Nếu trường hợp của quý khách khác, xin gọi {number} trước khi đi.",
  },
  minor_none: {
    ko: "자녀의 신분증은 필요하지 않습니다.",
    en: "The child needs no ID.",
    zh: "子女无需身份证件。",
    vi: "Con không cần giấy tờ tùy thân.",
  },
  proxy_told: {
    ko: "다른 분이 대신 가시면, 매장이 카드를 드리기 전에 이 번호로 먼저 문자를 보내고 직원 두 사람이 함께 확인합니다.",
    en: "When somebody else comes for you, a text goes to this number before the card is handed over, and two members of staff check.",
    zh: "如由他人代办，门店在交付新卡前会先向此号码发送短信，并由两名员工共同核实。",
    vi: "Nếu người khác đi thay, một tin nhắn sẽ được gửi đến số này trước khi giao thẻ, và hai nhân viên cùng kiểm tra.",
  },
  proxy_open: {
    ko: "다른 분이 대신 가시나요?",
    en: "Is somebody else going for you?",
    zh: "由他人代办吗？",
    vi: "Người khác đi thay quý khách?",
  },
} as const satisfies Catalogue;

export const relationshipNames = {
  self: { ko: "본인", en: "You, for your own line", zh: "本人", vi: "Chính chủ" },
  guardian: {
    ko: "미성년 자녀의 보호자",
    en: "A guardian, for a child’s line",
    zh: "未成年子女的监护人",
    vi: "Người giám hộ của trẻ vị thành niên",
  },
  company: {
    ko: "법인의 직원",
    en: "An employee, for a company’s line",
    zh: "企业员工",
    vi: "Nhân viên của công ty",
  },
  proxy: { ko: "대리인", en: "Somebody in your place", zh: "代理人", vi: "Người được ủy quyền" },
} as const satisfies Catalogue;

export const idDocumentNames = {
  resident_card: {
    ko: "주민등록증",
    en: "resident registration card",
    zh: "居民登录证",
    vi: "thẻ đăng ký cư trú (công dân Hàn Quốc)",
  },
  driver_licence: { ko: "운전면허증", en: "driver’s licence", zh: "驾驶证", vi: "giấy phép lái xe" },
  passport: { ko: "여권", en: "passport", zh: "护照", vi: "hộ chiếu" },
  foreigner_card: {
    ko: "외국인등록증",
    en: "residence card for foreigners",
    zh: "外国人登录证",
    vi: "thẻ cư trú người nước ngoài",
  },
  mobile_id: {
    ko: "모바일 신분증",
    en: "government mobile ID",
    zh: "移动身份证（政府应用）",
    vi: "thẻ căn cước di động của chính phủ",
  },
} as const satisfies Catalogue;

export const paperNames = {
  own_id: {
    ko: "본인 신분증 원본",
    en: "Your own ID, the original",
    zh: "本人身份证件原件",
    vi: "Giấy tờ tùy thân bản gốc của quý khách",
  },
  guardian_id: {
    ko: "보호자의 신분증 원본",
    en: "The guardian’s ID, the original",
    zh: "监护人身份证件原件",
    vi: "Giấy tờ tùy thân bản gốc của người giám hộ",
  },
  relation_proof: {
    ko: "3개월 안에 발급된, 보호자와 자녀가 함께 나오는 서류 하나: 가족관계증명서, 주민등록등본, 건강보험자격확인서 중 하나",
    en: "One paper, issued within the last 3 months, that shows guardian and child together: a family relation certificate (가족관계증명서), a resident record (주민등록등본) or a health insurance record (건강보험자격확인서)",
    zh: "3个月内开具的、同时列有监护人和子女的一份证明：家庭关系证明（가족관계증명서）、居民登录誊本（주민등록등본）或健康保险资格确认书（건강보험자격확인서）",
    vi: "Một giấy tờ cấp trong 3 tháng gần đây có tên cả người giám hộ và con: giấy chứng nhận quan hệ gia đình (가족관계증명서), sổ đăng ký cư trú (주민등록등본) hoặc giấy xác nhận bảo hiểm y tế (건강보험자격확인서)",
  },
  business_registration: {
    ko: "사업자등록증 사본",
    en: "A copy of the business registration (사업자등록증)",
    zh: "营业执照（사업자등록증）复印件",
    vi: "Bản sao đăng ký kinh doanh (사업자등록증)",
  },
  seal_certificate: {
    ko: "3개월 안에 발급된 법인인감증명서",
    en: "The company seal certificate (법인인감증명서), issued within the last 3 months",
    zh: "3个月内开具的法人印鉴证明（법인인감증명서）",
    vi: "Giấy chứng nhận con dấu công ty (법인인감증명서) cấp trong 3 tháng gần đây",
  },
  employee_proof: {
    ko: "오시는 분의 재직증명서",
    en: "Proof that whoever comes works there (재직증명서)",
    zh: "来访者的在职证明（재직증명서）",
    vi: "Giấy xác nhận đang làm việc (재직증명서) của người đến",
  },
  visitor_id: {
    ko: "오시는 분의 신분증 원본",
    en: "The ID of whoever comes, the original",
    zh: "来访者的身份证件原件",
    vi: "Giấy tờ tùy thân bản gốc của người đến",
  },
  holder_id_copy: {
    ko: "명의자(번호의 주인)의 신분증 사본",
    en: "A copy of the ID of the line’s holder",
    zh: "机主（号码所有人）的身份证件复印件",
    vi: "Bản sao giấy tờ tùy thân của chủ thuê bao",
  },
  power_of_attorney: {
    ko: "명의자가 직접 서명한 위임장: 명의자와 대리인의 이름, 전화번호, ‘유심 교체’라는 말, 날짜가 있어야 합니다",
    en: "A power of attorney (위임장) signed by the holder, with both names, the phone number, the words “유심 교체” (USIM replacement) and the date",
    zh: "机主亲笔签名的委托书（위임장）：须写明双方姓名、电话号码、“유심 교체”（更换USIM卡）字样及日期",
    vi: "Giấy ủy quyền (위임장) do chủ thuê bao ký, có tên hai người, số điện thoại, dòng chữ “유심 교체” (đổi thẻ USIM) và ngày",
  },
} as const satisfies Catalogue;
