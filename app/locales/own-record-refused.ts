import type { Catalogue } from "#app/locales/say.ts";

/**
 * As own-record.ts: what an agent tried in a call and was refused, by the act's name; what isn't here is
 * `access.refused`.
 */
export const refusedActs = {
  "bank-account": {
    ko: "통화에서 은행 계좌를 등록하거나 바꾸려다 거절됨",
    en: "tried, in a call, to enter or change a bank account, and was refused",
    zh: "试图在通话中登记或更改银行账户，被拒绝",
    vi: "định nhập hoặc đổi tài khoản ngân hàng trong cuộc gọi và bị từ chối",
  },
  "account-end": {
    ko: "통화에서 은행 계좌를 지우려다 거절됨",
    en: "tried, in a call, to take a bank account out, and was refused",
    zh: "试图在通话中删除银行账户，被拒绝",
    vi: "định xóa tài khoản ngân hàng trong cuộc gọi và bị từ chối",
  },
  "protection-off": {
    ko: "통화에서 유심보호서비스를 끄려다 거절됨",
    en: "tried, in a call, to switch USIM protection off, and was refused",
    zh: "试图在通话中关闭USIM保护服务，被拒绝",
    vi: "định tắt dịch vụ bảo vệ USIM trong cuộc gọi và bị từ chối",
  },
  "protection-pause": {
    ko: "통화에서 유심보호서비스를 잠시 멈추려다 거절됨",
    en: "tried, in a call, to pause USIM protection, and was refused",
    zh: "试图在通话中暂停USIM保护服务，被拒绝",
    vi: "định tạm dừng dịch vụ bảo vệ USIM trong cuộc gọi và bị từ chối",
  },
  "payments-on": {
    ko: "통화에서 소액결제를 다시 쓰게 하려다 거절됨",
    en: "tried, in a call, to switch micropayments on again, and was refused",
    zh: "试图在通话中重新开启小额支付，被拒绝",
    vi: "định bật lại thanh toán nhỏ trong cuộc gọi và bị từ chối",
  },
  "payments-raise": {
    ko: "통화에서 소액결제 한도를 올리려다 거절됨",
    en: "tried, in a call, to raise the micropayment limit, and was refused",
    zh: "试图在通话中提高小额支付限额，被拒绝",
    vi: "định tăng hạn mức thanh toán nhỏ trong cuộc gọi và bị từ chối",
  },
  "take-sum": {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 확인된 금액 돌려받기를 신청하려다 거절됨",
    en: "tried to ask for the confirmed sum in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中申请退还已确认的金额，被拒绝",
    vi: "định yêu cầu hoàn số tiền đã xác nhận trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  "payments-lower": {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 소액결제 한도를 낮추려다 거절됨",
    en: "tried to lower the micropayment limit in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中降低小额支付限额，被拒绝",
    vi: "định giảm hạn mức thanh toán nhỏ trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  "payments-biometric": {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 소액결제 생체인증을 신청하려다 거절됨",
    en: "tried to ask for biometric authentication of micropayments in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中申请小额支付生物识别认证，被拒绝",
    vi: "định yêu cầu xác thực sinh trắc học cho thanh toán nhỏ trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  certificate: {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 확인서를 발급하려다 거절됨",
    en: "tried to issue a certificate in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中开具证明，被拒绝",
    vi: "định cấp giấy xác nhận trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  book: {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 유심 교체를 예약하거나 옮기려다 거절됨",
    en: "tried to book or move a USIM replacement in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中预约或改约更换USIM卡，被拒绝",
    vi: "định đặt hoặc đổi lịch thay USIM trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  cancel: {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 유심 교체 예약을 취소하려다 거절됨",
    en: "tried to cancel a USIM replacement in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中取消更换USIM卡的预约，被拒绝",
    vi: "định hủy lịch thay USIM trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  join: {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 매장 대기 명단에 올리려다 거절됨",
    en: "tried to put the line on a store’s waiting list in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中加入营业厅等候名单，被拒绝",
    vi: "định ghi vào danh sách chờ của cửa hàng trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
  leave: {
    ko: "본인 확인이 없거나 시간이 지난 통화에서 매장 대기 명단에서 빼려다 거절됨",
    en: "tried to take the line off a store’s waiting list in a call whose caller was not, or no longer, checked, and was refused",
    zh: "试图在未核实来电者身份或核实已过期的通话中退出营业厅等候名单，被拒绝",
    vi: "định rút khỏi danh sách chờ của cửa hàng trong cuộc gọi chưa xác minh người gọi hoặc đã quá hạn xác minh và bị từ chối",
  },
} as const satisfies Catalogue;
