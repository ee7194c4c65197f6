import type { Catalogue } from "#app/locales/say.ts";

/** Why a sign-in came to nothing, and what to do; by the word that the address of the page carries. */
export const signin = {
  title: {
    ko: "로그인하지 못했습니다",
    en: "You are not signed in",
    zh: "未能登录",
    vi: "Chưa đăng nhập được",
  },
  closed_title: {
    ko: "시간이 지나 닫혔습니다",
    en: "The page had closed",
    zh: "页面已超时关闭",
    vi: "Trang đã hết giờ",
  },
  not_here: {
    ko: "여기서는 할 수 없습니다",
    en: "This cannot be done here",
    zh: "无法在此办理",
    vi: "Không thể làm tại đây",
  },
  cancelled: {
    ko: "로그인을 취소하셨습니다. 바뀐 것은 없습니다.",
    en: "You cancelled the sign-in. Nothing was changed.",
    zh: "您取消了登录。没有任何更改。",
    vi: "Quý khách đã hủy đăng nhập. Không có gì thay đổi.",
  },
  provider_failed: {
    ko: "지금은 통신사 앱·PASS 로그인을 사용할 수 없습니다. 저희 쪽 문제이며 고객님의 잘못이 아닙니다. 잠시 후 다시 해 보시거나 전화해 주세요.",
    en: "Signing in with the carrier's app or PASS does not work at the moment. This is our fault, not yours. Please try again in a little while, or call us.",
    zh: "目前无法使用运营商应用或 PASS 登录。这是我们的问题，不是您的问题。请稍后再试，或致电我们。",
    vi: "Hiện không đăng nhập được bằng ứng dụng nhà mạng hoặc PASS. Lỗi ở phía chúng tôi, không phải ở quý khách. Vui lòng thử lại sau ít phút hoặc gọi cho chúng tôi.",
  },
  expired: {
    ko: "로그인에 시간이 너무 오래 걸렸거나 다른 창에서 시작되었습니다. 다시 시작해 주세요.",
    en: "The sign-in took too long, or was begun in another window. Please begin again.",
    zh: "登录时间过长，或是在另一个窗口开始的。请重新开始。",
    vi: "Đăng nhập mất quá nhiều thời gian hoặc được bắt đầu ở cửa sổ khác. Vui lòng bắt đầu lại.",
  },
  ended: {
    ko: "로그인 시간이 끝나 보내신 내용이 처리되지 않았습니다. 다시 로그인한 뒤 한 번 더 보내 주세요.",
    en: "Your session had ended, so what you sent was not taken. Please sign in again and send it once more.",
    zh: "您的登录已过期，刚才提交的内容未被处理。请重新登录后再提交一次。",
    vi: "Phiên của quý khách đã hết nên nội dung vừa gửi chưa được nhận. Vui lòng đăng nhập lại rồi gửi lần nữa.",
  },
  weak: {
    ko: "문자 인증번호만으로는 로그인할 수 없습니다. 이번 사고에서는 문자를 다른 사람이 읽었을 수 있기 때문입니다. 통신사 앱이나 PASS에서 비밀번호(PIN) 또는 지문·얼굴로 확인해 주세요.",
    en: "A code by text message is not enough to sign in, because in this incident others may have read texts. Please confirm with your PIN, fingerprint or face in the carrier's app or PASS.",
    zh: "仅凭短信验证码无法登录，因为在此次事件中短信可能已被他人读取。请在运营商应用或 PASS 中用 PIN 码、指纹或面容确认。",
    vi: "Chỉ mã qua tin nhắn thì không đủ để đăng nhập, vì trong sự cố này người khác có thể đã đọc được tin nhắn. Vui lòng xác nhận bằng mã PIN, vân tay hoặc khuôn mặt trong ứng dụng nhà mạng hoặc PASS.",
  },
  no_line_title: {
    ko: "고객님 회선은 명단에 없습니다",
    en: "None of your lines is in the list",
    zh: "您的线路不在名单中",
    vi: "Thuê bao của quý khách không có trong danh sách",
  },
  no_line: {
    ko: "본인 확인은 되었습니다. {date} 조사 결과까지, 고객님 명의의 회선은 이 사고와 관련된 명단에 없습니다.",
    en: "We know it is you. As of the findings of {date}, no line in your name is in the list of this incident.",
    zh: "已确认是您本人。截至{date}的调查结果，您名下的线路不在此事件的名单中。",
    vi: "Đã xác nhận đúng quý khách. Tính đến kết quả điều tra ngày {date}, không thuê bao nào đứng tên quý khách có trong danh sách của sự cố này.",
  },
  no_line_limits: {
    ko: "조사가 계속되고 있어 결과가 바뀔 수 있습니다. 바뀌면 문자로 알려 드립니다. 모르는 결제나 이상한 점이 있으면 지금 전화해 주세요.",
    en: "The investigation goes on and this can change; if it does, you will be told by text. If you see a payment you don't know or anything odd, please call now.",
    zh: "调查仍在继续，结果可能会有变化；如有变化，我们会发短信通知您。如果发现不认识的支付或异常情况，请立即致电。",
    vi: "Cuộc điều tra vẫn tiếp tục và kết quả có thể thay đổi; nếu có, chúng tôi sẽ báo qua tin nhắn. Nếu thấy khoản thanh toán lạ hay điều bất thường, vui lòng gọi ngay.",
  },
  authenticator_young: {
    ko: "로그인하셨지만, 이 작업은 여기서 할 수 없습니다. 사용하신 인증 앱이 유출이 시작된 뒤에 등록되었기 때문입니다. 신분증을 가지고 매장에 오시면 할 수 있습니다.",
    en: "You are signed in, but this cannot be done here: the app you signed in with was set up after the exposure began. You can do it in a store, with your ID.",
    zh: "您已登录，但无法在此进行此操作：您使用的认证应用是在信息泄露开始之后注册的。请携带身份证件到门店办理。",
    vi: "Quý khách đã đăng nhập nhưng không thể làm việc này tại đây: ứng dụng xác thực được đăng ký sau khi việc lộ thông tin bắt đầu. Quý khách có thể làm tại cửa hàng, mang theo giấy tờ tùy thân.",
  },
  sim_changed: {
    ko: "로그인하셨지만, 이 작업은 여기서 아직 할 수 없습니다. 최근에 유심이 바뀌었거나 번호이동이 있었기 때문입니다. 신분증을 가지고 매장에 오시면 지금 할 수 있습니다.",
    en: "You are signed in, but this cannot be done here yet: the USIM was changed or the number was ported lately. You can do it now in a store, with your ID.",
    zh: "您已登录，但暂时无法在此进行此操作：最近更换过 USIM 卡或办理过携号转网。您可以携带身份证件到门店立即办理。",
    vi: "Quý khách đã đăng nhập nhưng chưa thể làm việc này tại đây: gần đây USIM đã được thay hoặc số đã chuyển mạng. Quý khách có thể làm ngay tại cửa hàng, mang theo giấy tờ tùy thân.",
  },
  sim_held_until: {
    ko: "여기서는 {date} {time}부터 하실 수 있습니다. 매장에서 신분증을 확인하고 교체한 유심은 24시간, 그 밖의 변경은 7일이 지나야 합니다.",
    en: "Here it will be possible from {date}, {time} (Korean time): 24 hours after a card swapped in a store with an ID check, 7 days after any other change.",
    zh: "{date}{time}（韩国时间）起可在此办理：在门店核验证件更换的卡为 24 小时后，其他变更为 7 天后。",
    vi: "Tại đây, quý khách có thể làm từ {time} ngày {date} (giờ Hàn Quốc): 24 giờ sau khi đổi thẻ tại cửa hàng có kiểm tra giấy tờ, 7 ngày sau các thay đổi khác.",
  },
  carrier_silent: {
    ko: "로그인하셨지만, 지금은 통신사 시스템이 응답하지 않아 이 작업을 할 수 없습니다. 잠시 후 다시 해 주세요.",
    en: "You are signed in, but the carrier's system is not answering, so this cannot be done right now. Please try again in a little while.",
    zh: "您已登录，但运营商系统目前没有响应，暂时无法进行此操作。请稍后再试。",
    vi: "Quý khách đã đăng nhập, nhưng hệ thống nhà mạng chưa trả lời nên hiện chưa làm được việc này. Vui lòng thử lại sau ít phút.",
  },
  no_second_factor: {
    ko: "직원 로그인에는 2단계 인증이 필요합니다.",
    en: "Staff sign in with a second factor.",
    zh: "员工登录需要双重验证。",
    vi: "Nhân viên phải đăng nhập bằng xác thực hai bước.",
  },
  not_staff: {
    ko: "이 계정에는 여기서 일할 수 있는 역할이 없습니다. 운영 담당자에게 문의하세요.",
    en: "This account has no role here. Ask your operator.",
    zh: "此账户在此没有任何角色。请联系运营负责人。",
    vi: "Tài khoản này không có vai trò ở đây. Hãy hỏi người vận hành.",
  },
  disabled: {
    ko: "이 계정은 사용이 중지되었습니다. 운영 담당자에게 문의하세요.",
    en: "This account has been disabled. Ask your operator.",
    zh: "此账户已被停用。请联系运营负责人。",
    vi: "Tài khoản này đã bị khóa. Hãy hỏi người vận hành.",
  },
  no_console: {
    ko: "로그인되었습니다. 이 역할의 화면은 아직 없습니다.",
    en: "You are signed in. There is no console for this role yet.",
    zh: "您已登录。此角色目前还没有工作界面。",
    vi: "Đã đăng nhập. Vai trò này chưa có màn hình làm việc.",
  },
  again: {
    ko: "다시 로그인하기",
    en: "Sign in again",
    zh: "重新登录",
    vi: "Đăng nhập lại",
  },
  to_answer: {
    ko: "내 결과 보기",
    en: "See my result",
    zh: "查看我的结果",
    vi: "Xem kết quả của tôi",
  },
  store_or_call: {
    ko: "매장이나 {number}에서는 언제든지 도와드립니다.",
    en: "You are always welcome in a store, or at {number}.",
    zh: "您随时可以到门店或致电 {number} 寻求帮助。",
    vi: "Quý khách luôn có thể đến cửa hàng hoặc gọi {number}.",
  },
} as const satisfies Catalogue;
