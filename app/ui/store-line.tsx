import type { VisitLine } from "#app/domain/usim-swap/find-visit-by-code.server.ts";
import { relationshipNames } from "#app/locales/swap-papers.ts";
import { languageNames } from "#app/locales/language.ts";
import { kstTime } from "#app/shared/time.ts";
import { Key } from "#app/ui/console-page.tsx";
import {
  CheckFacts,
  DocumentFields,
  DocumentReference,
  isReady,
  type ShownCheck,
} from "#app/ui/store-check.tsx";
import { StoreActionForm } from "#app/ui/store-action.tsx";
import { bookingStates, cardNames } from "#app/ui/store-words.ts";
import { PaperList } from "#app/ui/swap-papers.tsx";

export type ShownLine = Omit<VisitLine, "bookingId" | "check" | "swap"> & {
  bookingId: string;
  check: ShownCheck | null;
  swap: { state: "activating" | "active" | "refused"; completedAt: string } | null;
};

type Around = { action: string; arrived: boolean; swapKey: string; hotline: string; isFirst: boolean };

/** One line of a visit, from the papers to the card. */
export function StoreLineCard({ line, ...around }: { line: ShownLine } & Around) {
  const { bookingId, check, state } = line;
  const { action, arrived, hotline } = around;
  const isLive = state === "booked" && arrived;
  return (
    <section className="card">
      <h2>
        {line.name} {line.number}
      </h2>
      <p>
        {relationshipNames[line.relationship].ko} · {cardNames[line.card]} · {languageNames[line.language]} ·{" "}
        {bookingStates[state]}
      </p>
      {line.swap && <p>{swapWords(line.swap)}</p>}
      <details open={isLive && !check}>
        <summary>서류: {relationshipNames[line.relationship].ko}</summary>
        <PaperList language="ko" relationship={line.relationship} number={hotline} />
      </details>
      {line.relationship !== "proxy" && (
        <details>
          <summary>서류: {relationshipNames.proxy.ko}</summary>
          <PaperList language="ko" relationship="proxy" number={hotline} />
        </details>
      )}
      {check && <CheckFacts check={check} />}
      {isLive && check?.matched && check.needsSecond && !check.second && (
        <DocumentReference check={check} action={action} />
      )}
      {isLive && check && isReady(check) && <CardForm line={line} {...around} />}
      {isLive && (
        <details open={!check?.matched}>
          <summary>{check ? "신분 다시 확인" : "신분 확인"}</summary>
          <form method="post" action={action} data-once>
            <input type="hidden" name="booking" value={bookingId} />
            <p className="quiet">
              신분증의 사진과 오신 분의 얼굴을 견주고, 신분증에 적힌 이름과 생년월일을 그대로 적습니다. 회선과
              맞는지만 알려 드리고, 적은 것은 남기지 않습니다. 법인과 대리인은 비워 둡니다.
            </p>
            <div className="row">
              <DocumentFields id={bookingId} relationship={line.relationship} />
            </div>
            <button name="act" value="id-matched">
              신분증 일치
            </button>{" "}
            <button className="second" name="act" value="id-not-matched">
              일치하지 않음
            </button>
          </form>
        </details>
      )}
      {check?.matched && check.relationship === "self" && isReady(check) && (
        <details>
          <summary>다른 일 (보호서비스, 결제 등)</summary>
          <StoreActionForm idCheckId={check.idCheckId} action={action} />
        </details>
      )}
    </section>
  );
}

/** The serial is scanned or typed; Enter ends the swap. */
const CardForm = ({ line, action, swapKey, isFirst }: { line: ShownLine } & Around) => (
  <form method="post" action={action} data-once>
    <input type="hidden" name="booking" value={line.bookingId} />
    <input type="hidden" name="key" value={swapKey} />
    <input type="hidden" name="card" value={line.card} />
    <label htmlFor={`iccid-${line.bookingId}`}>
      {cardNames[line.card]} 일련번호 (ICCID, 89로 시작하는 19~20자리) {isFirst && <Key code="KeyI" />}
    </label>
    <div className="row">
      <input
        id={`iccid-${line.bookingId}`}
        name="iccid"
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={40}
        data-key={isFirst ? "KeyI" : undefined}
        data-focus={isFirst ? "" : undefined}
      />
      <button name="act" value="complete">
        교체 완료
      </button>
    </div>
  </form>
);

function swapWords({ state, completedAt }: NonNullable<ShownLine["swap"]>): string {
  const at = kstTime(new Date(completedAt));
  switch (state) {
    case "activating":
      return `${at}에 건네고 통신사에 개통을 신청했습니다. 유심보호서비스는 그대로입니다. 몇 분 안에 개통됩니다.`;
    case "active":
      return `${at}에 건넨 카드가 개통되었습니다.`;
    case "refused":
      return `${at}에 건넨 카드를 통신사가 받지 않았습니다. 다른 카드로 다시 하세요.`;
  }
}
