import type { Catalogue } from "#app/locales/say.ts";

/**
 * The visit itself: to be confirmed, shown at the counter, moved, given back; and why something of it came to
 * nothing.
 */
export const swapVisit = {
  confirm_title: { ko: "예약 확인", en: "Is this right?", zh: "确认预约", vi: "Xác nhận lịch hẹn" },
  confirm_title_move: { ko: "예약 옮기기", en: "Move your appointment", zh: "更改预约", vi: "Dời lịch hẹn" },
  when: { ko: "언제", en: "When", zh: "时间", vi: "Khi nào" },
  where: { ko: "어디서", en: "Where", zh: "地点", vi: "Ở đâu" },
  lines: { ko: "번호", en: "Lines", zh: "号码", vi: "Số điện thoại" },
  ending: { ko: "끝자리 {ending}", en: "ending in {ending}", zh: "尾号{ending}", vi: "số cuối {ending}" },
  from_until: {
    ko: "{day} {from}부터 {until}까지",
    en: "{day}, {from} to {until}",
    zh: "{day} {from}至{until}",
    vi: "{day}, từ {from} đến {until}",
  },
  instead_of: {
    ko: "지금 예약({day} {time})은 이것으로 바뀝니다.",
    en: "It takes the place of {day}, {time}.",
    zh: "将取代原预约（{day} {time}）。",
    vi: "Thay cho lịch hẹn {time}, {day}.",
  },
  book: { ko: "예약하기", en: "Book", zh: "预约", vi: "Đặt hẹn" },
  move: { ko: "이 시간으로 옮기기", en: "Move it to this time", zh: "改到此时间", vi: "Dời sang giờ này" },
  title: { ko: "유심 교체 예약", en: "Your appointment", zh: "您的预约", vi: "Lịch hẹn của quý khách" },
  show_code: {
    ko: "매장에 오시면 이 번호나 그림을 보여 주십시오. 종이에 적어 오셔도 됩니다.",
    en: "At the store, show this code or the square. You can also write it down on paper.",
    zh: "到店时请出示此号码或二维码，也可以抄在纸上。",
    vi: "Tại cửa hàng, xin đưa mã này hoặc hình vuông. Cũng có thể chép ra giấy.",
  },
  code: { ko: "예약 번호", en: "Code", zh: "预约码", vi: "Mã hẹn" },
  qr: {
    ko: "예약 번호가 담긴 QR 코드",
    en: "QR code with the code above",
    zh: "包含预约码的二维码",
    vi: "Mã QR chứa mã hẹn",
  },
  arrived: {
    ko: "매장에 도착하신 것이 확인되었습니다.",
    en: "The store knows that you are there.",
    zh: "门店已确认您到店。",
    vi: "Cửa hàng đã ghi nhận quý khách đến.",
  },
  other_lines: {
    ko: "함께 예약된 다른 번호: {count}개",
    en: "Other lines booked along with it: {count}",
    zh: "一起预约的其他号码：{count}个",
    vi: "Số khác được đặt cùng: {count}",
  },
  calendar: { ko: "내 달력에 넣기", en: "Add to my calendar", zh: "加入日历", vi: "Thêm vào lịch" },
  calendar_title: {
    ko: "유심 교체, {store}",
    en: "USIM replacement, {store}",
    zh: "更换USIM卡，{store}",
    vi: "Đổi thẻ USIM, {store}",
  },
  calendar_text: {
    ko: "예약 번호 {code}. 가져오실 것은 안심 화면에 있습니다. 바꾸기 전에 유심보호서비스를 끄실 필요가 없습니다.",
    en: "Code {code}. What to bring is on your Ansim page. USIM protection need not be switched off before.",
    zh: "预约码 {code}。所需材料请见 Ansim 页面。换卡前无需关闭USIM保护服务。",
    vi: "Mã hẹn {code}. Giấy tờ cần mang có trên trang Ansim. Không cần tắt dịch vụ bảo vệ USIM trước.",
  },
  change_title: {
    ko: "못 가시게 되면",
    en: "If you can’t come",
    zh: "如果无法前往",
    vi: "Nếu quý khách không đến được",
  },
  change_lead: {
    ko: "옮기거나 취소해 주시면 다른 분이 그 카드를 받을 수 있습니다.",
    en: "Move it or cancel it, and somebody else can have that card.",
    zh: "请改期或取消，以便他人领取该卡。",
    vi: "Xin dời hoặc hủy để người khác nhận được thẻ đó.",
  },
  move_time: { ko: "다른 시간으로 옮기기", en: "Another time", zh: "改时间", vi: "Đổi giờ khác" },
  move_store: { ko: "다른 매장으로 옮기기", en: "Another store", zh: "换门店", vi: "Đổi cửa hàng khác" },
  cannot_move: {
    ko: "여러 번호가 함께 예약되어 있어, 옮기시려면 로그인하셔야 합니다.",
    en: "Several lines are booked together. To move them, sign in.",
    zh: "多个号码一起预约，改期需先登录。",
    vi: "Nhiều số được đặt cùng nhau. Muốn dời, xin đăng nhập.",
  },
  sign_in: { ko: "로그인하기", en: "Sign in", zh: "登录", vi: "Đăng nhập" },
  cancel: { ko: "예약 취소하기", en: "Cancel it", zh: "取消预约", vi: "Hủy hẹn" },
  cancel_line: {
    ko: "끝자리 {ending}만 취소하기",
    en: "Cancel for {ending} alone",
    zh: "仅取消尾号{ending}",
    vi: "Chỉ hủy cho số cuối {ending}",
  },
  cancel_sure: {
    ko: "정말 취소하시겠습니까? 잡아 둔 카드와 시간이 없어집니다. 나중에 다시 예약하실 수 있습니다.",
    en: "Really cancel? The card and the time are given back. You can book again later.",
    zh: "确定取消吗？预留的卡和时间将被释放，之后可以重新预约。",
    vi: "Quý khách chắc chắn muốn hủy? Thẻ và giờ đã giữ sẽ được trả lại. Sau này có thể đặt lại.",
  },
  cancel_yes: { ko: "예, 취소합니다", en: "Yes, cancel", zh: "是，取消", vi: "Vâng, hủy" },
  cancel_all: {
    ko: "예, 모두 취소합니다",
    en: "Yes, cancel all",
    zh: "是，全部取消",
    vi: "Vâng, hủy tất cả",
  },
  cancel_no: { ko: "아니요, 그대로 두기", en: "No, keep it", zh: "否，保留", vi: "Không, giữ lại" },
  state_booked: { ko: "예약됨", en: "booked", zh: "已预约", vi: "đã đặt" },
  state_done: { ko: "교체됨", en: "changed", zh: "已更换", vi: "đã đổi" },
  state_cancelled: { ko: "취소됨", en: "cancelled", zh: "已取消", vi: "đã hủy" },
  state_no_show: { ko: "오시지 않음", en: "not kept", zh: "未到店", vi: "không đến" },
  state_displaced: {
    ko: "매장 사정으로 취소됨",
    en: "cancelled by the store",
    zh: "因门店原因取消",
    vi: "cửa hàng đã hủy",
  },
} as const satisfies Catalogue;

/** Why nothing was booked, moved or given back. What can be done instead stands under it, as buttons. */
export const swapRefusals = {
  slot_full: {
    ko: "그 시간은 방금 다른 분이 예약하셨습니다. 아래에서 다른 시간을 고르십시오.",
    en: "Somebody has just taken that time. Choose another below.",
    zh: "该时段刚被他人预约。请在下方选择其他时间。",
    vi: "Giờ đó vừa có người đặt. Xin chọn giờ khác bên dưới.",
  },
  no_card: {
    ko: "이 매장의 남은 카드가 방금 모두 예약되었습니다. 가까운 다른 매장을 고르시거나, 이 매장의 대기자 명단에 이름을 올리십시오.",
    en: "The last free cards of this store have just been booked. Choose a store near by, or wait for a card here.",
    zh: "该店剩余的卡刚刚已全部被预约。请选择附近的其他门店，或在该店登记等候。",
    vi: "Những thẻ cuối cùng của cửa hàng vừa được đặt hết. Xin chọn cửa hàng gần đó hoặc chờ thẻ tại đây.",
  },
  promised: {
    ko: "이 매장의 남은 카드는 먼저 기다리신 분들의 몫입니다. 가까운 다른 매장을 고르시거나, 이 매장의 대기자 명단에 이름을 올리십시오.",
    en: "The cards left here are kept for people who waited before. Choose a store near by, or wait for a card here.",
    zh: "该店剩余的卡已预留给先前等候的人。请选择附近的其他门店，或在该店登记等候。",
    vi: "Số thẻ còn lại dành cho những người đã chờ trước. Xin chọn cửa hàng gần đó hoặc chờ thẻ tại đây.",
  },
  already_booked: {
    ko: "고르신 번호 가운데 이미 예약된 번호가 있습니다. 그 예약을 보시고, 필요하면 옮기십시오.",
    en: "One of these lines has an appointment already. Look at it, and move it if you need to.",
    zh: "所选号码中已有预约。请查看该预约，如需要可改期。",
    vi: "Trong các số đã chọn có số đã đặt hẹn. Xin xem lịch hẹn đó và dời nếu cần.",
  },
  already_swapped: {
    ko: "고르신 번호 가운데 이미 새 유심으로 바뀐 번호가 있습니다. 그 번호를 빼고 다시 고르십시오.",
    en: "One of these lines has its new card already. Leave it out and choose again.",
    zh: "所选号码中已有更换新卡的号码。请去掉该号码后重新选择。",
    vi: "Trong các số đã chọn có số đã đổi thẻ. Xin bỏ số đó ra và chọn lại.",
  },
  not_offered: {
    ko: "그 시간에는 예약할 수 없습니다. 매장이 쉬거나, 시간이 지났거나, 너무 가깝습니다. 아래에서 다른 시간을 고르십시오.",
    en: "That time can’t be booked: the store is closed then, or it is over or too close. Choose another below.",
    zh: "该时间无法预约：门店休息，或时间已过，或太近。请在下方选择其他时间。",
    vi: "Giờ đó không đặt được: cửa hàng nghỉ, đã qua hoặc quá sát giờ. Xin chọn giờ khác bên dưới.",
  },
  line_not_active: {
    ko: "고르신 번호 가운데 지금 쓰이지 않는 번호가 있어 새 유심을 드릴 수 없습니다. 사실과 다르면 {number}로 전화해 주십시오.",
    en: "One of these lines is not in use, so there is no card for it. If that is wrong, call {number}.",
    zh: "所选号码中有已停用的号码，无法更换新卡。如与事实不符，请致电{number}。",
    vi: "Trong các số đã chọn có số không còn sử dụng nên không đổi thẻ được. Nếu không đúng, xin gọi {number}.",
  },
  form_used: {
    ko: "이 화면의 예약은 이미 접수되었습니다. 예약을 확인하시고, 바꾸시려면 옮기십시오.",
    en: "This form was sent before. Look at your appointment, and move it if you want another time.",
    zh: "此页面的预约已提交。请查看预约，如需更改请改期。",
    vi: "Biểu mẫu này đã được gửi. Xin xem lịch hẹn và dời nếu muốn giờ khác.",
  },
  remote_asked: {
    ko: "고르신 번호 가운데 매장에 가지 않고 받으시도록 이미 신청하신 번호가 있습니다.",
    en: "For one of these lines a card without a visit has been asked for.",
    zh: "所选号码中已有申请无需到店领卡的号码。",
    vi: "Trong các số đã chọn có số đã yêu cầu nhận thẻ không cần đến cửa hàng.",
  },
  reads_only: {
    ko: "이 로그인으로는 고객님의 이 번호 하나만 예약하실 수 있습니다. 다른 번호는 매장에서 함께 바꾸실 수 있습니다.",
    en: "With this sign-in you can book for this one line. The store can change the others, too.",
    zh: "此次登录只能为此号码预约。其他号码可在门店一并更换。",
    vi: "Lần đăng nhập này chỉ đặt hẹn được cho số này. Các số khác có thể đổi tại cửa hàng.",
  },
  too_many: {
    ko: "이 번호로 하루에 예약하거나 바꿀 수 있는 횟수를 넘었습니다. 내일 다시 하시거나 {number}로 전화해 주십시오. 이미 하신 예약은 그대로입니다.",
    en: "This line has booked and changed as often as is possible in one day. Try again tomorrow, or call {number}. An appointment that you have stays as it is.",
    zh: "该号码一天内的预约和更改次数已达上限。请明天再试，或致电{number}。已有的预约保持不变。",
    vi: "Số này đã đặt và thay đổi hết số lần cho phép trong một ngày. Xin thử lại vào ngày mai hoặc gọi {number}. Lịch hẹn đã có vẫn giữ nguyên.",
  },
  gone: {
    ko: "이 예약은 더 이상 바꿀 수 없습니다. 이미 취소되었거나 끝났거나, 여러 번호가 함께 예약되어 있습니다. 지금 상태를 보여 드립니다.",
    en: "This appointment can’t be changed any more: it was cancelled, is over, or is for several lines. See how it stands now.",
    zh: "此预约已无法更改：已取消、已结束，或包含多个号码。请查看当前状态。",
    vi: "Lịch hẹn này không thay đổi được nữa: đã hủy, đã xong hoặc gồm nhiều số. Xin xem tình trạng hiện tại.",
  },
  instead_here: {
    ko: "이 매장의 빈 시간",
    en: "Free times here",
    zh: "本店空余时间",
    vi: "Giờ trống tại đây",
  },
  instead_near: { ko: "가까운 다른 매장", en: "Stores near by", zh: "附近门店", vi: "Cửa hàng gần đó" },
  instead_none: {
    ko: "{number}로 전화하시면 함께 찾아 드립니다.",
    en: "Call {number}, and we look for one with you.",
    zh: "请致电{number}，我们会帮您查找。",
    vi: "Xin gọi {number}, chúng tôi sẽ cùng tìm.",
  },
} as const satisfies Catalogue;
