import type { ReactNode } from "react";

/** Who is signed in at a console, for what stands around it. */
export type Desk = { name: string; roles: readonly string[]; synthetic: boolean };

/** The consoles' pages, in the order of the line of links, each for the roles that may read it. */
const places = [
  { path: "/call-center", label: "상담", roles: ["agent"] },
  { path: "/call-center/reports", label: "접수 사건", roles: ["agent", "auditor"] },
  { path: "/store", label: "오늘", roles: ["store"] },
  { path: "/store/walk-in", label: "예약 없이", roles: ["store"] },
  { path: "/store/second", label: "동료 확인", roles: ["store"] },
  { path: "/store/stock", label: "재고와 휴점", roles: ["store"] },
  { path: "/claims-desk", label: "보상 심사", roles: ["reviewer", "auditor"] },
  { path: "/claims-desk/cases", label: "불일치 사건", roles: ["reviewer", "auditor"] },
  { path: "/operator/staff", label: "직원", roles: ["operator"] },
  { path: "/operator/access-record", label: "열람 기록", roles: ["auditor"] },
];

/**
 * What stands around every page of a console: where one can go, who one is, and the way out. In Korean, as
 * all consoles are.
 */
export function ConsolePage({ desk, at, children }: { desk: Desk; at: string; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#content">
        본문으로 건너뛰기
      </a>
      {desk.synthetic && (
        <aside className="synthetic">
          <div className="wrap">시연: 여기 나오는 사람과 번호는 모두 가상입니다.</div>
        </aside>
      )}
      <header className="desk-top">
        <a className="brand" href="/">
          안심
        </a>
        <nav aria-label="화면">
          <ul>
            {places
              .filter(({ roles }) => roles.some((role) => desk.roles.includes(role)))
              .map(({ path, label }) => (
                <li key={path}>
                  <a href={path} aria-current={path === at ? "page" : undefined}>
                    {label}
                  </a>
                </li>
              ))}
          </ul>
        </nav>
        <span className="who">{desk.name}</span>
        <button type="button" className="second" data-toggle-keys>
          단축키 켜기/끄기
        </button>
        <form method="post" action="/signout">
          <button className="second">나가기</button>
        </form>
      </header>
      <main className="desk" id="content">
        {children}
      </main>
    </>
  );
}

/** The key of a button or field, shown beside its label; the element itself has it as `data-key`. */
export const Key = ({ code }: { code: string }) => (
  <kbd className="key" aria-hidden="true">
    {code.replace(/^Key/, "")}
  </kbd>
);
