import type { FoundLine } from "#app/domain/calls/find-lines.server.ts";
import { languageNames } from "#app/locales/language.ts";
import { Key } from "#app/ui/console-page.tsx";

type Typed = Partial<Record<string, string>>;

/** Browsers focus what an address names: after a search, Enter opens the first line found. */
const FIRST_FOUND = "/call-center#first";

/** The three ways to find the line of a caller. There is no list to look through. */
export function CallSearch({ callId, typed }: { callId: string | null; typed: Typed }) {
  const hidden = (by: string) => (
    <>
      {callId && <input type="hidden" name="call" value={callId} />}
      <input type="hidden" name="by" value={by} />
      <input type="hidden" name="act" value="find" />
    </>
  );
  const field = { autoComplete: "off", required: true, maxLength: 100 };
  return (
    <section className="card call-search">
      <h2>회선 찾기</h2>
      <form method="post" action={FIRST_FOUND}>
        {hidden("number")}
        <label htmlFor="number">
          휴대폰 번호 (자녀 회선은 보호자 번호도 됨) <Key code="/" />
        </label>
        <div className="row">
          <input
            id="number"
            name="number"
            inputMode="tel"
            data-key="Slash"
            {...field}
            defaultValue={typed.number}
          />
          <button>찾기</button>
        </div>
      </form>
      <form method="post" action={FIRST_FOUND}>
        {hidden("person")}
        <div className="row">
          <div>
            <label htmlFor="name">
              이름 <Key code="KeyM" />
            </label>
            <input id="name" name="name" data-key="KeyM" {...field} defaultValue={typed.name} />
          </div>
          <div>
            <label htmlFor="birthDate">생년월일 8자리</label>
            <input
              id="birthDate"
              name="birthDate"
              inputMode="numeric"
              {...field}
              defaultValue={typed.birthDate}
            />
          </div>
          <button>찾기</button>
        </div>
      </form>
      <form method="post" action={FIRST_FOUND}>
        {hidden("case")}
        <label htmlFor="caseNumber">
          접수 번호 (R-0000-0000) <Key code="KeyR" />
        </label>
        <div className="row">
          <input
            id="caseNumber"
            name="caseNumber"
            data-key="KeyR"
            {...field}
            defaultValue={typed.caseNumber}
          />
          <button>찾기</button>
        </div>
      </form>
    </section>
  );
}

export const lineStates = { active: "사용 중", ended: "해지", ported: "번호이동" };

export function CallFound({ callId, found }: { callId: string; found: FoundLine[] }) {
  if (found.length === 0)
    return (
      <p className="card" role="status">
        맞는 회선이 없습니다. 적은 내용을 고객님과 다시 확인하세요.
      </p>
    );
  return (
    <section className="card">
      <div role="status">
        <h2>찾은 회선 {found.length}개</h2>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">이름</th>
            <th scope="col">번호</th>
            <th scope="col">언어</th>
            <th scope="col">상태</th>
            <th scope="col">구분</th>
            <th scope="col">열기</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ ticket, name, number, language, status, minor, company }, index) => (
            <tr key={ticket}>
              <td id={`line-${index}`}>{name}</td>
              <td>{number}</td>
              <td>{languageNames[language]}</td>
              <td>{lineStates[status]}</td>
              <td>{[minor && "미성년자", company && "법인"].filter(Boolean).join(", ") || "개인"}</td>
              <td>
                <form method="post" action="/call-center">
                  <input type="hidden" name="call" value={callId} />
                  <input type="hidden" name="act" value="open" />
                  <button
                    id={index === 0 ? "first" : undefined}
                    name="line"
                    value={ticket}
                    data-key={`Digit${index + 1}`}
                    aria-describedby={`line-${index}`}
                  >
                    열기 {index < 9 && <Key code={String(index + 1)} />}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
