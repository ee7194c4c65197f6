import type { Catalogue } from "#app/locales/say.ts";

/** The documents of a claim: /compensation/evidence, and why the claims desk returns one. */
export const evidence = {
  title: { ko: "서류 넣기", en: "Documents", zh: "添加材料", vi: "Thêm giấy tờ" },
  lead: {
    ko: "신청 {number}에 넣는 사진과 서류입니다. 꼭 내실 필요는 없지만, 있으면 더 빨리 확인할 수 있습니다.",
    en: "Photos and documents for claim {number}. You need not add any; they help us to decide sooner.",
    zh: "申请{number}的照片和材料。并非必须提交，但有助于更快核实。",
    vi: "Ảnh và giấy tờ cho yêu cầu {number}. Không bắt buộc, nhưng giúp chúng tôi xem xét nhanh hơn.",
  },
  paper_asked: {
    ko: "{paper}이(가) 필요합니다. {day}까지 여기에 넣어 주십시오.",
    en: "We need this from you: {paper}. Please add it here by {day}.",
    zh: "我们需要您提供：{paper}。请在{day}前在此添加。",
    vi: "Chúng tôi cần: {paper}. Xin quý khách thêm vào đây trước hết ngày {day}.",
  },
  own_title: { ko: "넣으신 서류", en: "What you sent", zh: "您已提交的材料", vi: "Giấy tờ quý khách đã gửi" },
  none: {
    ko: "아직 넣으신 서류가 없습니다.",
    en: "You have sent none yet.",
    zh: "您还没有提交材料。",
    vi: "Quý khách chưa gửi giấy tờ nào.",
  },
  storing: {
    ko: "저장하는 중입니다. 잠시 뒤 이 화면을 다시 열어 주십시오.",
    en: "Being saved. Open this page again in a moment.",
    zh: "正在保存。请稍后重新打开此页面。",
    vi: "Đang lưu. Xin quý khách mở lại trang này sau ít phút.",
  },
  received: {
    ko: "받았습니다. 담당자가 확인하면 여기에 나옵니다.",
    en: "Received. Once somebody has looked at it, you see so here.",
    zh: "已收到。工作人员查看后，结果会显示在这里。",
    vi: "Đã nhận. Khi nhân viên xem xong, kết quả sẽ hiện ở đây.",
  },
  accepted: {
    ko: "확인했습니다. 더 하실 일은 없습니다.",
    en: "Accepted. There is nothing more for you to do with it.",
    zh: "已认可。您无需再做任何事。",
    vi: "Đã chấp nhận. Quý khách không cần làm gì thêm.",
  },
  returned: {
    ko: "돌려드렸습니다. 이유: {reason}",
    en: "Returned to you. Why: {reason}",
    zh: "已退回。原因：{reason}",
    vi: "Đã trả lại. Lý do: {reason}",
  },
  send_again: {
    ko: "아래에서 다시 넣으실 수 있습니다. 신청을 처음부터 다시 하실 필요는 없습니다.",
    en: "You can send another below. The claim itself goes on; you need not start again.",
    zh: "您可以在下方重新添加。申请照常进行，无需重新开始。",
    vi: "Quý khách có thể gửi cái khác ở dưới. Yêu cầu vẫn tiếp tục, không phải làm lại từ đầu.",
  },
  open: {
    ko: "{name} 받기 ({kb} KB)",
    en: "Download {name} ({kb} KB)",
    zh: "下载 {name}（{kb} KB）",
    vi: "Tải {name} ({kb} KB)",
  },
  add_title: { ko: "하나 넣기", en: "Add one", zh: "添加一份", vi: "Thêm một giấy tờ" },
  file: {
    ko: "사진 또는 PDF 파일",
    en: "A photo or PDF file",
    zh: "照片或 PDF 文件",
    vi: "Ảnh hoặc tệp PDF",
  },
  file_hint: {
    ko: "JPG, PNG, PDF만, 한 번에 한 개, 10 MB까지입니다. 휴대폰에서는 바로 찍으실 수도 있습니다. 앞으로 {left}개 더 넣으실 수 있습니다.",
    en: "JPG, PNG or PDF, one at a time, up to 10 MB. On a phone you can also take the photo now. You can add {left} more.",
    zh: "仅限 JPG、PNG、PDF，每次一份，最大 10 MB。用手机时可当场拍摄。您还可以添加{left}份。",
    vi: "Chỉ JPG, PNG hoặc PDF, mỗi lần một tệp, tối đa 10 MB. Trên điện thoại, quý khách có thể chụp ngay. Còn thêm được {left} tệp.",
  },
  privacy: {
    ko: "사진에 담긴 촬영 위치는 지우고, 암호로 잠가 보관합니다.",
    en: "The place where a photo was taken is removed from it, and it is kept encrypted.",
    zh: "照片中的拍摄位置会被删除，文件加密保存。",
    vi: "Vị trí chụp trong ảnh được xóa, và tệp được lưu mã hóa.",
  },
  submit: { ko: "이 파일 보내기", en: "Send this file", zh: "提交此文件", vi: "Gửi tệp này" },
  slow: {
    ko: "보내는 데 1~2분 걸릴 수 있습니다. 화면이 바뀔 때까지 기다려 주십시오.",
    en: "It may take a minute or two. Please wait until the page changes.",
    zh: "可能需要一两分钟。请等到页面变化为止。",
    vi: "Có thể mất một hai phút. Xin quý khách chờ đến khi trang thay đổi.",
  },
  full: {
    ko: "서류는 다섯 개까지 넣을 수 있고, 다섯 개가 모두 찼습니다.",
    en: "A claim takes five documents, and has them.",
    zh: "每份申请最多五份材料，现已满。",
    vi: "Mỗi yêu cầu nhận tối đa năm giấy tờ, hiện đã đủ.",
  },
  decided: {
    ko: "결정이 끝난 신청이라 서류를 더 받지 않습니다.",
    en: "This claim is decided and takes no more documents.",
    zh: "此申请已作出决定，不再接收材料。",
    vi: "Yêu cầu này đã có quyết định, không nhận thêm giấy tờ.",
  },
  back_draft: { ko: "신청으로 돌아가기", en: "Back to the claim", zh: "返回申请", vi: "Quay lại yêu cầu" },
  no_file: {
    ko: "파일을 고르지 않으셨습니다. 사진이나 PDF 파일을 고른 뒤 다시 보내 주십시오.",
    en: "No file was chosen. Choose a photo or PDF file and send it again.",
    zh: "您没有选择文件。请选择照片或 PDF 文件后重新提交。",
    vi: "Quý khách chưa chọn tệp. Xin chọn ảnh hoặc tệp PDF rồi gửi lại.",
  },
  too_large: {
    ko: "파일이 10 MB보다 큽니다. 화면을 캡처하거나 더 작은 크기로 다시 찍어 보내 주십시오.",
    en: "The file is larger than 10 MB. Send a screenshot of it, or take a smaller photo.",
    zh: "文件大于 10 MB。请发送截图，或重新拍摄较小的照片。",
    vi: "Tệp lớn hơn 10 MB. Xin gửi ảnh chụp màn hình hoặc chụp lại ảnh nhỏ hơn.",
  },
  not_a_picture: {
    ko: "JPG, PNG, PDF 파일이 아닙니다. 화면을 캡처하거나 사진으로 찍어 보내 주십시오.",
    en: "It is no JPG, PNG or PDF. Send a screenshot or a photo of it.",
    zh: "这不是 JPG、PNG 或 PDF 文件。请发送截图或照片。",
    vi: "Đây không phải tệp JPG, PNG hay PDF. Xin gửi ảnh chụp màn hình hoặc ảnh chụp.",
  },
  broken: {
    ko: "파일이 손상되어 열 수 없습니다. 다른 파일을 고르거나 사진으로 찍어 보내 주십시오.",
    en: "The file is damaged and can't be opened. Choose another, or send a photo of it.",
    zh: "文件已损坏，无法打开。请选择其他文件，或拍照发送。",
    vi: "Tệp bị hỏng, không mở được. Xin chọn tệp khác hoặc gửi ảnh chụp.",
  },
  too_many_pixels: {
    ko: "사진이 너무 큽니다(5천만 화소 초과). 화면을 캡처하거나 더 작은 크기로 다시 찍어 보내 주십시오.",
    en: "The photo has more than 50 million pixels. Send a screenshot of it, or take a smaller photo.",
    zh: "照片过大（超过5000万像素）。请发送截图，或重新拍摄较小的照片。",
    vi: "Ảnh quá lớn (trên 50 triệu điểm ảnh). Xin gửi ảnh chụp màn hình hoặc chụp lại ảnh nhỏ hơn.",
  },
  encrypted: {
    ko: "비밀번호가 걸린 PDF입니다. 비밀번호를 풀어 저장하거나, 화면을 캡처해 보내 주십시오.",
    en: "The PDF is locked by a password. Save it without, or send a screenshot of it.",
    zh: "PDF 有密码保护。请取消密码后保存，或发送截图。",
    vi: "PDF có mật khẩu. Xin lưu lại không mật khẩu hoặc gửi ảnh chụp màn hình.",
  },
  store_down: {
    ko: "지금은 서류를 보관할 수 없어 받지 못했습니다. 잠시 뒤 다시 보내 주십시오. 신청 내용은 그대로 있습니다.",
    en: "We can't keep documents right now, so this one was not taken. Please send it again later. Your claim is as it was.",
    zh: "目前无法保存材料，因此未能接收。请稍后再试。您的申请内容不受影响。",
    vi: "Hiện chúng tôi không lưu được giấy tờ nên chưa nhận tệp này. Xin gửi lại sau. Yêu cầu của quý khách vẫn còn nguyên.",
  },
  busy: {
    ko: "지금 서류를 보내는 분이 많습니다. 1분 뒤 다시 보내 주십시오.",
    en: "Many people are sending documents right now. Please send it again in a minute.",
    zh: "目前提交材料的人较多。请一分钟后再试。",
    vi: "Hiện có nhiều người đang gửi giấy tờ. Xin gửi lại sau một phút.",
  },
} as const satisfies Catalogue;

/** Why a document is returned, to whoever sent it and to whoever chooses it, by the keys of evidence.rules.ts. */
export const evidenceReasons = {
  unreadable: {
    ko: "흐리거나 어두워서 글자를 읽을 수 없습니다.",
    en: "It is too blurred or dark to be read.",
    zh: "画面模糊或太暗，无法辨认文字。",
    vi: "Ảnh mờ hoặc tối, không đọc được chữ.",
  },
  cut_off: {
    ko: "일부가 잘려 있습니다.",
    en: "A part of it is missing.",
    zh: "内容不完整，有一部分被截掉。",
    vi: "Bị thiếu một phần.",
  },
  wrong_paper: {
    ko: "필요한 서류가 아닙니다.",
    en: "It is another paper than the one that is needed.",
    zh: "不是所需的材料。",
    vi: "Không phải giấy tờ cần thiết.",
  },
  other_person: {
    ko: "고객님이 아닌 다른 분의 서류로 보입니다.",
    en: "It seems to be somebody else's.",
    zh: "看起来是他人的材料。",
    vi: "Có vẻ là giấy tờ của người khác.",
  },
  no_sum_or_day: {
    ko: "결제 금액이나 날짜가 보이지 않습니다.",
    en: "It does not show the sum or the day of the payment.",
    zh: "看不到支付金额或日期。",
    vi: "Không thấy số tiền hoặc ngày thanh toán.",
  },
} as const satisfies Catalogue;
