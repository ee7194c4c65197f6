const texts = new Map(
  Object.entries({
    checked: "본인이 확인되었습니다. 고객님이 보시는 화면을 함께 읽어 드리세요.",
    asked: "통신사 앱에 질문을 보냈습니다. 고객님이 답하신 뒤 ‘답 확인’을 누르세요.",
    code: "상담원 번호가 나왔습니다. 고객님께 불러 드리세요.",
    link: "등록된 번호로 링크를 다시 보냈습니다. 이전 링크와 그 링크로 열려 있던 화면은 모두 닫혔습니다.",
    unmasked: "가리지 않은 값을 이 통화 동안 보여 줍니다. 이유와 함께 기록되었습니다.",
    "protection-on":
      "유심보호서비스 켜기를 신청했습니다. 통신사가 확인하면 켜집니다. 고객님께 문자로 알려 드립니다.",
    "payments-off":
      "소액결제 막기를 신청했습니다. 통신사가 확인하면 막힙니다. 고객님께 문자로 알려 드립니다.",
    "payments-lower":
      "소액결제 한도 낮추기를 신청했습니다. 통신사가 확인하면 낮아집니다. 고객님께 문자로 알려 드립니다.",
    "payments-biometric":
      "소액결제 때마다 생체인증을 신청했습니다. 통신사가 확인하면 적용됩니다. 고객님께 문자로 알려 드립니다.",
    certificate: "확인서를 발급했습니다. 고객님이 문자의 링크로 들어가 ‘확인서’에서 내려받으십니다.",
    "take-sum":
      "확인된 금액을 요금에서 돌려 드리도록 신청했습니다. 통신사가 처리하면 고객님께 문자로 알려 드립니다.",
    report: "접수했습니다. 고객님께 접수 번호를 불러 드리세요.",
  }),
);

/** What was done last in this call. */
export function CallDone({ what, caseNumber }: { what: string; caseNumber: string | null }) {
  const text = texts.get(what);
  if (!text) return null;
  return (
    <p className="card verdict" role="status">
      {text}
      {what === "report" && caseNumber && <strong> {caseNumber}</strong>}
    </p>
  );
}
