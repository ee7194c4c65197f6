import type { Catalogue } from "#app/locales/say.ts";

/** /compensation/account and /compensation/account/end: which bank account money back goes to. */
export const bankAccount = {
  title: {
    ko: "보상금 받을 계좌",
    en: "Bank account for your money",
    zh: "收款银行账户",
    vi: "Tài khoản nhận tiền bồi thường",
  },
  lead: {
    ko: "회선 명의자 본인 이름의 계좌여야 합니다. 예금주가 맞는지 은행에 확인합니다.",
    en: "It must be in the line holder’s own name. We check with the bank whose it is.",
    zh: "必须是线路持有人本人名下的账户。我们会向银行核实户主。",
    vi: "Phải là tài khoản đứng tên chính chủ thuê bao. Chúng tôi xác nhận chủ tài khoản với ngân hàng.",
  },
  hold: {
    ko: "등록하신 뒤 24시간 동안은 이 계좌로 보내지 않습니다. 다른 사람이 등록한 것이라면 그 사이에 막으실 수 있게 하려는 것입니다. 등록한 사실은 문자로, 이메일 주소가 있으면 이메일로도 바로 알려 드립니다.",
    en: "For 24 hours nothing is sent to it, so that you can stop it if somebody else entered it. We tell you at once by text, and by e-mail if we have your address.",
    zh: "登记后24小时内不会向该账户汇款，以便在他人冒名登记时您可以阻止。登记后我们会立即用短信通知您，有邮箱的也会发邮件。",
    vi: "Trong 24 giờ sau khi đăng ký, chúng tôi chưa chuyển tiền vào đó, để quý khách kịp chặn nếu người khác đăng ký. Chúng tôi báo ngay bằng tin nhắn, và bằng email nếu có địa chỉ.",
  },
  now_title: { ko: "등록된 계좌", en: "The account now", zh: "已登记的账户", vi: "Tài khoản hiện tại" },
  now: {
    ko: "{bank}, 끝 네 자리 {lastFour}",
    en: "{bank}, ending in {lastFour}",
    zh: "{bank}，尾号 {lastFour}",
    vi: "{bank}, bốn số cuối {lastFour}",
  },
  from: {
    ko: "{day} {time}부터 이 계좌로 보낼 수 있습니다.",
    en: "Money can be sent to it from {day}, {time}.",
    zh: "{day} {time} 起可向此账户汇款。",
    vi: "Có thể chuyển tiền vào tài khoản này từ {time} ngày {day}.",
  },
  /** For whoever only has the link, or asks by phone. */
  is_set: {
    ko: "직접 신청하신 금액을 받으실 은행 계좌가 등록되어 있습니다. 어느 계좌인지는 본인 확인 로그인을 하시면 보입니다. 고객님이 등록하신 계좌가 아니면 바로 빼 주십시오.",
    en: "A bank account is entered for what you asked for yourself. Which one is shown once you sign in. If it wasn’t you who entered it, take it out at once.",
    zh: "已登记用于接收您自行申请款项的银行账户。登录后可查看是哪个账户。如非您本人登记，请立即移除。",
    vi: "Đã có tài khoản ngân hàng để nhận số tiền quý khách tự yêu cầu. Đăng nhập để xem đó là tài khoản nào. Nếu không phải quý khách đăng ký, hãy bỏ ngay.",
  },
  replaces: {
    ko: "아래에 새 계좌를 적으시면 이 계좌 대신 쓰고, 24시간을 다시 기다립니다.",
    en: "An account that you enter below takes its place, and the 24 hours begin again.",
    zh: "若在下方填写新账户，将取代此账户，并重新等待24小时。",
    vi: "Nếu nhập tài khoản mới bên dưới, tài khoản đó sẽ thay thế và phải chờ lại 24 giờ.",
  },
  entered: {
    ko: "계좌를 등록했습니다.",
    en: "The account is entered.",
    zh: "账户已登记。",
    vi: "Đã đăng ký tài khoản.",
  },
  bank: { ko: "은행", en: "Bank", zh: "银行", vi: "Ngân hàng" },
  choose: { ko: "은행을 골라 주십시오", en: "Choose your bank", zh: "请选择银行", vi: "Chọn ngân hàng" },
  number: { ko: "계좌번호", en: "Account number", zh: "账号", vi: "Số tài khoản" },
  number_hint: {
    ko: "숫자 10~16자리. 줄표(-)는 있어도 되고 없어도 됩니다.",
    en: "10 to 16 digits, with or without hyphens.",
    zh: "10至16位数字，有无连字符均可。",
    vi: "10 đến 16 chữ số, có hay không có gạch nối đều được.",
  },
  enter: {
    ko: "이 계좌로 받기",
    en: "Send my money there",
    zh: "汇到此账户",
    vi: "Nhận tiền vào tài khoản này",
  },
  to_claim: {
    ko: "작성 중인 신청으로 돌아가기",
    en: "Back to the claim that you are writing",
    zh: "返回正在填写的申请",
    vi: "Quay lại đơn đang viết",
  },
  to_compensation: {
    ko: "보상 화면으로",
    en: "To your money back",
    zh: "前往赔偿页面",
    vi: "Đến trang bồi thường",
  },
  unreadable: {
    ko: "은행을 고르시고, 계좌번호를 숫자 10~16자리로 적어 주십시오.",
    en: "Choose the bank, and write the account number: 10 to 16 digits.",
    zh: "请选择银行，并填写10至16位数字的账号。",
    vi: "Xin chọn ngân hàng và ghi số tài khoản: 10 đến 16 chữ số.",
  },
  name_differs: {
    ko: "은행에 등록된 예금주 이름이 이 회선 명의자의 이름과 다릅니다. 명의자 본인의 계좌만 쓸 수 있습니다. 번호를 다시 확인하시거나, 요금에서 빼 드리는 방법으로 받아 주십시오. 개명하셨다면 {number}로 전화해 주십시오.",
    en: "The bank has this account in another name than the line holder’s. Only the holder’s own account can be used. Check the number, or have the money credited to your bill. If your name has changed, call {number}.",
    zh: "银行登记的户主姓名与本线路持有人不同。只能使用本人账户。请核对账号，或选择从话费中抵扣。如您曾更名，请拨打 {number}。",
    vi: "Tên chủ tài khoản ở ngân hàng khác với tên chủ thuê bao. Chỉ dùng được tài khoản chính chủ. Xin kiểm tra lại số, hoặc nhận bằng cách trừ vào cước. Nếu quý khách đã đổi tên, xin gọi {number}.",
  },
  no_such_account: {
    ko: "이 은행에 이런 계좌가 없거나, 돈을 받을 수 없는 계좌입니다. 은행과 번호를 다시 확인해 주십시오.",
    en: "The bank has no such account, or it can’t receive money. Check the bank and the number.",
    zh: "该银行没有此账户，或此账户不能收款。请核对银行和账号。",
    vi: "Ngân hàng không có tài khoản này, hoặc tài khoản không nhận được tiền. Xin kiểm tra lại ngân hàng và số tài khoản.",
  },
  carrier_silent: {
    ko: "지금은 은행에 확인할 수 없어 등록하지 못했습니다. 바뀐 것은 없습니다. 잠시 뒤에 다시 해 주십시오.",
    en: "We can’t ask the bank at this moment, so nothing was entered or changed. Try again in a while.",
    zh: "目前无法向银行核实，未登记，也未作任何更改。请稍后再试。",
    vi: "Hiện không hỏi được ngân hàng nên chưa đăng ký, không có gì thay đổi. Xin thử lại sau ít phút.",
  },
  too_many: {
    ko: "계좌는 24시간에 다섯 번까지만 적어 보실 수 있습니다. 내일 다시 하시거나, 요금에서 빼 드리는 방법으로 받아 주십시오.",
    en: "An account can be tried five times in 24 hours. Try again tomorrow, or have the money credited to your bill.",
    zh: "24小时内最多可尝试五次。请明天再试，或选择从话费中抵扣。",
    vi: "Trong 24 giờ chỉ được thử năm lần. Xin thử lại vào ngày mai, hoặc nhận bằng cách trừ vào cước.",
  },
  end_title: {
    ko: "계좌로 받지 않기",
    en: "Stop using the account",
    zh: "停用收款账户",
    vi: "Ngừng dùng tài khoản",
  },
  end_lead: {
    ko: "계좌를 지우면 아직 보내지 않은 돈은 휴대폰 요금에서 빼 드립니다. 이미 은행으로 보내고 있는 돈은 멈출 수 없습니다.",
    en: "Without the account, money that wasn’t sent yet is credited to your phone bill. What is on its way to the bank can’t be stopped.",
    zh: "停用后，尚未汇出的款项将从话费中抵扣。已在汇往银行途中的款项无法停止。",
    vi: "Khi ngừng, số tiền chưa chuyển sẽ được trừ vào cước điện thoại. Khoản đang chuyển đến ngân hàng thì không dừng được.",
  },
  end_not_you: {
    ko: "이 계좌를 등록한 사람이 고객님이 아니시면 지금 지우시고 {number}로 알려 주십시오.",
    en: "If it wasn’t you who entered it, stop it now and call {number}.",
    zh: "如果不是您登记的，请立即停用并致电 {number}。",
    vi: "Nếu không phải quý khách đăng ký, hãy ngừng ngay và gọi {number}.",
  },
  end: {
    ko: "이 계좌 지우기",
    en: "Stop using this account",
    zh: "停用此账户",
    vi: "Ngừng dùng tài khoản này",
  },
  none: {
    ko: "등록된 계좌가 없습니다. 돈은 휴대폰 요금에서 빼 드립니다.",
    en: "No account is entered. Money is credited to your phone bill.",
    zh: "没有登记账户。款项将从话费中抵扣。",
    vi: "Chưa đăng ký tài khoản nào. Tiền được trừ vào cước điện thoại.",
  },
} as const satisfies Catalogue;
