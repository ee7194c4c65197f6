import type { Catalogue } from "#app/locales/say.ts";

/** The page where anyone checks a certificate. */
export const certificateCheck = {
  title: {
    ko: "확인서 확인",
    en: "Check a certificate",
    zh: "核实证明",
    vi: "Kiểm tra giấy xác nhận",
  },
  lead: {
    ko: "확인서에 적힌 스무 글자의 번호를 넣으면, 저희가 발급한 것인지와 그 내용을 보여 드립니다. 이름과 번호는 가려서 보여 드립니다.",
    en: "Type the code of twenty letters and digits from a certificate: we show whether we issued it, and what it says. Name and number are shown masked.",
    zh: "请输入证明上的20位编号，我们会显示该证明是否由我们开具及其内容。姓名和号码会部分隐藏。",
    vi: "Nhập mã gồm hai mươi ký tự trên giấy: chúng tôi cho biết giấy có phải do chúng tôi cấp không và nội dung. Tên và số được che một phần.",
  },
  label: {
    ko: "확인서 번호",
    en: "Code of the certificate",
    zh: "证明编号",
    vi: "Mã giấy xác nhận",
  },
  hint: {
    ko: "예: 7K2Q-M4XD-9M4X-7K2Q-AB3D. 큰 글자와 작은 글자, 줄표는 가리지 않습니다.",
    en: "Like 7K2Q-M4XD-9M4X-7K2Q-AB3D. Capitals and dashes make no difference.",
    zh: "例如 7K2Q-M4XD-9M4X-7K2Q-AB3D。不区分大小写，短横线可省略。",
    vi: "Ví dụ 7K2Q-M4XD-9M4X-7K2Q-AB3D. Không phân biệt hoa thường và dấu gạch.",
  },
  submit: {
    ko: "확인하기",
    en: "Check",
    zh: "核实",
    vi: "Kiểm tra",
  },
  genuine: {
    ko: "저희가 발급한 확인서입니다",
    en: "This certificate is ours",
    zh: "该证明由我们开具",
    vi: "Giấy này do chúng tôi cấp",
  },
  not_ours: {
    ko: "저희가 발급한 확인서가 아니거나, 내용이 바뀐 것입니다",
    en: "This is not a certificate of ours, or it was changed",
    zh: "该证明不是由我们开具，或内容已被更改",
    vi: "Đây không phải giấy do chúng tôi cấp, hoặc đã bị sửa",
  },
  not_ours_then: {
    ko: "번호를 다시 한번 보고 넣어 주세요. 그래도 같다면 이 확인서를 믿지 마시고 {number}에 전화해 주세요.",
    en: "Please compare the code and type it again. If the answer is the same, do not rely on the paper, and call {number}.",
    zh: "请核对编号后重新输入。如果结果相同，请勿采信该证明，并致电{number}。",
    vi: "Xin xem lại mã và nhập lại. Nếu vẫn vậy, xin đừng tin giấy này và gọi {number}.",
  },
  compare: {
    ko: "종이나 파일에 적힌 것과 아래 내용이 모두 같은지 보세요. 하나라도 다르면 바뀐 것입니다.",
    en: "Compare what the paper or file says with what stands here. If anything differs, it was changed.",
    zh: "请将纸质或电子证明与以下内容逐项比对。如有任何不同，说明已被更改。",
    vi: "Xin so sánh giấy hoặc tệp với nội dung dưới đây. Nếu có điểm nào khác thì giấy đã bị sửa.",
  },
  changed_since: {
    ko: "이 확인서를 발급한 뒤 조사 결과가 달라졌습니다. 지금의 결과는 본인만 볼 수 있으니, 새 확인서를 받아 달라고 하세요.",
    en: "The answer has changed since this was issued. Only the person can see what it is now: ask them for a new certificate.",
    zh: "开具该证明之后，调查结果已有变化。目前的结果只有本人可以查看，请让对方提供新的证明。",
    vi: "Kết quả đã thay đổi sau khi giấy này được cấp. Chỉ người đó xem được kết quả hiện nay: xin yêu cầu giấy mới.",
  },
  too_many: {
    ko: "이 주소에서 잘못된 번호가 너무 많이 들어왔습니다. 한 시간 뒤에 다시 하시거나 {number}에 전화해 주세요.",
    en: "Too many wrong codes came from your address. Try again in an hour, or call {number}.",
    zh: "来自您地址的错误编号过多。请一小时后再试，或致电{number}。",
    vi: "Có quá nhiều mã sai từ địa chỉ của quý khách. Xin thử lại sau một giờ hoặc gọi {number}.",
  },
  another: {
    ko: "다른 확인서 확인",
    en: "Check another",
    zh: "核实其他证明",
    vi: "Kiểm tra giấy khác",
  },
  erased: {
    ko: "사고 처리 기간이 끝나 이름과 번호는 지웠습니다.",
    en: "Name and number have been erased: the time for keeping them is over.",
    zh: "保存期限已过，姓名和号码已删除。",
    vi: "Tên và số đã được xóa do hết thời hạn lưu giữ.",
  },
} as const satisfies Catalogue;
