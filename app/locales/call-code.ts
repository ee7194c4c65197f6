import type { Catalogue } from "#app/locales/say.ts";

/** The caller's side of a call: the code that an agent asks for, and the check that the agent is one of ours. */
export const callCode = {
  title: {
    ko: "통화 확인 번호",
    en: "A code for your call",
    zh: "通话确认码",
    vi: "Mã cho cuộc gọi",
  },
  lead: {
    ko: "고객센터에 전화하셨을 때, 상담원이 고객님 본인인지 확인하는 번호입니다. 이름이나 생년월일은 도둑도 알 수 있어 그것만으로는 확인하지 않습니다.",
    en: "When you call our center, the agent knows by this code that it is you. A thief may know your name and date of birth, so these are not enough.",
    zh: "您致电客服中心时，客服凭此号码确认是您本人。姓名和出生日期骗子也可能知道，因此仅凭这些不够。",
    vi: "Khi quý khách gọi tổng đài, nhân viên nhận ra quý khách nhờ mã này. Kẻ gian có thể biết tên và ngày sinh, nên chỉ những thứ đó là chưa đủ.",
  },
  show: {
    ko: "{number}와 통화 중입니다: 번호 보기",
    en: "I am on the phone with {number}: show a code",
    zh: "我正在与 {number} 通话：显示号码",
    vi: "Tôi đang gọi {number}: hiện mã",
  },
  again: {
    ko: "새 번호 보기",
    en: "Show a new code",
    zh: "显示新号码",
    vi: "Hiện mã mới",
  },
  read_out: {
    ko: "이 번호를 상담원에게 읽어 주세요",
    en: "Read this code to the agent",
    zh: "请将此号码读给客服",
    vi: "Đọc mã này cho nhân viên",
  },
  until: {
    ko: "{time}까지 한 번만 쓸 수 있습니다. (한국 시각)",
    en: "It works once, until {time} (Korean time).",
    zh: "仅可使用一次，有效期至 {time}（韩国时间）。",
    vi: "Dùng được một lần, đến {time} (giờ Hàn Quốc).",
  },
  only_own_call: {
    ko: "고객님이 직접 {number}로 거신 전화에서만 읽어 주세요. 걸려 온 전화에는 절대 알려 주지 마세요. 저희가 먼저 전화해 이 번호를 묻는 일은 없습니다.",
    en: "Read it only on a call that you made yourself to {number}. Never read it to somebody who called you: we never call to ask for it.",
    zh: "仅在您本人拨打 {number} 的通话中读出。切勿告诉主动来电的人：我们绝不会来电索要此号码。",
    vi: "Chỉ đọc trong cuộc gọi do chính quý khách gọi đến {number}. Không bao giờ đọc cho người gọi đến: chúng tôi không bao giờ gọi để hỏi mã này.",
  },
  check_title: {
    ko: "상담원 확인",
    en: "Check the agent",
    zh: "核实客服",
    vi: "Kiểm tra nhân viên",
  },
  check_lead: {
    ko: "통화하는 사람이 저희 상담원인지 확인합니다. 상담원에게 숫자 여섯 자리를 불러 달라고 하고, 여기에 적어 주세요.",
    en: "Find out whether the person on the phone is an agent of ours. Ask them for their six digits, and write them here.",
    zh: "核实与您通话的人是否为我们的客服。请对方读出六位数字，并填写在这里。",
    vi: "Kiểm tra người đang nói chuyện có phải nhân viên của chúng tôi không. Hãy hỏi họ sáu chữ số và nhập vào đây.",
  },
  check_label: {
    ko: "상담원이 불러 준 숫자 6자리",
    en: "The six digits that the agent reads to you",
    zh: "客服读给您的六位数字",
    vi: "Sáu chữ số nhân viên đọc cho quý khách",
  },
  check_submit: { ko: "확인하기", en: "Check", zh: "核实", vi: "Kiểm tra" },
  genuine: {
    ko: "저희 상담원이 {time}부터 고객님의 회선에 대해 통화하고 있습니다 (한국 시각)",
    en: "An agent of ours is on a call about your line, since {time} (Korean time)",
    zh: "我们的客服自 {time}（韩国时间）起正在就您的线路通话",
    vi: "Nhân viên của chúng tôi đang trong cuộc gọi về thuê bao của quý khách từ {time} (giờ Hàn Quốc)",
  },
  genuine_unless: {
    ko: "고객님이 직접 {number}로 거신 전화가 아니거나 걸려 온 전화라면 끊으세요. 누군가 고객님의 이름으로 저희에게 전화하고 있습니다.",
    en: "If you did not dial {number} yourself, or someone called you, hang up: somebody is calling us in your name.",
    zh: "如果不是您本人拨打的 {number}，或者是对方打给您的，请挂断：有人正冒用您的名义致电我们。",
    vi: "Nếu quý khách không tự gọi {number}, hoặc có người gọi cho quý khách, hãy cúp máy: có kẻ đang mạo danh quý khách gọi cho chúng tôi.",
  },
  genuine_never: {
    ko: "저희 상담원도 문자로 받은 인증번호, 비밀번호, 송금은 요구하지 않습니다.",
    en: "Even our agents never ask for a code that came by text, a password or money.",
    zh: "即使是我们的客服，也绝不会索要短信验证码、密码或钱款。",
    vi: "Ngay cả nhân viên của chúng tôi cũng không bao giờ hỏi mã qua tin nhắn, mật khẩu hay tiền.",
  },
  not_genuine: {
    ko: "아니요, 확인되지 않습니다",
    en: "No, we can't confirm this",
    zh: "否，无法确认",
    vi: "Không, chúng tôi không xác nhận được",
  },
  not_genuine_why: {
    ko: "지금 고객님의 회선에 대해 이 번호를 보여 주는 상담원이 없습니다. 번호를 잘못 적으셨을 수 있으니 한 번 더 들어 보세요. 그래도 같으면 전화를 끊고 {number}로 직접 걸어 주세요.",
    en: "No agent of ours shows this code for your line right now. You may have misheard it, so ask once more. If the answer stays the same, hang up and call {number} yourself.",
    zh: "目前没有客服就您的线路显示此号码。可能是听错了，请再问一次。如果结果仍然相同，请挂断并自行拨打 {number}。",
    vi: "Hiện không có nhân viên nào của chúng tôi hiện mã này cho thuê bao của quý khách. Có thể quý khách nghe nhầm, hãy hỏi lại lần nữa. Nếu vẫn như vậy, hãy cúp máy và tự gọi {number}.",
  },
  error: { ko: "확인해 주세요", en: "Please check", zh: "请检查", vi: "Vui lòng kiểm tra" },
  unreadable: {
    ko: "숫자 여섯 자리를 적어 주세요.",
    en: "Please write six digits.",
    zh: "请填写六位数字。",
    vi: "Vui lòng nhập sáu chữ số.",
  },
  too_many: {
    ko: "맞지 않는 번호가 열 번 있어 여기서는 더 확인하지 않습니다. 전화를 끊고 {number}로 직접 걸어 주세요.",
    en: "Ten codes did not match, so we check no more of them here. Hang up and call {number} yourself.",
    zh: "已有十次号码不符，此处不再核实。请挂断并自行拨打 {number}。",
    vi: "Đã có mười mã không khớp nên chúng tôi không kiểm tra thêm ở đây. Hãy cúp máy và tự gọi {number}.",
  },
  links_title: {
    ko: "상담원과 통화 중이신가요?",
    en: "On the phone with an agent?",
    zh: "正在与客服通话？",
    vi: "Đang nói chuyện với tổng đài?",
  },
  link_code: {
    ko: "통화 확인 번호 보기",
    en: "Show a code for this call",
    zh: "显示通话确认码",
    vi: "Hiện mã cho cuộc gọi này",
  },
  link_check: {
    ko: "상담원 확인: 진짜 상담원인지 알아보기",
    en: "Check the agent: is this really one of ours?",
    zh: "核实客服：是否真是我们的客服",
    vi: "Kiểm tra nhân viên: có thật là của chúng tôi không",
  },
  report: {
    ko: "이상한 전화 신고하기",
    en: "Report a suspicious call",
    zh: "举报可疑来电",
    vi: "Báo cuộc gọi đáng ngờ",
  },
  back: {
    ko: "내 결과로 돌아가기",
    en: "Back to my answer",
    zh: "返回我的结果",
    vi: "Quay lại kết quả của tôi",
  },
} as const satisfies Catalogue;
