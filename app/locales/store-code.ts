import type { Catalogue } from "#app/locales/say.ts";

/** Where somebody whose ID was checked in a store types the code for the one action that it opens. */
export const storeCode = {
  title: {
    ko: "매장에서 받은 번호 쓰기",
    en: "Use the code from the store",
    zh: "使用营业厅给您的编码",
    vi: "Dùng mã nhận tại cửa hàng",
  },
  lead: {
    ko: "매장에서 신분을 확인하고 받은 번호로, 약속한 일 하나를 직접 하실 수 있습니다. 번호는 받은 때부터 15분 동안, 한 번만 쓸 수 있습니다.",
    en: "With the code that you got in a store after your ID was checked, you can do the one thing agreed on, yourself. It works once, within 15 minutes.",
    zh: "凭您在营业厅核验身份后拿到的编码，您可以亲自办理约定的那一项业务。编码自领取起15分钟内有效，只能使用一次。",
    vi: "Với mã nhận tại cửa hàng sau khi kiểm tra giấy tờ, quý khách tự thực hiện một việc đã thỏa thuận. Mã dùng được một lần, trong vòng 15 phút.",
  },
  code: { ko: "번호 8자리", en: "Code, 8 characters", zh: "8位编码", vi: "Mã 8 ký tự" },
  birth_date: {
    ko: "생년월일 8자리 (예: 19580412)",
    en: "Date of birth, eight digits, for example 19580412",
    zh: "出生日期，8位数字，例如19580412",
    vi: "Ngày sinh, tám chữ số, ví dụ 19580412",
  },
  submit: { ko: "계속", en: "Continue", zh: "继续", vi: "Tiếp tục" },
  yourself: {
    ko: "번호와 생년월일은 고객님이 직접 적으세요. 매장 직원이나 전화한 사람에게 맡기거나 불러 주지 마세요.",
    en: "Type both yourself. Do not leave it to the store's staff, and read neither out to anyone, least of all on the phone.",
    zh: "请您亲自输入编码和出生日期。不要让店员代填，也不要告诉任何人，尤其是打电话来的人。",
    vi: "Quý khách hãy tự nhập cả hai. Đừng để nhân viên cửa hàng nhập thay và đừng đọc cho ai, nhất là qua điện thoại.",
  },
  tablet: {
    ko: "매장 태블릿에서 하셨다면 끝난 뒤 '나가기'를 꼭 눌러 주세요.",
    en: "On the store's tablet, press “Sign out” when you are done.",
    zh: "如果使用的是营业厅的平板电脑，办完后请务必点击“退出”。",
    vi: "Nếu dùng máy tính bảng của cửa hàng, khi xong hãy bấm “Thoát”.",
  },
  error: { ko: "확인해 주세요", en: "Please check", zh: "请检查", vi: "Vui lòng kiểm tra" },
  unreadable: {
    ko: "번호 8자리와 생년월일을 숫자 8자리로 적어 주세요.",
    en: "Please write the eight characters of the code, and the date of birth as eight digits.",
    zh: "请填写8位编码，并用8位数字填写出生日期。",
    vi: "Vui lòng ghi đủ 8 ký tự của mã và ngày sinh bằng tám chữ số.",
  },
  wrong: {
    ko: "확인되지 않았습니다. 번호나 생년월일이 맞지 않거나, 번호의 시간이 지났거나, 이미 쓴 번호입니다. 매장 직원에게 새 번호를 부탁하세요.",
    en: "We could not confirm this. The code or the date of birth doesn't match, or the code is too old or was used. Ask the store for a new one.",
    zh: "未能确认。编码或出生日期不符，或编码已过期或已使用。请向营业厅索取新编码。",
    vi: "Không xác nhận được. Mã hoặc ngày sinh không khớp, hoặc mã đã hết hạn hay đã dùng. Hãy nhờ cửa hàng cấp mã mới.",
  },
  too_many_title: { ko: "잠시 멈췄습니다", en: "We have paused this", zh: "已暂停确认", vi: "Đã tạm dừng" },
  too_many: {
    ko: "맞지 않는 답이 여러 번 있어 이 번호로는 확인할 수 없습니다. 매장 직원에게 새 번호를 부탁하거나 {number}에 전화해 주세요. 고객님의 회선에는 아무 영향이 없습니다.",
    en: "There were several answers that did not match, so this can't be checked right now. Ask the store for a new code, or call {number}. Your line is not affected.",
    zh: "多次答案不符，目前无法确认。请向营业厅索取新编码，或拨打 {number}。您的线路不受影响。",
    vi: "Đã có nhiều câu trả lời không khớp nên hiện không thể xác nhận. Hãy nhờ cửa hàng cấp mã mới hoặc gọi {number}. Thuê bao của quý khách không bị ảnh hưởng.",
  },
} as const satisfies Catalogue;
