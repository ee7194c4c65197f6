import type { Catalogue } from "#app/locales/say.ts";

/**
 * The letters: texts to one person about something that just happened; letter-text.rules.ts puts them
 * together. Like the notices they say nothing of the person, and not when either, the phone shows that
 * itself: only those about a visit name the store and the time. The Korean keeps to characters that EUC-KR
 * has.
 */
export const letterText = {
  link_again_heading: {
    ko: "[{carrier}] 결과 확인 링크를 다시 보내 드립니다",
    en: "[{carrier}] Your link again",
    zh: "[{carrier}] 重新发送查询链接",
    vi: "[{carrier}] Gửi lại liên kết xem kết quả",
  },
  link_again: {
    ko: "{incident}: 고객님이 직접 요청하셨거나 고객센터에 요청하셔서 링크를 다시 보내 드립니다. 이전 링크와 그 링크로 연 화면은 닫혔습니다. 요청하신 적이 없다면 {number}에 전화해 주십시오.",
    en: "{incident}: here is your link again, as asked for by you or through our call center. The earlier link no longer works, and pages opened with it are closed. If you did not ask for it, call {number}.",
    zh: "{incident}：应您本人或您通过客服中心提出的请求，现重新发送链接。之前的链接已失效，用它打开的页面已关闭。如果您没有提出请求，请致电{number}。",
    vi: "{incident}: chúng tôi gửi lại liên kết theo yêu cầu của quý khách hoặc qua tổng đài. Liên kết trước đây không còn dùng được, các trang mở từ đó đã đóng. Nếu quý khách không yêu cầu, xin gọi {number}.",
  },
  signed_in_heading: {
    ko: "[{carrier}] 로그인 알림",
    en: "[{carrier}] Notice of a sign-in",
    zh: "[{carrier}] 登录提醒",
    vi: "[{carrier}] Thông báo đăng nhập",
  },
  signed_in: {
    ko: "{incident}: 고객님의 본인확인 앱(PASS 또는 통신사 앱)으로 고객님의 기록을 보는 로그인이 처음 이루어졌습니다.",
    en: "{incident}: somebody signed in with your identity app (PASS or the carrier's app) to see your record, for the first time.",
    zh: "{incident}：有人首次使用您的身份认证应用（PASS或运营商应用）登录，查看您的记录。",
    vi: "{incident}: lần đầu tiên có người đăng nhập bằng ứng dụng xác thực của quý khách (PASS hoặc ứng dụng nhà mạng) để xem hồ sơ của quý khách.",
  },
  signed_in_minor: {
    ko: "{incident}: 본인확인 앱(PASS 또는 통신사 앱)으로 자녀 회선의 기록을 보는 로그인이 처음 이루어졌습니다.",
    en: "{incident}: somebody signed in with an identity app (PASS or the carrier's app) to see the record of your child's line, for the first time.",
    zh: "{incident}：有人首次使用身份认证应用（PASS或运营商应用）登录，查看您子女号码的记录。",
    vi: "{incident}: lần đầu tiên có người đăng nhập bằng ứng dụng xác thực (PASS hoặc ứng dụng nhà mạng) để xem hồ sơ về số của con quý khách.",
  },
  signed_in_if_not: {
    ko: "고객님이 하신 일이라면 더 하실 것은 없습니다. 아니라면 지금 바로 {number}에 전화해 주십시오.",
    en: "If it was you, there is nothing to do. If it was not you, call {number} now.",
    zh: "如果是您本人，无需任何操作。如果不是您本人，请立即致电{number}。",
    vi: "Nếu là quý khách thì không cần làm gì thêm. Nếu không phải quý khách, xin gọi ngay {number}.",
  },
  acted_heading: {
    ko: "[{carrier}] 고객센터 처리 알림",
    en: "[{carrier}] Notice from the call center",
    zh: "[{carrier}] 客服中心处理提醒",
    vi: "[{carrier}] Thông báo từ tổng đài",
  },
  acted: {
    ko: "{incident}: 전화하신 분의 요청으로 고객센터가 고객님의 회선에 대해 처리한 일이 있습니다.",
    en: "{incident}: our call center did something for your line, at a caller's request.",
    zh: "{incident}：应来电者的请求，客服中心对您的号码办理了一项业务。",
    vi: "{incident}: theo yêu cầu của người gọi đến, tổng đài đã thực hiện một việc cho số của quý khách.",
  },
  acted_minor: {
    ko: "{incident}: 전화하신 분의 요청으로 고객센터가 자녀 회선에 대해 처리한 일이 있습니다.",
    en: "{incident}: our call center did something for your child's line, at a caller's request.",
    zh: "{incident}：应来电者的请求，客服中心对您子女的号码办理了一项业务。",
    vi: "{incident}: theo yêu cầu của người gọi đến, tổng đài đã thực hiện một việc cho số của con quý khách.",
  },
  acted_see: {
    ko: "어떤 일인지는 전에 받으신 링크나 통신사 앱으로 들어가 '나의 신청'에서 보실 수 있습니다.",
    en: 'See what it was under "My requests": by the link you have, or by signing in with the carrier\'s app.',
    zh: "您可以通过之前收到的链接，或用运营商应用登录，在“我的申请”中查看内容。",
    vi: 'Xem đó là việc gì trong mục "Yêu cầu của tôi": qua liên kết đã nhận, hoặc đăng nhập bằng ứng dụng nhà mạng.',
  },
  acted_if_not: {
    ko: "요청하신 적이 없다면 지금 바로 {number}에 전화해 주십시오.",
    en: "If you did not ask for it, call {number} now.",
    zh: "如果您没有提出请求，请立即致电{number}。",
    vi: "Nếu quý khách không yêu cầu, xin gọi ngay {number}.",
  },
  answered_heading: {
    ko: "[{carrier}] 신고 답변 안내",
    en: "[{carrier}] An answer to your report",
    zh: "[{carrier}] 报告答复通知",
    vi: "[{carrier}] Trả lời báo cáo của quý khách",
  },
  answered: {
    ko: "{incident}: 고객님의 회선으로 접수된 신고에 답변이 있습니다.",
    en: "{incident}: there is an answer to what was reported for your line.",
    zh: "{incident}：您的号码提交的报告已有答复。",
    vi: "{incident}: đã có trả lời cho báo cáo gửi về số của quý khách.",
  },
  answered_minor: {
    ko: "{incident}: 자녀 회선으로 접수된 신고에 답변이 있습니다.",
    en: "{incident}: there is an answer to what was reported for your child's line.",
    zh: "{incident}：您子女的号码提交的报告已有答复。",
    vi: "{incident}: đã có trả lời cho báo cáo gửi về số của con quý khách.",
  },
  answered_see: {
    ko: "전에 받으신 링크나 통신사 앱으로 들어가 '나의 신청'에서 보시거나 {number}에 전화해 주십시오.",
    en: 'Read it under "My requests": by the link you have, or by signing in with the carrier\'s app. Or call {number}.',
    zh: "您可以通过之前收到的链接，或用运营商应用登录，在“我的申请”中查看；也可以致电{number}。",
    vi: 'Xem trong mục "Yêu cầu của tôi": qua liên kết đã nhận, hoặc đăng nhập bằng ứng dụng nhà mạng; hoặc gọi {number}.',
  },
  enrolled_heading: {
    ko: "[{carrier}] 유심보호서비스 안내",
    en: "[{carrier}] USIM protection",
    zh: "[{carrier}] USIM保护服务通知",
    vi: "[{carrier}] Dịch vụ bảo vệ USIM",
  },
  enrolled: {
    ko: "{incident}: 고객님의 회선에 유심보호서비스를 켜도록 저희가 신청했습니다. 비용은 없고, 하실 일도 없습니다.",
    en: "{incident}: we have asked for USIM protection to be switched on for your line. It costs nothing, and there is nothing for you to do.",
    zh: "{incident}：我们已为您的号码申请开启USIM保护服务。不收费用，您无需任何操作。",
    vi: "{incident}: chúng tôi đã yêu cầu bật dịch vụ bảo vệ USIM cho số của quý khách. Không mất phí, quý khách không cần làm gì.",
  },
  enrolled_minor: {
    ko: "{incident}: 자녀 회선에 유심보호서비스를 켜도록 저희가 신청했습니다. 비용은 없고, 하실 일도 없습니다.",
    en: "{incident}: we have asked for USIM protection to be switched on for your child's line. It costs nothing, and there is nothing for you to do.",
    zh: "{incident}：我们已为您子女的号码申请开启USIM保护服务。不收费用，您无需任何操作。",
    vi: "{incident}: chúng tôi đã yêu cầu bật dịch vụ bảo vệ USIM cho số của con quý khách. Không mất phí, quý khách không cần làm gì.",
  },
  enrolled_phone: {
    ko: "휴대폰을 바꾸실 때는 먼저 이 서비스를 잠시 멈추셔야 합니다. 유심을 교체하실 때는 끄지 마십시오.",
    en: "To change the phone, pause the service first. For a new USIM card, leave it on.",
    zh: "更换手机时请先暂停此服务。更换USIM卡时请不要关闭。",
    vi: "Khi đổi điện thoại, xin tạm dừng dịch vụ trước. Khi đổi thẻ USIM, xin cứ để bật.",
  },
  enrolled_if_not: {
    ko: "원하지 않으시면 통신사 앱이나 PASS로 로그인해 되돌리시거나, 신분증을 가지고 매장에 오십시오. 문의: {number}",
    en: "If you do not want it, undo it by signing in with the carrier's app or PASS, or in a store with your ID. Questions: {number}",
    zh: "如不需要，请用运营商应用或PASS登录撤销，或携带身份证件到门店办理。咨询：{number}",
    vi: "Nếu không muốn, xin đăng nhập bằng ứng dụng nhà mạng hoặc PASS để hủy, hoặc đến cửa hàng mang theo giấy tờ tùy thân. Hỏi đáp: {number}",
  },
  swapped_heading: {
    ko: "[{carrier}] 새 유심 안내",
    en: "[{carrier}] Your new USIM card",
    zh: "[{carrier}] 新USIM卡通知",
    vi: "[{carrier}] Thẻ USIM mới của quý khách",
  },
  swapped: {
    ko: "{incident}: 고객님 회선에 새 유심이 나갔습니다. 매장에서 신분증을 확인하고 교체해 드렸거나, 로그인 또는 신분증 확인을 거쳐 eSIM 또는 택배로 보내 드렸습니다. 유심보호서비스도 신청했습니다. 잠시 멈추셨다면 그 시간이 끝난 뒤에 켜집니다.",
    en: "{incident}: a new USIM card was given out for your line: swapped in a store after an ID check, or sent as an eSIM or by courier after a sign-in or an ID check. We have also asked for USIM protection; if you paused it, it is on again when the pause ends.",
    zh: "{incident}：您的号码已发放新的USIM卡：经门店核验身份证件后更换，或经登录或证件核验后以eSIM或快递方式发放。我们也已申请开启USIM保护服务；如您已暂停，将在暂停结束后恢复。",
    vi: "{incident}: thẻ USIM mới đã được cấp cho số của quý khách: đổi tại cửa hàng sau khi kiểm tra giấy tờ, hoặc gửi dạng eSIM hay chuyển phát sau khi đăng nhập hoặc kiểm tra giấy tờ. Chúng tôi cũng đã yêu cầu bật dịch vụ bảo vệ USIM; nếu quý khách đang tạm dừng, dịch vụ sẽ bật lại khi hết giờ tạm dừng.",
  },
  swapped_minor: {
    ko: "{incident}: 자녀 회선에 새 유심이 나갔습니다. 매장에서 신분증을 확인하고 교체해 드렸거나, 로그인 또는 신분증 확인을 거쳐 eSIM 또는 택배로 보내 드렸습니다. 유심보호서비스도 신청했습니다. 잠시 멈추셨다면 그 시간이 끝난 뒤에 켜집니다.",
    en: "{incident}: a new USIM card was given out for your child's line: swapped in a store after an ID check, or sent as an eSIM or by courier after a sign-in or an ID check. We have also asked for USIM protection; if you paused it, it is on again when the pause ends.",
    zh: "{incident}：您子女的号码已发放新的USIM卡：经门店核验身份证件后更换，或经登录或证件核验后以eSIM或快递方式发放。我们也已申请开启USIM保护服务；如您已暂停，将在暂停结束后恢复。",
    vi: "{incident}: thẻ USIM mới đã được cấp cho số của con quý khách: đổi tại cửa hàng sau khi kiểm tra giấy tờ, hoặc gửi dạng eSIM hay chuyển phát sau khi đăng nhập hoặc kiểm tra giấy tờ. Chúng tôi cũng đã yêu cầu bật dịch vụ bảo vệ USIM; nếu quý khách đang tạm dừng, dịch vụ sẽ bật lại khi hết giờ tạm dừng.",
  },
  swapped_if_not: {
    ko: "전에 보내 드린 링크는 더 이상 열리지 않습니다. 고객님이 하신 일이 아니라면 지금 바로 {number}에 전화해 주십시오.",
    en: "Links that we sent you before no longer open. If this was not you, call {number} now.",
    zh: "之前发给您的链接已失效。如果不是您本人办理，请立即致电{number}。",
    vi: "Các liên kết đã gửi trước đây không còn mở được. Nếu không phải quý khách, xin gọi ngay {number}.",
  },
  /**
   * Of the letters about something that may be a thief's doing: a link under such words would be a forger's,
   * and phones make one of an address, too. So the hotline says it.
   */
  no_link: {
    ko: "이 안내에는 링크가 없습니다. 홈페이지 주소를 모르시면 {number}에 물어봐 주십시오.",
    en: "There is no link in this message. If you do not know our site's address, ask at {number}.",
    zh: "本通知不含任何链接。如不知道网站地址，请致电{number}询问。",
    vi: "Thông báo này không có liên kết nào. Nếu không biết địa chỉ trang web, xin hỏi số {number}.",
  },
} as const satisfies Catalogue;
