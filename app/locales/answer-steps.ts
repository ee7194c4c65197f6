import type { Catalogue } from "#app/locales/say.ts";

/** How the remedies stand for one line, under the steps of its answer: what is pending is never said as done. */
export const stepStates = {
  protection_on: {
    ko: "켜져 있습니다. {day}에 통신사가 확인했습니다.",
    en: "It is on. The carrier confirmed it on {day}.",
    zh: "已开启。运营商已于{day}确认。",
    vi: "Đang bật. Nhà mạng đã xác nhận ngày {day}.",
  },
  protection_asked: {
    ko: "{day}에 켜기를 신청했습니다. 통신사의 확인을 기다리고 있습니다. 보통 1분 안에 됩니다.",
    en: "Switching it on was asked for on {day}. Waiting for the carrier to confirm it; this usually takes less than a minute.",
    zh: "已于{day}申请开启，正在等待运营商确认，通常一分钟内完成。",
    vi: "Đã yêu cầu bật ngày {day}. Đang chờ nhà mạng xác nhận, thường chưa đến một phút.",
  },
  protection_changing: {
    ko: "{day}에 끄거나 멈추기를 신청했습니다. 통신사의 확인을 기다리고 있습니다. 보통 1분 안에 됩니다.",
    en: "Switching it off or pausing it was asked for on {day}. Waiting for the carrier to confirm it; this usually takes less than a minute.",
    zh: "已于{day}申请关闭或暂停，正在等待运营商确认，通常一分钟内完成。",
    vi: "Đã yêu cầu tắt hoặc tạm dừng ngày {day}. Đang chờ nhà mạng xác nhận, thường chưa đến một phút.",
  },
  protection_off: {
    ko: "{day}에 꺼졌습니다.",
    en: "It was switched off on {day}.",
    zh: "已于{day}关闭。",
    vi: "Đã tắt ngày {day}.",
  },
  protection_paused: {
    ko: "{day} {time}까지 멈춰 있습니다. 그 뒤 저절로 다시 켜집니다.",
    en: "It is paused until {day}, {time}. Then it comes on again by itself.",
    zh: "暂停至{day} {time}，之后自动重新开启。",
    vi: "Đang tạm dừng đến {time} {day}, sau đó tự bật lại.",
  },
  payments_off: {
    ko: "막혀 있습니다. {day}에 통신사가 확인했습니다.",
    en: "They are off. The carrier confirmed it on {day}.",
    zh: "已关闭。运营商已于{day}确认。",
    vi: "Đang tắt. Nhà mạng đã xác nhận ngày {day}.",
  },
  payments_off_asked: {
    ko: "{day}에 막기를 신청했습니다. 통신사의 확인을 기다리고 있습니다. 보통 1분 안에 됩니다.",
    en: "Switching them off was asked for on {day}. Waiting for the carrier to confirm it; this usually takes less than a minute.",
    zh: "已于{day}申请关闭，正在等待运营商确认，通常一分钟内完成。",
    vi: "Đã yêu cầu tắt ngày {day}. Đang chờ nhà mạng xác nhận, thường chưa đến một phút.",
  },
  payments_cap: {
    ko: "한도를 월 {amount}원으로 낮췄습니다. {day}에 통신사가 확인했습니다.",
    en: "The limit was lowered to {amount} won a month. The carrier confirmed it on {day}.",
    zh: "限额已降至每月{amount}韩元。运营商已于{day}确认。",
    vi: "Hạn mức đã giảm còn {amount} won một tháng. Nhà mạng đã xác nhận ngày {day}.",
  },
  payments_cap_asked: {
    ko: "{day}에 한도를 월 {amount}원으로 낮추기를 신청했습니다. 통신사의 확인을 기다리고 있습니다. 보통 1분 안에 됩니다.",
    en: "A limit of {amount} won a month was asked for on {day}. Waiting for the carrier to confirm it; this usually takes less than a minute.",
    zh: "已于{day}申请将限额降至每月{amount}韩元，正在等待运营商确认，通常一分钟内完成。",
    vi: "Đã yêu cầu hạn mức {amount} won một tháng ngày {day}. Đang chờ nhà mạng xác nhận, thường chưa đến một phút.",
  },
  order_failed: {
    ko: "{day}에 신청했지만 이루어지지 않았습니다.",
    en: "It was asked for on {day}, but it was not done.",
    zh: "已于{day}申请，但未能办理。",
    vi: "Đã yêu cầu ngày {day} nhưng chưa thực hiện được.",
  },
  swap_active: {
    ko: "{day}에 새 유심으로 바뀌었습니다.",
    en: "Your new card has been in use since {day}.",
    zh: "新卡已于{day}启用。",
    vi: "Thẻ mới đã hoạt động từ ngày {day}.",
  },
  swap_activating: {
    ko: "{day}에 새 유심을 받으셨습니다. 개통을 기다리고 있습니다.",
    en: "You got your new card on {day}. It is waiting to be activated.",
    zh: "您已于{day}领取新卡，正在等待开通。",
    vi: "Quý khách đã nhận thẻ mới ngày {day}. Thẻ đang chờ kích hoạt.",
  },
  swap_refused: {
    ko: "{day}에 받으신 새 유심이 개통되지 않았습니다.",
    en: "The new card that you got on {day} could not be activated.",
    zh: "您于{day}领取的新卡未能开通。",
    vi: "Thẻ mới nhận ngày {day} chưa kích hoạt được.",
  },
  swap_booked: {
    ko: "예약되어 있습니다: {day} {time}",
    en: "Booked: {day}, {time}",
    zh: "已预约：{day} {time}",
    vi: "Đã đặt hẹn: {time}, {day}",
  },
  swap_offered: {
    ko: "기다리시던 카드가 준비되었습니다. 지금 시간을 고르실 수 있습니다.",
    en: "The card that you waited for is kept for you. You can choose a time now.",
    zh: "您等候的卡已备好，现在可以选择时间。",
    vi: "Thẻ quý khách chờ đã có. Quý khách có thể chọn giờ ngay.",
  },
  swap_waiting: {
    ko: "{day}부터 대기자 명단에 있습니다.",
    en: "You have been on the waiting list since {day}.",
    zh: "您自{day}起在等候名单中。",
    vi: "Quý khách có trong danh sách chờ từ ngày {day}.",
  },
  remote_asked: {
    ko: "{day}에 매장에 가지 않고 받으시도록 신청하셨습니다. 통신사의 확인을 기다리고 있습니다. 보통 1분 안에 됩니다.",
    en: "You asked for a card without a visit on {day}. Waiting for the carrier to confirm it; this usually takes less than a minute.",
    zh: "您已于{day}申请无需到店领卡，正在等待运营商确认，通常一分钟内完成。",
    vi: "Quý khách đã yêu cầu nhận thẻ không cần đến cửa hàng ngày {day}. Đang chờ nhà mạng xác nhận, thường chưa đến một phút.",
  },
  remote_sent: {
    ko: "매장에 가지 않고 받으시도록 신청하셨고, {day}에 통신사가 접수했습니다.",
    en: "You asked for a card without a visit. The carrier accepted it on {day}.",
    zh: "您已申请无需到店领卡，运营商已于{day}受理。",
    vi: "Quý khách đã yêu cầu nhận thẻ không cần đến cửa hàng. Nhà mạng đã tiếp nhận ngày {day}.",
  },
  money_open: {
    ko: "지금 돌려받으실 수 있는 금액: {amount}원",
    en: "You can get back now: {amount} won",
    zh: "现在可退还金额：{amount}韩元",
    vi: "Số tiền có thể nhận lại ngay: {amount} won",
  },
  money_asked: {
    ko: "{amount}원을 신청하셨습니다. 심사하고 있습니다.",
    en: "You asked for {amount} won. It is being reviewed.",
    zh: "您已申请{amount}韩元，正在审核。",
    vi: "Quý khách đã yêu cầu {amount} won. Đang được xem xét.",
  },
  money_decided: {
    ko: "{amount}원을 돌려드리기로 정해졌습니다. 아직 지급이 끝나지 않았습니다.",
    en: "It was decided to pay back {amount} won. The payment is not completed yet.",
    zh: "已决定退还{amount}韩元，付款尚未完成。",
    vi: "Đã quyết định hoàn {amount} won. Việc chi trả chưa hoàn tất.",
  },
  money_paid: {
    ko: "{amount}원을 돌려드렸습니다.",
    en: "{amount} won was paid back.",
    zh: "已退还{amount}韩元。",
    vi: "Đã hoàn {amount} won.",
  },
  money_refused: {
    ko: "신청하신 것을 심사해 돌려드리지 않는 것으로 정했습니다. 이유와 이의신청 방법을 보실 수 있습니다.",
    en: "It was decided that nothing is paid back. You can see why, and how to object.",
    zh: "经审核决定不予退还。您可以查看理由和异议方法。",
    vi: "Đã quyết định không hoàn tiền. Quý khách có thể xem lý do và cách khiếu nại.",
  },
  fee_registered: {
    ko: "{day}에 등록하셨습니다. 아직 결정되지 않았습니다.",
    en: "You registered on {day}. It is not decided yet.",
    zh: "您已于{day}登记，尚未决定。",
    vi: "Quý khách đã đăng ký ngày {day}. Chưa có quyết định.",
  },
  fee_given_up: {
    ko: "위약금 면제를 포기하는 제안을 받으셨습니다.",
    en: "An offer was taken for this line that gives the waiver up.",
    zh: "该线路已接受放弃免除违约金的优惠。",
    vi: "Thuê bao này đã nhận một đề nghị kèm việc từ bỏ miễn tiền phạt.",
  },
  fee_approved: {
    ko: "{day}에 면제가 결정되었습니다.",
    en: "The waiver was decided for you on {day}.",
    zh: "已于{day}决定为您免除。",
    vi: "Đã quyết định miễn cho quý khách ngày {day}.",
  },
  fee_refused: {
    ko: "{day}에 면제되지 않는 것으로 결정되었습니다. 이유를 보실 수 있습니다.",
    en: "On {day} it was decided that the fee is not waived. You can see why.",
    zh: "已于{day}决定不予免除。您可以查看理由。",
    vi: "Ngày {day} đã quyết định không miễn. Quý khách có thể xem lý do.",
  },
} as const satisfies Catalogue;

/** Around them, on the answer and on the landing page. */
export const answerSteps = {
  see: {
    ko: "상태를 보거나 바꾸기",
    en: "See it or change it",
    zh: "查看或更改",
    vi: "Xem hoặc thay đổi",
  },
  fee_review: {
    ko: "면제할지 아직 정해지지 않았습니다. 고객님의 입장에서 검토하고 있습니다 ({day} 발표).",
    en: "Whether the fee is waived is not decided yet. It is being reviewed (announced on {day}).",
    zh: "是否免除尚未决定，正在审议（{day}公布）。",
    vi: "Chưa quyết định có miễn hay không. Đang được xem xét (công bố ngày {day}).",
  },
  fee_decided: {
    ko: "{from}부터 {to}까지 해지하신 분의 위약금을 면제합니다 ({day} 발표).",
    en: "The fee is waived for whoever left from {from} to {to} (announced on {day}).",
    zh: "对{from}至{to}期间解约的客户免除违约金（{day}公布）。",
    vi: "Miễn tiền phạt cho người chấm dứt hợp đồng từ {from} đến {to} (công bố ngày {day}).",
  },
  fee_apply: {
    ko: "{from}부터 {to}까지 신청하셔야 합니다.",
    en: "You have to apply from {from} to {to}.",
    zh: "须在{from}至{to}期间申请。",
    vi: "Phải nộp đơn từ {from} đến {to}.",
  },
  fee_leaving_over: {
    ko: "해지 기간이 끝나, 지금 해지하시면 면제되지 않습니다.",
    en: "The days to leave are over: if you leave now, the fee is not waived.",
    zh: "解约期已结束，现在解约不予免除。",
    vi: "Thời hạn chấm dứt đã hết: nếu chấm dứt bây giờ thì không được miễn.",
  },
  fee_apply_over: {
    ko: "신청 기간이 {day}에 끝났습니다.",
    en: "The days to apply ended on {day}.",
    zh: "申请期已于{day}结束。",
    vi: "Thời hạn nộp đơn đã hết ngày {day}.",
  },
  fee_grace: {
    ko: "군 복무 중이셨거나 해외에 계셨다면 더 늦게 신청하실 수 있는지 아래 화면에서 확인해 주세요.",
    en: "If you were in military service or abroad, see on the page below whether you may still apply.",
    zh: "如您曾服兵役或身在海外，请在下面的页面查看是否仍可申请。",
    vi: "Nếu quý khách đi nghĩa vụ quân sự hoặc ở nước ngoài, xin xem ở trang bên dưới còn nộp đơn được không.",
  },
} as const satisfies Catalogue;
