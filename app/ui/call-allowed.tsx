/** What anybody who calls may have, checked or not. It says nothing of any line. */
export const CallAllowed = () => (
  <section className="card">
    <h2>확인 전에 드릴 수 있는 것</h2>
    <ul>
      <li>
        <a href="/figures?lang=ko" target="_blank" rel="noreferrer">
          공개된 발표 내용
        </a>
        과{" "}
        <a href="/" target="_blank" rel="noreferrer">
          안내 화면
        </a>
        에 있는 것
      </li>
      <li>등록된 번호로 링크를 다시 보내기 (회선을 연 뒤)</li>
      <li>유심보호서비스 켜기, 소액결제 막기 (회선을 연 뒤)</li>
      <li>매장 안내: 신분증을 가지고 오시면 모든 것을 확인할 수 있음</li>
      <li>의심 전화·문자 등 신고 접수</li>
    </ul>
    <p>
      이름, 번호, 생년월일은 도둑도 압니다. 통화 확인 번호나 통신사 앱으로 확인하기 전에는 회선에 대해
      아무것도 말하지 않습니다. 확인 번호가 아닌 문자 인증번호, 비밀번호, 계좌번호는 절대 묻지 않습니다.
    </p>
  </section>
);
