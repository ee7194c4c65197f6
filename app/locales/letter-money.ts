import type { Catalogue } from "#app/locales/say.ts";

/**
 * The letters about compensation and the money itself, as in letter-text.ts. They say no sum, no account and
 * no day: what a thief's letter would say, ours doesn't. The Korean keeps to EUC-KR.
 */
export const letterMoney = {
  money_see: {
    ko: "내용은 전에 받으신 링크나 통신사 앱으로 들어가 '나의 신청'에서 보실 수 있습니다.",
    en: 'See it under "My requests": by the link you have, or by signing in with the carrier\'s app.',
    zh: "您可以通过之前收到的链接，或用运营商应用登录，在“我的申请”中查看。",
    vi: 'Xem trong mục "Yêu cầu của tôi": qua liên kết đã nhận, hoặc đăng nhập bằng ứng dụng nhà mạng.',
  },
  money_if_not: {
    ko: "고객님이 하신 일이 아니라면 지금 바로 {number}에 전화해 주십시오.",
    en: "If it was not you, call {number} now.",
    zh: "如果不是您本人，请立即致电{number}。",
    vi: "Nếu không phải quý khách, xin gọi ngay {number}.",
  },
  money_questions: {
    ko: "모르시는 내용이거나 궁금하신 점이 있으면 {number}에 전화해 주십시오.",
    en: "If you know nothing of this, or have a question, call {number}.",
    zh: "如果您对此不知情或有疑问，请致电{number}。",
    vi: "Nếu quý khách không biết về việc này hoặc có thắc mắc, xin gọi {number}.",
  },
  sum_taken_heading: {
    ko: "[{carrier}] 확인된 피해 금액을 돌려드립니다",
    en: "[{carrier}] The confirmed sum will be paid back",
    zh: "[{carrier}] 已确认的损失金额将退还",
    vi: "[{carrier}] Số tiền thiệt hại đã xác nhận sẽ được hoàn lại",
  },
  sum_taken: {
    ko: "{incident}: 고객님 회선에서 피해로 확인된 결제 금액 전부를 통신요금으로 돌려받겠다는 신청을 받았습니다. 서류는 필요 없습니다. 처리되면 다시 알려 드립니다.",
    en: "{incident}: we were asked to give back, on the phone bill, the whole sum of the payments on your line that are confirmed as damage. No papers are needed. We will tell you when it is done.",
    zh: "{incident}：我们已收到申请，将您的号码中已确认为损失的支付金额通过话费账单全部退还。无需任何材料。办理完成后会再通知您。",
    vi: "{incident}: chúng tôi đã nhận yêu cầu hoàn lại, qua hóa đơn điện thoại, toàn bộ số tiền thanh toán trên số của quý khách đã được xác nhận là thiệt hại. Không cần giấy tờ. Khi xong chúng tôi sẽ báo.",
  },
  sum_taken_minor: {
    ko: "{incident}: 자녀 회선에서 피해로 확인된 결제 금액 전부를 통신요금으로 돌려받겠다는 신청을 받았습니다. 서류는 필요 없습니다. 처리되면 다시 알려 드립니다.",
    en: "{incident}: we were asked to give back, on the phone bill, the whole sum of the payments on your child's line that are confirmed as damage. No papers are needed. We will tell you when it is done.",
    zh: "{incident}：我们已收到申请，将您子女的号码中已确认为损失的支付金额通过话费账单全部退还。无需任何材料。办理完成后会再通知您。",
    vi: "{incident}: chúng tôi đã nhận yêu cầu hoàn lại, qua hóa đơn điện thoại, toàn bộ số tiền thanh toán trên số của con quý khách đã được xác nhận là thiệt hại. Không cần giấy tờ. Khi xong chúng tôi sẽ báo.",
  },
  claim_filed_heading: {
    ko: "[{carrier}] 보상 신청 접수",
    en: "[{carrier}] Your claim has arrived",
    zh: "[{carrier}] 赔偿申请已受理",
    vi: "[{carrier}] Đã nhận yêu cầu bồi thường",
  },
  claim_filed: {
    ko: "{incident}: 고객님 회선의 보상 신청이나 이의신청을 받았습니다. 결제 한 건마다 사람이 확인하며, 결정되면 이유와 함께 알려 드립니다.",
    en: "{incident}: a claim for your line has arrived, or an objection to a decision. A person looks at each payment; you are told what is decided, and why.",
    zh: "{incident}：我们已收到您的号码的赔偿申请或异议申请。工作人员将逐笔核实，决定后会连同理由一并通知您。",
    vi: "{incident}: chúng tôi đã nhận yêu cầu bồi thường hoặc khiếu nại về quyết định cho số của quý khách. Nhân viên sẽ xem từng khoản thanh toán và báo quyết định cùng lý do.",
  },
  claim_filed_minor: {
    ko: "{incident}: 자녀 회선의 보상 신청이나 이의신청을 받았습니다. 결제 한 건마다 사람이 확인하며, 결정되면 이유와 함께 알려 드립니다.",
    en: "{incident}: a claim for your child's line has arrived, or an objection to a decision. A person looks at each payment; you are told what is decided, and why.",
    zh: "{incident}：我们已收到您子女的号码的赔偿申请或异议申请。工作人员将逐笔核实，决定后会连同理由一并通知您。",
    vi: "{incident}: chúng tôi đã nhận yêu cầu bồi thường hoặc khiếu nại về quyết định cho số của con quý khách. Nhân viên sẽ xem từng khoản thanh toán và báo quyết định cùng lý do.",
  },
  papers_asked_heading: {
    ko: "[{carrier}] 보상 신청에 서류가 필요합니다",
    en: "[{carrier}] A paper is needed for your claim",
    zh: "[{carrier}] 赔偿申请需要补充材料",
    vi: "[{carrier}] Yêu cầu bồi thường cần thêm giấy tờ",
  },
  papers_asked: {
    ko: "{incident}: 고객님 회선의 보상 신청에 서류가 더 필요하거나, 내신 서류를 다시 내셔야 합니다. 처음부터 다시 신청하실 필요는 없습니다.",
    en: "{incident}: the claim for your line needs one more paper, or one that you sent needs sending again. You do not start over.",
    zh: "{incident}：您的号码的赔偿申请需要补充材料，或需要重新提交已交的材料。无需重新申请。",
    vi: "{incident}: yêu cầu bồi thường cho số của quý khách cần thêm giấy tờ, hoặc cần gửi lại giấy tờ đã nộp. Quý khách không phải làm lại từ đầu.",
  },
  papers_asked_minor: {
    ko: "{incident}: 자녀 회선의 보상 신청에 서류가 더 필요하거나, 내신 서류를 다시 내셔야 합니다. 처음부터 다시 신청하실 필요는 없습니다.",
    en: "{incident}: the claim for your child's line needs one more paper, or one that you sent needs sending again. You do not start over.",
    zh: "{incident}：您子女的号码的赔偿申请需要补充材料，或需要重新提交已交的材料。无需重新申请。",
    vi: "{incident}: yêu cầu bồi thường cho số của con quý khách cần thêm giấy tờ, hoặc cần gửi lại giấy tờ đã nộp. Quý khách không phải làm lại từ đầu.",
  },
  papers_asked_how: {
    ko: "어떤 서류를 언제까지 내시면 되는지는 통신사 앱이나 PASS로 로그인해 '나의 신청'에서 보시거나 {number}에 전화해 주십시오. 서류를 문자나 메신저로 보내 달라고 하지 않습니다.",
    en: 'Which one, and by when, is under "My requests" after signing in with the carrier\'s app or PASS; or call {number}. We never ask you to send papers by text or messenger.',
    zh: "需要哪份材料、何时前提交，请用运营商应用或PASS登录，在“我的申请”中查看，或致电{number}。我们绝不会要求您通过短信或聊天软件发送材料。",
    vi: 'Cần giấy tờ nào và hạn nộp: xem trong mục "Yêu cầu của tôi" sau khi đăng nhập bằng ứng dụng nhà mạng hoặc PASS, hoặc gọi {number}. Chúng tôi không bao giờ yêu cầu gửi giấy tờ qua tin nhắn.',
  },
  claim_decided_heading: {
    ko: "[{carrier}] 보상 신청이 결정되었습니다",
    en: "[{carrier}] Your claim is decided",
    zh: "[{carrier}] 赔偿申请已作出决定",
    vi: "[{carrier}] Yêu cầu bồi thường đã có quyết định",
  },
  claim_decided: {
    ko: "{incident}: 고객님 회선의 보상 신청이 결정되었습니다. 결제 한 건마다 결정과 이유, 금액을 적어 두었습니다.",
    en: "{incident}: the claim for your line is decided. For each payment it says what was decided, why, and how much.",
    zh: "{incident}：您的号码的赔偿申请已作出决定。每笔支付的决定、理由和金额均已列明。",
    vi: "{incident}: yêu cầu bồi thường cho số của quý khách đã có quyết định. Từng khoản thanh toán đều ghi rõ quyết định, lý do và số tiền.",
  },
  claim_decided_minor: {
    ko: "{incident}: 자녀 회선의 보상 신청이 결정되었습니다. 결제 한 건마다 결정과 이유, 금액을 적어 두었습니다.",
    en: "{incident}: the claim for your child's line is decided. For each payment it says what was decided, why, and how much.",
    zh: "{incident}：您子女的号码的赔偿申请已作出决定。每笔支付的决定、理由和金额均已列明。",
    vi: "{incident}: yêu cầu bồi thường cho số của con quý khách đã có quyết định. Từng khoản thanh toán đều ghi rõ quyết định, lý do và số tiền.",
  },
  claim_decided_see: {
    ko: "통신사 앱이나 PASS로 로그인해 '나의 신청'에서 보실 수 있습니다.",
    en: 'Read it under "My requests", after signing in with the carrier\'s app or PASS.',
    zh: "请用运营商应用或PASS登录，在“我的申请”中查看。",
    vi: 'Xem trong mục "Yêu cầu của tôi", sau khi đăng nhập bằng ứng dụng nhà mạng hoặc PASS.',
  },
  /** Thirty days: claim.rules.ts. In words, since no digit in a letter is ours but the hotline's. */
  claim_decided_object: {
    ko: "거절된 것에 동의하지 않으시면, 결정된 날부터 삼십 일 안에 같은 곳에서 한 번 이의신청을 하실 수 있고 다른 담당자가 다시 봅니다. 문의: {number}",
    en: "If you do not agree with a refusal, you can object once, at the same place, within thirty days of the decision; somebody else then decides. Questions: {number}",
    zh: "如不同意被拒绝的部分，您可在决定之日起三十天内在同一处提出一次异议，由其他人员重新审核。咨询：{number}",
    vi: "Nếu không đồng ý với phần bị từ chối, quý khách có thể khiếu nại một lần tại cùng chỗ đó trong ba mươi ngày kể từ ngày quyết định; người khác sẽ xem xét lại. Hỏi đáp: {number}",
  },
  paid_out_heading: {
    ko: "[{carrier}] 보상금 지급 완료",
    en: "[{carrier}] Your money has been paid back",
    zh: "[{carrier}] 赔偿金已支付",
    vi: "[{carrier}] Đã chi trả tiền bồi thường",
  },
  paid_out: {
    ko: "{incident}: 고객님 회선의 보상금 지급이 끝났습니다. 통신요금에서 돌려드렸거나, 등록하신 계좌로 보냈습니다. 아직 청구되지 않은 결제는 청구하지 않습니다.",
    en: "{incident}: the compensation for your line has been paid: on the phone bill, or to the bank account that was entered. A payment that was not billed yet will not be billed.",
    zh: "{incident}：您的号码的赔偿金已支付：已在话费账单中退还，或已汇入登记的账户。尚未计入账单的支付将不再收取。",
    vi: "{incident}: tiền bồi thường cho số của quý khách đã được chi trả: trừ vào hóa đơn điện thoại, hoặc chuyển vào tài khoản đã đăng ký. Khoản chưa lên hóa đơn sẽ không bị thu nữa.",
  },
  paid_out_minor: {
    ko: "{incident}: 자녀 회선의 보상금 지급이 끝났습니다. 통신요금에서 돌려드렸거나, 등록하신 계좌로 보냈습니다. 아직 청구되지 않은 결제는 청구하지 않습니다.",
    en: "{incident}: the compensation for your child's line has been paid: on the phone bill, or to the bank account that was entered. A payment that was not billed yet will not be billed.",
    zh: "{incident}：您子女的号码的赔偿金已支付：已在话费账单中退还，或已汇入登记的账户。尚未计入账单的支付将不再收取。",
    vi: "{incident}: tiền bồi thường cho số của con quý khách đã được chi trả: trừ vào hóa đơn điện thoại, hoặc chuyển vào tài khoản đã đăng ký. Khoản chưa lên hóa đơn sẽ không bị thu nữa.",
  },
  payout_returned_heading: {
    ko: "[{carrier}] 보상금을 요금에서 돌려드립니다",
    en: "[{carrier}] Your money goes on the bill instead",
    zh: "[{carrier}] 赔偿金将改为通过话费退还",
    vi: "[{carrier}] Tiền bồi thường sẽ trừ vào hóa đơn",
  },
  payout_returned: {
    ko: "{incident}: 고객님 회선의 보상금을 등록하신 계좌로 보내지 못했습니다. 대신 통신요금에서 돌려드립니다. 하실 일은 없으며, 금액은 그대로입니다.",
    en: "{incident}: the compensation for your line could not be sent to the bank account that was entered. It goes on the phone bill instead: the same sum, and there is nothing for you to do.",
    zh: "{incident}：您的号码的赔偿金未能汇入登记的账户，将改为通过话费账单退还。金额不变，您无需任何操作。",
    vi: "{incident}: không chuyển được tiền bồi thường cho số của quý khách vào tài khoản đã đăng ký. Số tiền đó sẽ trừ vào hóa đơn điện thoại, không thay đổi; quý khách không cần làm gì.",
  },
  payout_returned_minor: {
    ko: "{incident}: 자녀 회선의 보상금을 등록하신 계좌로 보내지 못했습니다. 대신 통신요금에서 돌려드립니다. 하실 일은 없으며, 금액은 그대로입니다.",
    en: "{incident}: the compensation for your child's line could not be sent to the bank account that was entered. It goes on the phone bill instead: the same sum, and there is nothing for you to do.",
    zh: "{incident}：您子女的号码的赔偿金未能汇入登记的账户，将改为通过话费账单退还。金额不变，您无需任何操作。",
    vi: "{incident}: không chuyển được tiền bồi thường cho số của con quý khách vào tài khoản đã đăng ký. Số tiền đó sẽ trừ vào hóa đơn điện thoại, không thay đổi; quý khách không cần làm gì.",
  },
  /** Whether the carrier refused it, or nobody knows what it did. */
  payout_failed_heading: {
    ko: "[{carrier}] 보상금 지급이 늦어지고 있습니다",
    en: "[{carrier}] Your money is delayed",
    zh: "[{carrier}] 赔偿金支付延迟",
    vi: "[{carrier}] Tiền bồi thường bị chậm",
  },
  payout_failed: {
    ko: "{incident}: 고객님 회선의 보상금을 통신사가 요청대로 처리했다는 답을 받지 못했습니다. 결정은 그대로이고, 다시 신청하지 않으셔도 됩니다. 회선을 해지하셨으면 보상 화면을 한 번 보아 주십시오. 담당자가 통신사에 확인해 처리하며, 끝나면 다시 알려 드립니다.",
    en: "{incident}: the carrier has not confirmed that it paid the compensation for your line as we asked. The decision stands. You need not claim again; if the line has ended, please look at your compensation page once. Our staff clear it up with the carrier; we will tell you when it is done.",
    zh: "{incident}：运营商尚未确认已按我们的要求支付您的号码的赔偿金。决定不变，您无需再次申请。如号码已解约，请查看一次赔偿页面。工作人员正在与运营商核实处理，完成后会再通知您。",
    vi: "{incident}: nhà mạng chưa xác nhận đã chi trả tiền bồi thường cho số của quý khách theo yêu cầu. Quyết định không thay đổi, quý khách không phải yêu cầu lại. Nếu thuê bao đã chấm dứt, xin xem trang bồi thường một lần. Nhân viên đang làm việc với nhà mạng; khi xong chúng tôi sẽ báo.",
  },
  payout_failed_minor: {
    ko: "{incident}: 자녀 회선의 보상금을 통신사가 요청대로 처리했다는 답을 받지 못했습니다. 결정은 그대로이고, 다시 신청하지 않으셔도 됩니다. 회선을 해지하셨으면 보상 화면을 한 번 보아 주십시오. 담당자가 통신사에 확인해 처리하며, 끝나면 다시 알려 드립니다.",
    en: "{incident}: the carrier has not confirmed that it paid the compensation for your child's line as we asked. The decision stands. You need not claim again; if the line has ended, please look at your compensation page once. Our staff clear it up with the carrier; we will tell you when it is done.",
    zh: "{incident}：运营商尚未确认已按我们的要求支付您子女的号码的赔偿金。决定不变，您无需再次申请。如号码已解约，请查看一次赔偿页面。工作人员正在与运营商核实处理，完成后会再通知您。",
    vi: "{incident}: nhà mạng chưa xác nhận đã chi trả tiền bồi thường cho số của con quý khách theo yêu cầu. Quyết định không thay đổi, quý khách không phải yêu cầu lại. Nếu thuê bao đã chấm dứt, xin xem trang bồi thường một lần. Nhân viên đang làm việc với nhà mạng; khi xong chúng tôi sẽ báo.",
  },
  account_entered_heading: {
    ko: "[{carrier}] 은행 계좌가 등록되었습니다",
    en: "[{carrier}] A bank account was entered",
    zh: "[{carrier}] 已登记银行账户",
    vi: "[{carrier}] Đã đăng ký tài khoản ngân hàng",
  },
  account_entered: {
    ko: "{incident}: 고객님 회선의 보상금을 받을 은행 계좌가 등록되었습니다. 등록한 뒤 만 하루 동안은 이 계좌로 돈을 보내지 않습니다.",
    en: "{incident}: a bank account was entered for the compensation of your line. For one whole day no money is sent to it.",
    zh: "{incident}：已登记用于领取您的号码赔偿金的银行账户。登记后的一整天内不会向该账户汇款。",
    vi: "{incident}: đã đăng ký một tài khoản ngân hàng để nhận tiền bồi thường cho số của quý khách. Trong trọn một ngày đầu, chúng tôi không chuyển tiền vào tài khoản này.",
  },
  account_entered_minor: {
    ko: "{incident}: 자녀 회선의 보상금을 받을 은행 계좌가 등록되었습니다. 등록한 뒤 만 하루 동안은 이 계좌로 돈을 보내지 않습니다.",
    en: "{incident}: a bank account was entered for the compensation of your child's line. For one whole day no money is sent to it.",
    zh: "{incident}：已登记用于领取您子女的号码赔偿金的银行账户。登记后的一整天内不会向该账户汇款。",
    vi: "{incident}: đã đăng ký một tài khoản ngân hàng để nhận tiền bồi thường cho số của con quý khách. Trong trọn một ngày đầu, chúng tôi không chuyển tiền vào tài khoản này.",
  },
  account_entered_if_not: {
    ko: "고객님이 하신 일이 아니라면 지금 바로 {number}에 전화해 주십시오. 계좌를 지우면 돈은 고객님의 통신요금에서 돌려드립니다.",
    en: "If it was not you, call {number} now. With the account taken out, the money goes on your own phone bill.",
    zh: "如果不是您本人，请立即致电{number}。删除账户后，款项将通过您的话费账单退还。",
    vi: "Nếu không phải quý khách, xin gọi ngay {number}. Khi xóa tài khoản, tiền sẽ trừ vào hóa đơn điện thoại của chính quý khách.",
  },
  account_ended_heading: {
    ko: "[{carrier}] 등록된 은행 계좌가 지워졌습니다",
    en: "[{carrier}] The bank account was taken out",
    zh: "[{carrier}] 登记的银行账户已删除",
    vi: "[{carrier}] Tài khoản ngân hàng đã bị xóa",
  },
  account_ended: {
    ko: "{incident}: 고객님 회선의 보상금을 받도록 등록된 은행 계좌를 지웠습니다. 아직 보내지 않은 보상금은 통신요금에서 돌려드립니다.",
    en: "{incident}: the bank account that was entered for the compensation of your line was taken out. What has not been sent yet goes on the phone bill.",
    zh: "{incident}：用于领取您的号码赔偿金的银行账户已删除。尚未汇出的赔偿金将通过话费账单退还。",
    vi: "{incident}: tài khoản ngân hàng đã đăng ký để nhận tiền bồi thường cho số của quý khách đã bị xóa. Khoản chưa chuyển sẽ trừ vào hóa đơn điện thoại.",
  },
  account_ended_minor: {
    ko: "{incident}: 자녀 회선의 보상금을 받도록 등록된 은행 계좌를 지웠습니다. 아직 보내지 않은 보상금은 통신요금에서 돌려드립니다.",
    en: "{incident}: the bank account that was entered for the compensation of your child's line was taken out. What has not been sent yet goes on the phone bill.",
    zh: "{incident}：用于领取您子女的号码赔偿金的银行账户已删除。尚未汇出的赔偿金将通过话费账单退还。",
    vi: "{incident}: tài khoản ngân hàng đã đăng ký để nhận tiền bồi thường cho số của con quý khách đã bị xóa. Khoản chưa chuyển sẽ trừ vào hóa đơn điện thoại.",
  },
  claim_unfinished_heading: {
    ko: "[{carrier}] 보상 신청이 아직 끝나지 않았습니다",
    en: "[{carrier}] Your claim is not finished",
    zh: "[{carrier}] 赔偿申请尚未完成",
    vi: "[{carrier}] Yêu cầu bồi thường chưa hoàn tất",
  },
  claim_unfinished: {
    ko: "{incident}: 고객님 회선의 보상 신청을 시작하셨지만 아직 보내지 않으셨거나, 내셔야 할 서류의 기한이 다가옵니다. 적어 두신 것은 그대로 있습니다.",
    en: "{incident}: a claim for your line was begun and not sent yet, or the day for a paper that it needs comes near. What was entered is kept.",
    zh: "{incident}：您的号码的赔偿申请已开始但尚未提交，或需提交的材料期限临近。已填写的内容均已保存。",
    vi: "{incident}: yêu cầu bồi thường cho số của quý khách đã bắt đầu nhưng chưa gửi, hoặc hạn nộp giấy tờ sắp đến. Những gì đã nhập vẫn được giữ.",
  },
  claim_unfinished_minor: {
    ko: "{incident}: 자녀 회선의 보상 신청을 시작하셨지만 아직 보내지 않으셨거나, 내셔야 할 서류의 기한이 다가옵니다. 적어 두신 것은 그대로 있습니다.",
    en: "{incident}: a claim for your child's line was begun and not sent yet, or the day for a paper that it needs comes near. What was entered is kept.",
    zh: "{incident}：您子女的号码的赔偿申请已开始但尚未提交，或需提交的材料期限临近。已填写的内容均已保存。",
    vi: "{incident}: yêu cầu bồi thường cho số của con quý khách đã bắt đầu nhưng chưa gửi, hoặc hạn nộp giấy tờ sắp đến. Những gì đã nhập vẫn được giữ.",
  },
  claim_unfinished_how: {
    ko: "통신사 앱이나 PASS로 로그인해 '나의 신청'에서 이어서 하실 수 있습니다. 원하지 않으시면 하지 않으셔도 됩니다. 문의: {number}",
    en: 'Go on under "My requests", after signing in with the carrier\'s app or PASS; you need not. Questions: {number}',
    zh: "请用运营商应用或PASS登录，在“我的申请”中继续。如不需要，可不理会。咨询：{number}",
    vi: 'Đăng nhập bằng ứng dụng nhà mạng hoặc PASS và làm tiếp trong mục "Yêu cầu của tôi"; nếu không muốn thì quý khách không cần làm. Hỏi đáp: {number}',
  },
} as const satisfies Catalogue;
