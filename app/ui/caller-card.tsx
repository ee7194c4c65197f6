import type { OpenCall } from "#app/domain/calls/find-call.server.ts";
import { languageNames } from "#app/locales/language.ts";
import { lineStates } from "#app/ui/call-search.tsx";

type Card = Pick<OpenCall, "caller" | "unmasked"> & {
  check: { by: "code" | "app"; until: string } | null;
};

/** Who the call is about: masked, but for what was unmasked with a reason. */
export function CallerCard({ caller, check, unmasked }: Card) {
  if (!caller)
    return (
      <section className="card">
        <h2>전화하신 분</h2>
        <p>
          아직 회선을 열지 않았습니다. <a href="/call-center#number">회선 찾기</a>
        </p>
      </section>
    );
  const kinds = [caller.minor && "미성년자 (보호자와 통화)", caller.company && "법인"].filter(Boolean);
  const rows: [string, string | null | undefined][] = [
    ["이름", unmasked.name ?? caller.name],
    ["번호", unmasked.msisdn ?? caller.number],
    ["생년월일", "birth_date" in unmasked ? (unmasked.birth_date ?? "없음") : null],
    ["이메일", "email" in unmasked ? (unmasked.email ?? "없음") : null],
    ["언어", languageNames[caller.language]],
    ["상태", lineStates[caller.status]],
    ["구분", kinds.join(", ") || "개인"],
  ];
  return (
    <section className={check ? "card verdict" : "card verdict heavy"}>
      <h2>전화하신 분</h2>
      <p>
        <strong>
          {check
            ? `본인 확인됨 (${check.by === "code" ? "통화 확인 번호" : "통신사 앱"}, ${check.until}까지)`
            : "본인 확인 전"}
        </strong>
      </p>
      <dl className="facts">
        {rows.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
