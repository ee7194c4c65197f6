import type { Catalogue } from "#app/locales/say.ts";

/**
 * The letters about the termination fee, and about offers that another remedy is given up for, as in
 * letter-money.ts. The Korean keeps to EUC-KR.
 */
export const letterFee = {
  fee_see: {
    ko: "통신사 앱이나 PASS로 로그인해 '위약금 면제'에서 보실 수 있습니다.",
    en: 'See it under "Termination fee: waiver", after signing in with the carrier\'s app or PASS.',
    zh: "请用运营商应用或PASS登录，在“免除违约金”中查看。",
    vi: 'Xem trong mục "Xét miễn tiền phạt chấm dứt hợp đồng", sau khi đăng nhập bằng ứng dụng nhà mạng hoặc PASS.',
  },
  fee_registered_heading: {
    ko: "[{carrier}] 위약금 면제 등록",
    en: "[{carrier}] Registered for the fee waiver",
    zh: "[{carrier}] 免除违约金申请已登记",
    vi: "[{carrier}] Đã ghi nhận yêu cầu miễn tiền phạt chấm dứt hợp đồng",
  },
  fee_registered: {
    ko: "{incident}: 고객님 회선의 위약금 면제 등록을 받았습니다. 결정되면 알려 드립니다. 등록만으로 회선이 해지되지는 않습니다.",
    en: "{incident}: a request to have the termination fee waived was registered for your line. We will tell you what is decided. Registering does not end the line.",
    zh: "{incident}：您的号码的免除违约金申请已登记。有决定时会通知您。登记不会使号码解约。",
    vi: "{incident}: đã ghi nhận yêu cầu miễn tiền phạt chấm dứt hợp đồng cho số của quý khách. Khi có quyết định chúng tôi sẽ báo. Việc ghi nhận này không chấm dứt hợp đồng.",
  },
  fee_registered_minor: {
    ko: "{incident}: 자녀 회선의 위약금 면제 등록을 받았습니다. 결정되면 알려 드립니다. 등록만으로 회선이 해지되지는 않습니다.",
    en: "{incident}: a request to have the termination fee waived was registered for your child's line. We will tell you what is decided. Registering does not end the line.",
    zh: "{incident}：您子女的号码的免除违约金申请已登记。有决定时会通知您。登记不会使号码解约。",
    vi: "{incident}: đã ghi nhận yêu cầu miễn tiền phạt chấm dứt hợp đồng cho số của con quý khách. Khi có quyết định chúng tôi sẽ báo. Việc ghi nhận này không chấm dứt hợp đồng.",
  },
  fee_policy_heading: {
    ko: "[{carrier}] 위약금 면제에 대한 새 발표",
    en: "[{carrier}] News on the termination fee",
    zh: "[{carrier}] 关于免除违约金的新公告",
    vi: "[{carrier}] Thông báo mới về tiền phạt chấm dứt hợp đồng",
  },
  fee_policy: {
    ko: "{incident}: 고객님 회선으로 등록하셨던 위약금 면제에 대해 새 발표가 있습니다. 정해진 것이 있다면 누가 면제를 받는지, 언제까지 해지하고 언제까지 신청해야 하는지를 적어 두었습니다. 아직 결정되지 않은 것은 그 기준으로 결정하고, 전에 면제되지 않은 것은 다시 신청하실 수 있습니다.",
    en: "{incident}: there is news of the termination fee, for which your line was registered. As far as it is decided it says who pays none, by which day the line has to be ended, and by which day to apply. What is still open is decided by that; what was refused before may be applied for again.",
    zh: "{incident}：关于您的号码已登记的免除违约金事宜，有新公告。已决定的部分列明谁可免除、须在何日前解约、何日前申请。尚未决定的将按此决定；此前未获免除的可以重新申请。",
    vi: "{incident}: có thông báo mới về tiền phạt chấm dứt hợp đồng mà số của quý khách từng đăng ký xin miễn. Nếu đã quyết định, trong đó ghi rõ ai được miễn, phải chấm dứt trước ngày nào và nộp yêu cầu trước ngày nào. Đăng ký chưa xét được quyết định theo đó; nếu trước đây bị từ chối, quý khách có thể nộp lại.",
  },
  fee_policy_minor: {
    ko: "{incident}: 자녀 회선으로 등록하셨던 위약금 면제에 대해 새 발표가 있습니다. 정해진 것이 있다면 누가 면제를 받는지, 언제까지 해지하고 언제까지 신청해야 하는지를 적어 두었습니다. 아직 결정되지 않은 것은 그 기준으로 결정하고, 전에 면제되지 않은 것은 다시 신청하실 수 있습니다.",
    en: "{incident}: there is news of the termination fee, for which your child's line was registered. As far as it is decided it says who pays none, by which day the line has to be ended, and by which day to apply. What is still open is decided by that; what was refused before may be applied for again.",
    zh: "{incident}：关于您子女的号码已登记的免除违约金事宜，有新公告。已决定的部分列明谁可免除、须在何日前解约、何日前申请。尚未决定的将按此决定；此前未获免除的可以重新申请。",
    vi: "{incident}: có thông báo mới về tiền phạt chấm dứt hợp đồng mà số của con quý khách từng đăng ký xin miễn. Nếu đã quyết định, trong đó ghi rõ ai được miễn, phải chấm dứt trước ngày nào và nộp yêu cầu trước ngày nào. Đăng ký chưa xét được quyết định theo đó; nếu trước đây bị từ chối, quý khách có thể nộp lại.",
  },
  fee_decided_heading: {
    ko: "[{carrier}] 위약금 면제 신청이 결정되었습니다",
    en: "[{carrier}] Your fee waiver is decided",
    zh: "[{carrier}] 免除违约金申请已作出决定",
    vi: "[{carrier}] Đã có quyết định về miễn tiền phạt chấm dứt hợp đồng",
  },
  fee_decided: {
    ko: "{incident}: 고객님 회선의 위약금 면제 신청이 결정되었습니다. 결정과 이유, 항목마다의 금액을 적어 두었습니다.",
    en: "{incident}: the request to have the termination fee of your line waived is decided. It says what was decided, why, and how much for each part.",
    zh: "{incident}：您的号码的免除违约金申请已作出决定。决定、理由和各项金额均已列明。",
    vi: "{incident}: yêu cầu miễn tiền phạt chấm dứt hợp đồng cho số của quý khách đã có quyết định, có ghi rõ quyết định, lý do và số tiền từng mục.",
  },
  fee_decided_minor: {
    ko: "{incident}: 자녀 회선의 위약금 면제 신청이 결정되었습니다. 결정과 이유, 항목마다의 금액을 적어 두었습니다.",
    en: "{incident}: the request to have the termination fee of your child's line waived is decided. It says what was decided, why, and how much for each part.",
    zh: "{incident}：您子女的号码的免除违约金申请已作出决定。决定、理由和各项金额均已列明。",
    vi: "{incident}: yêu cầu miễn tiền phạt chấm dứt hợp đồng cho số của con quý khách đã có quyết định, có ghi rõ quyết định, lý do và số tiền từng mục.",
  },
  fee_waived_heading: {
    ko: "[{carrier}] 위약금 면제 완료",
    en: "[{carrier}] The termination fee is waived",
    zh: "[{carrier}] 违约金已免除",
    vi: "[{carrier}] Đã miễn tiền phạt chấm dứt hợp đồng",
  },
  fee_waived: {
    ko: "{incident}: 고객님 회선의 위약금 면제를 처리했습니다. 아직 내지 않으신 것은 청구하지 않고, 이미 내신 것은 돌려드립니다.",
    en: "{incident}: the waiver of the termination fee of your line is carried out. What was not paid yet is not charged, and what was paid is given back.",
    zh: "{incident}：您的号码的免除违约金已办理。尚未缴纳的不再收取，已缴纳的予以退还。",
    vi: "{incident}: việc miễn tiền phạt chấm dứt hợp đồng cho số của quý khách đã được thực hiện. Phần chưa nộp sẽ không thu, phần đã nộp sẽ được hoàn lại.",
  },
  fee_waived_minor: {
    ko: "{incident}: 자녀 회선의 위약금 면제를 처리했습니다. 아직 내지 않으신 것은 청구하지 않고, 이미 내신 것은 돌려드립니다.",
    en: "{incident}: the waiver of the termination fee of your child's line is carried out. What was not paid yet is not charged, and what was paid is given back.",
    zh: "{incident}：您子女的号码的免除违约金已办理。尚未缴纳的不再收取，已缴纳的予以退还。",
    vi: "{incident}: việc miễn tiền phạt chấm dứt hợp đồng cho số của con quý khách đã được thực hiện. Phần chưa nộp sẽ không thu, phần đã nộp sẽ được hoàn lại.",
  },
  fee_deadline_heading: {
    ko: "[{carrier}] 위약금 면제 기한이 다가옵니다",
    en: "[{carrier}] The fee waiver ends soon",
    zh: "[{carrier}] 免除违约金期限临近",
    vi: "[{carrier}] Sắp hết hạn miễn tiền phạt chấm dứt hợp đồng",
  },
  fee_deadline: {
    ko: "{incident}: 고객님 회선이 위약금 면제를 받을 수 있는 기한이 다가오는데 아직 하실 일이 남아 있습니다: 해지, 또는 면제 신청입니다. 해지하실지는 고객님이 정하시는 일입니다.",
    en: "{incident}: the time in which the termination fee of your line can be waived ends soon, and something is still to be done: ending the line, or applying. Whether to end it is for you to decide.",
    zh: "{incident}：您的号码可免除违约金的期限临近，尚有未完成的事项：解约，或提出免除申请。是否解约由您决定。",
    vi: "{incident}: sắp hết thời hạn được miễn tiền phạt chấm dứt hợp đồng cho số của quý khách mà vẫn còn việc chưa làm: chấm dứt hợp đồng, hoặc nộp yêu cầu miễn. Có chấm dứt hay không là do quý khách quyết định.",
  },
  fee_deadline_minor: {
    ko: "{incident}: 자녀 회선이 위약금 면제를 받을 수 있는 기한이 다가오는데 아직 하실 일이 남아 있습니다: 해지, 또는 면제 신청입니다. 해지하실지는 고객님이 정하시는 일입니다.",
    en: "{incident}: the time in which the termination fee of your child's line can be waived ends soon, and something is still to be done: ending the line, or applying. Whether to end it is for you to decide.",
    zh: "{incident}：您子女的号码可免除违约金的期限临近，尚有未完成的事项：解约，或提出免除申请。是否解约由您决定。",
    vi: "{incident}: sắp hết thời hạn được miễn tiền phạt chấm dứt hợp đồng cho số của con quý khách mà vẫn còn việc chưa làm: chấm dứt hợp đồng, hoặc nộp yêu cầu miễn. Có chấm dứt hay không là do quý khách quyết định.",
  },
  fee_deadline_how: {
    ko: "기한은 통신사 앱이나 PASS로 로그인해 '위약금 면제'에서 보시거나 {number}에 전화해 주십시오. 군 복무 중이거나 해외에 계시면 더 늦게까지 신청하실 수 있는지 여쭈어 보십시오.",
    en: 'The last day is under "Termination fee: waiver", after signing in with the carrier\'s app or PASS; or call {number}. In military service or abroad, ask whether you may apply later.',
    zh: "截止日期请用运营商应用或PASS登录，在“免除违约金”中查看，或致电{number}。服兵役或身在海外者，请询问可否延后申请。",
    vi: 'Xem hạn cuối trong mục "Xét miễn tiền phạt chấm dứt hợp đồng" sau khi đăng nhập bằng ứng dụng nhà mạng hoặc PASS, hoặc gọi {number}. Nếu đang đi nghĩa vụ quân sự hoặc ở nước ngoài, xin hỏi xem có được nộp muộn hơn không.',
  },
  offer_taken_heading: {
    ko: "[{carrier}] 다른 보상을 포기하는 제안을 받으셨습니다",
    en: "[{carrier}] An offer was taken, and a remedy given up",
    zh: "[{carrier}] 已接受放弃其他补偿的方案",
    vi: "[{carrier}] Đã nhận ưu đãi thay cho quyền lợi khác",
  },
  offer_taken: {
    ko: "{incident}: 고객님 회선에 할인이나 합의 제안을 받기로 하셨습니다. 이 제안을 받으면 위약금 면제나 남은 보상처럼 다른 것을 받지 못합니다. 무엇을 받지 못하는지는 고르실 때 화면에 보여 드렸습니다.",
    en: "{incident}: a discount or a settlement was taken for your line. With it something else is given up, such as the fee waiver or further compensation: the screen showed which before the choice.",
    zh: "{incident}：已为您的号码接受一项优惠或和解方案。接受后将放弃其他补偿，如免除违约金或其余赔偿；选择前页面已列明放弃的内容。",
    vi: "{incident}: đã nhận một ưu đãi giảm giá hoặc thỏa thuận cho số của quý khách. Khi nhận, quyền lợi khác như miễn tiền phạt chấm dứt hợp đồng hoặc phần bồi thường còn lại sẽ không còn; màn hình đã nêu rõ trước khi chọn.",
  },
  offer_taken_minor: {
    ko: "{incident}: 자녀 회선에 할인이나 합의 제안을 받기로 하셨습니다. 이 제안을 받으면 위약금 면제나 남은 보상처럼 다른 것을 받지 못합니다. 무엇을 받지 못하는지는 고르실 때 화면에 보여 드렸습니다.",
    en: "{incident}: a discount or a settlement was taken for your child's line. With it something else is given up, such as the fee waiver or further compensation: the screen showed which before the choice.",
    zh: "{incident}：已为您子女的号码接受一项优惠或和解方案。接受后将放弃其他补偿，如免除违约金或其余赔偿；选择前页面已列明放弃的内容。",
    vi: "{incident}: đã nhận một ưu đãi giảm giá hoặc thỏa thuận cho số của con quý khách. Khi nhận, quyền lợi khác như miễn tiền phạt chấm dứt hợp đồng hoặc phần bồi thường còn lại sẽ không còn; màn hình đã nêu rõ trước khi chọn.",
  },
  offer_refused_heading: {
    ko: "[{carrier}] 받기로 하신 제안이 이루어지지 않았습니다",
    en: "[{carrier}] The offer you took was not accepted",
    zh: "[{carrier}] 您所接受的方案未获受理",
    vi: "[{carrier}] Ưu đãi đã nhận không được chấp nhận",
  },
  offer_refused: {
    ko: "{incident}: 고객님 회선으로 받기로 하신 제안을 통신사가 받아들이지 않았습니다. 그 제안 때문에 잃으신 것은 없습니다. 위약금 면제를 포기하는 제안이었다면, 등록하셨던 것은 처음 날짜 그대로 되살아나고, 등록하신 적이 없으면 제안을 고르신 날에 신청하신 것으로 하여 지금 등록하실 수 있습니다.",
    en: "{incident}: the carrier did not accept the offer that was taken for your line. Because of it, nothing was lost. If the offer was in place of the fee waiver: what was registered stands again, from its own day; if nothing was, it can be registered now, and counts from the day on which the offer was taken.",
    zh: "{incident}：运营商未受理为您的号码接受的方案。您没有因该方案失去任何权利。如果该方案以放弃免除违约金为条件：此前的登记按原日期恢复；如未曾登记，现在可以登记，并以接受方案之日为申请日。",
    vi: "{incident}: nhà mạng không chấp nhận ưu đãi đã nhận cho số của quý khách. Quý khách không mất gì vì ưu đãi đó. Nếu ưu đãi đó thay cho việc miễn tiền phạt chấm dứt hợp đồng: đăng ký trước đây có hiệu lực trở lại theo ngày cũ; nếu chưa đăng ký, nay có thể đăng ký và được tính từ ngày nhận ưu đãi.",
  },
  offer_refused_minor: {
    ko: "{incident}: 자녀 회선으로 받기로 하신 제안을 통신사가 받아들이지 않았습니다. 그 제안 때문에 잃으신 것은 없습니다. 위약금 면제를 포기하는 제안이었다면, 등록하셨던 것은 처음 날짜 그대로 되살아나고, 등록하신 적이 없으면 제안을 고르신 날에 신청하신 것으로 하여 지금 등록하실 수 있습니다.",
    en: "{incident}: the carrier did not accept the offer that was taken for your child's line. Because of it, nothing was lost. If the offer was in place of the fee waiver: what was registered stands again, from its own day; if nothing was, it can be registered now, and counts from the day on which the offer was taken.",
    zh: "{incident}：运营商未受理为您子女的号码接受的方案。您没有因该方案失去任何权利。如果该方案以放弃免除违约金为条件：此前的登记按原日期恢复；如未曾登记，现在可以登记，并以接受方案之日为申请日。",
    vi: "{incident}: nhà mạng không chấp nhận ưu đãi đã nhận cho số của con quý khách. Quý khách không mất gì vì ưu đãi đó. Nếu ưu đãi đó thay cho việc miễn tiền phạt chấm dứt hợp đồng: đăng ký trước đây có hiệu lực trở lại theo ngày cũ; nếu chưa đăng ký, nay có thể đăng ký và được tính từ ngày nhận ưu đãi.",
  },
} as const satisfies Catalogue;
