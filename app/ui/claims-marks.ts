import type { ReviewClaim } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { formatKrw } from "#app/shared/money.ts";
import type { TimelineMark } from "#app/ui/claim-timeline.tsx";
import { exposureWords, heldWords, statusWords } from "#app/ui/claims-words.ts";

type Known = Pick<ReviewClaim, "items" | "held" | "otherByHand" | "signals" | "exposures">;

/**
 * What is known of a claim's line as marks of its time line, and the rows that they stand in: cells, ways of
 * paying, by hand, findings.
 */
export function marksOf({ items, held, otherByHand, signals, exposures }: Known): {
  marks: TimelineMark[];
  lanes: string[];
} {
  const claimed = new Set(items.flatMap(({ payment }) => (payment ? [payment.paymentId] : [])));
  const marks: TimelineMark[] = [
    ...signals.map(({ eci, area, at, exposed }) => ({
      at,
      lane: eci,
      label: "",
      kind: "signal" as const,
      claimed: false,
      what: `${area?.ko ?? "위치 미공개"} (${exposed.join(", ")})`,
      note: "",
    })),
    ...held.map(({ paymentId, at, authMethod, amountKrw, status, merchant, pg, item, eci, heldBy }) => ({
      at,
      lane: `결제 ${authMethod}`,
      label: formatKrw(amountKrw),
      kind: status,
      claimed: claimed.has(paymentId),
      what: `${formatKrw(amountKrw)}원, ${merchant}, ${pg}, ${item}`,
      note: [
        statusWords[status],
        eci ? `불법 기지국 ${eci}` : "기지국 모름",
        // This claim's own are marked as that.
        heldBy && !claimed.has(paymentId) && heldWords(heldBy),
      ]
        .filter(Boolean)
        .join(", "),
    })),
    ...otherByHand.map(({ at, amountKrw, approvedKrw, ...other }) => ({
      at,
      lane: "직접 적음",
      label: formatKrw(amountKrw),
      kind: "by-hand" as const,
      claimed: false,
      what: `${formatKrw(amountKrw)}원${approvedKrw && approvedKrw < amountKrw ? ` 가운데 ${formatKrw(approvedKrw)}원 인정` : ""}`,
      note: heldWords(other),
    })),
    ...items.flatMap(({ payment, byHand, at, amountKrw, authMethod }) =>
      payment
        ? []
        : [
            {
              at,
              lane: "직접 적음",
              label: formatKrw(amountKrw),
              kind: "by-hand" as const,
              claimed: true,
              what: [`${formatKrw(amountKrw)}원`, byHand?.merchant, byHand?.pg, byHand?.item]
                .filter(Boolean)
                .join(", "),
              note: [authMethod ?? "인증 모름", byHand?.timeKnown === false && "시각 모름 (낮 12시에 놓음)"]
                .filter(Boolean)
                .join(", "),
            },
          ],
    ),
    ...exposures.map(({ announcedAt, verdict, categories }) => ({
      at: announcedAt,
      lane: "발표",
      label: exposureWords[verdict],
      kind: "finding" as const,
      claimed: false,
      what: [exposureWords[verdict], ...categories].join(", "),
      note: "",
    })),
  ];
  const used = (names: readonly string[]) => names.filter((name) => marks.some(({ lane }) => lane === name));
  return {
    marks,
    lanes: [
      ...new Set(signals.map(({ eci }) => eci)),
      ...used(["결제 ARS", "결제 SMS", "결제 PASS", "직접 적음", "발표"]),
    ],
  };
}
