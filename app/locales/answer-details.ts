import type { Catalogue } from "#app/locales/say.ts";

/** What L2 adds to the answer: areas and payment lines. */
export const answerDetails = {
  more_title: { ko: "더 자세히", en: "More detail", zh: "更多详情", vi: "Chi tiết hơn" },
  more: {
    ko: "어느 지역이었는지와 결제 하나하나는 통신사 앱이나 PASS로 로그인하면 볼 수 있습니다. 문자를 읽은 사람이 대신 볼 수 없게 하기 위해서입니다.",
    en: "In which area, and each single payment, you can see after signing in with the carrier’s app or PASS. This keeps it from whoever may have read your texts.",
    zh: "用运营商应用或 PASS 登录后，可查看所在区域和每一笔支付。这是为了防止看到您短信的人代为查看。",
    vi: "Khu vực và từng khoản thanh toán chỉ xem được sau khi đăng nhập bằng ứng dụng nhà mạng hoặc PASS, để người đọc được tin nhắn của quý khách không xem được.",
  },
  sign_in: {
    ko: "로그인하고 자세히 보기",
    en: "Sign in and see the details",
    zh: "登录查看详情",
    vi: "Đăng nhập để xem chi tiết",
  },
  read_only: {
    ko: "자세히 보실 수는 있지만, 이 로그인으로 바꿀 수 있는 것은 문자 링크로 할 수 있는 일까지입니다. 인증 앱이 유출이 시작된 뒤에 등록되었거나 등록일을 확인하지 못했기 때문입니다. 나머지는 신분증을 가지고 매장에서 하실 수 있습니다.",
    en: "You can read the details, but with this sign-in you can change no more than with the link in the text: the app you signed in with was set up after the exposure began, or its date could not be confirmed. Everything else can be done in a store, with your ID.",
    zh: "您可以查看详情，但此次登录能更改的内容与短信链接相同：您的认证应用是在泄露开始之后注册的，或无法确认注册日期。其他事项请携带身份证件到门店办理。",
    vi: "Quý khách xem được chi tiết, nhưng với lần đăng nhập này chỉ thay đổi được những gì liên kết trong tin nhắn cho phép: ứng dụng xác thực được đăng ký sau khi việc lộ bắt đầu, hoặc chưa xác nhận được ngày đăng ký. Những việc khác có thể làm tại cửa hàng, mang theo giấy tờ tùy thân.",
  },
  areas_title: {
    ko: "신호가 잡힌 곳과 날",
    en: "Where and when the signal was received",
    zh: "信号被接收的地点和日期",
    vi: "Nơi và ngày tín hiệu bị thu",
  },
  areas_unknown: {
    ko: "지역은 공개되지 않음",
    en: "area not published",
    zh: "区域未公布",
    vi: "khu vực chưa công bố",
  },
  payments_title: {
    ko: "확인된 결제와 확인 중인 결제",
    en: "The payments, one by one",
    zh: "逐笔支付",
    vi: "Từng khoản thanh toán",
  },
  payments_hint: {
    ko: "요금 청구서에는 결제대행사 이름만 나옵니다.",
    en: "Your phone bill names only the payment gateway.",
    zh: "话费账单上只显示支付网关的名称。",
    vi: "Hóa đơn điện thoại chỉ ghi tên cổng thanh toán.",
  },
  at: { ko: "언제", en: "When", zh: "时间", vi: "Khi nào" },
  merchant: { ko: "어디서", en: "Where bought", zh: "商户", vi: "Nơi bán" },
  pg: { ko: "결제대행사", en: "Payment gateway", zh: "支付网关", vi: "Cổng thanh toán" },
  method: { ko: "인증 방법", en: "Confirmed by", zh: "验证方式", vi: "Xác thực bằng" },
  amount: { ko: "{amount}원", en: "{amount} won", zh: "{amount}韩元", vi: "{amount} won" },
  confirmed: {
    ko: "무단 결제로 확인됨",
    en: "confirmed as unauthorized",
    zh: "已确认为未经授权",
    vi: "đã xác nhận là trái phép",
  },
  suspected: { ko: "확인 중", en: "being checked", zh: "核实中", vi: "đang kiểm tra" },
  cleared: {
    ko: "이 사고와 관계없음으로 확인됨",
    en: "found not to belong to this incident",
    zh: "确认与此事件无关",
    vi: "xác nhận không thuộc sự cố này",
  },
  other_line: {
    ko: "다른 회선 보기",
    en: "See another line",
    zh: "查看其他线路",
    vi: "Xem thuê bao khác",
  },
} as const satisfies Catalogue;
