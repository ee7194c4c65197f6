import type { Catalogue } from "#app/locales/say.ts";

/** What happens to whatever hangs on the old card, said before it is changed. */
export const swapEffects = {
  title: {
    ko: "바꾸기 전에 알아 두실 것",
    en: "What to know before the swap",
    zh: "换卡前须知",
    vi: "Cần biết trước khi đổi thẻ",
  },
  transit: {
    ko: "교통카드 잔액",
    en: "Transit balance",
    zh: "交通卡余额",
    vi: "Số dư thẻ giao thông",
  },
  transit_means: {
    ko: "유심에 들어 있는 교통카드 잔액은 새 유심으로 옮겨지지 않습니다. 새 유심을 쓰시기 전에 교통카드 앱에서 환불받거나 다 쓰십시오. 신용카드에 달린 교통카드는 그대로입니다.",
    en: "Money stored on the old card for buses and subways does not move to the new one. Have it refunded in the transit app, or use it up, before the card is changed. Transit on a credit card is not affected.",
    zh: "存在旧卡里的交通卡余额不会转到新卡。请在换卡前通过交通卡应用退款或用完。信用卡的交通功能不受影响。",
    vi: "Số dư thẻ giao thông lưu trong thẻ USIM cũ không chuyển sang thẻ mới. Xin hoàn tiền trong ứng dụng thẻ giao thông hoặc dùng hết trước khi đổi thẻ. Thẻ giao thông trên thẻ tín dụng không bị ảnh hưởng.",
  },
  contacts: {
    ko: "유심에 저장한 연락처",
    en: "Contacts stored on the card",
    zh: "存在卡上的联系人",
    vi: "Danh bạ lưu trên thẻ",
  },
  contacts_means: {
    ko: "유심에 저장한 연락처와 문자는 사라집니다. 휴대폰의 연락처 앱에서 ‘휴대폰으로 복사’를 먼저 하십시오. 휴대폰이나 계정에 저장한 것은 그대로입니다.",
    en: "Contacts and texts saved on the card itself are gone with it. Copy them to the phone first, in its contacts app. What is saved on the phone or in an account stays.",
    zh: "存在卡上的联系人和短信会丢失。请先在手机通讯录中复制到手机。存在手机或账号里的不受影响。",
    vi: "Danh bạ và tin nhắn lưu trên thẻ sẽ mất. Xin sao chép sang điện thoại trước, trong ứng dụng danh bạ. Dữ liệu lưu trong máy hoặc tài khoản vẫn còn.",
  },
  lock: { ko: "유심 잠금 번호", en: "Card PIN", zh: "SIM卡PIN码", vi: "Mã PIN của thẻ" },
  lock_means: {
    ko: "유심에 걸어 둔 잠금 번호(PIN)는 새 유심에서 풀려 있습니다. 쓰시려면 다시 거십시오. 휴대폰 화면 잠금은 그대로입니다.",
    en: "A PIN that you set on the card is not on the new one; set it again if you want it. The phone’s own screen lock stays.",
    zh: "您在旧卡上设置的PIN码不会带到新卡，需要请重新设置。手机屏幕锁不变。",
    vi: "Mã PIN đặt trên thẻ cũ không có trên thẻ mới; nếu cần xin đặt lại. Khóa màn hình điện thoại giữ nguyên.",
  },
  lock_visit: {
    ko: "화면을 열 수 있어야 창구에서 새 유심을 확인할 수 있으니 잠금 푸는 법을 알고 오십시오.",
    en: "Know how to open it, since the new card is tried out at the counter.",
    zh: "柜台需要测试新卡，请记得解锁方式。",
    vi: "Xin nhớ cách mở khóa vì thẻ mới được thử tại quầy.",
  },
  roaming: { ko: "로밍", en: "Roaming", zh: "漫游", vi: "Chuyển vùng quốc tế" },
  roaming_means: {
    ko: "신청하신 로밍은 번호에 달린 것이라 그대로입니다. 해외에 계신 동안에는 바꾸지 마십시오. 교체한 날에 출국하시면 비행기를 타시기 전에 휴대폰을 한 번 껐다 켜서 전화가 되는지 확인하십시오.",
    en: "Roaming that you booked belongs to the number and stays. Don’t change the card while you are abroad. If you leave on the day of the swap, turn the phone off and on and make a call before you board.",
    zh: "已开通的漫游随号码保留。在国外期间请勿换卡。如换卡当天出国，请在登机前重启手机并确认可以通话。",
    vi: "Dịch vụ chuyển vùng đã đăng ký gắn với số nên vẫn còn. Không đổi thẻ khi đang ở nước ngoài. Nếu xuất cảnh đúng ngày đổi thẻ, xin tắt mở máy và gọi thử trước khi lên máy bay.",
  },
  badge: {
    ko: "모바일 사원증, 모바일 신분증",
    en: "Mobile staff card and mobile ID",
    zh: "移动工牌、移动身份证",
    vi: "Thẻ nhân viên và thẻ căn cước di động",
  },
  badge_means: {
    ko: "유심에 담긴 모바일 사원증(출입증)은 회사에서 다시 발급받으셔야 합니다. 출입문을 못 여실 수 있으니 회사에 먼저 물어보십시오. 금융·인증 앱도 본인 확인을 다시 물을 수 있습니다.",
    en: "A staff card (door pass) kept on the card has to be issued again by your employer; ask there first, or you may stand before a closed door. Banking and ID apps may ask who you are once more.",
    zh: "存在卡里的移动工牌（门禁）须由公司重新发放，请先向公司确认，以免无法进门。银行和认证应用可能会要求重新验证身份。",
    vi: "Thẻ nhân viên (thẻ ra vào) lưu trên thẻ USIM phải được công ty cấp lại; xin hỏi công ty trước để khỏi bị kẹt ở cửa. Ứng dụng ngân hàng và xác thực có thể hỏi lại danh tính.",
  },
  stays: { ko: "바뀌지 않는 것", en: "What stays as it is", zh: "不会改变的", vi: "Những gì không đổi" },
} as const satisfies Catalogue;
