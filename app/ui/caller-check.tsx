import { Key } from "#app/ui/console-page.tsx";

/** The two ways to know that the caller is who they say. */
export function CallerCheckForms({
  call: { id, codeTriesLeft, asked },
}: {
  call: { id: string; codeTriesLeft: number; asked: boolean };
}) {
  return (
    <section className="card">
      <h2>본인 확인</h2>
      {codeTriesLeft > 0 ? (
        <form method="post">
          <input type="hidden" name="call" value={id} />
          <label htmlFor="code">
            고객님이 읽어 주신 통화 확인 번호 <Key code="KeyC" />
          </label>
          <div className="row">
            <input
              id="code"
              name="code"
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
              required
              data-key="KeyC"
              aria-describedby="code-hint"
            />
            <button name="act" value="check-code">
              확인
            </button>
          </div>
          <p id="code-hint" className="quiet">
            고객님의 안심 화면에 나온 여섯 자리입니다. 앞으로 {codeTriesLeft}번 더 틀릴 수 있습니다.
          </p>
        </form>
      ) : (
        <p>맞지 않는 번호가 세 번 있어 이 통화에서는 번호로 확인할 수 없습니다.</p>
      )}
      <form method="post">
        <input type="hidden" name="call" value={id} />
        <div className="row">
          <button className="second" name="act" value="ask-app" data-key="KeyA">
            통신사 앱으로 묻기 <Key code="KeyA" />
          </button>
          {asked && (
            <button name="act" value="read-app" data-key="KeyR">
              답 확인 <Key code="KeyR" />
            </button>
          )}
        </div>
      </form>
    </section>
  );
}
