import type { CheckState } from "#app/domain/usim-swap/store-lines.server.ts";
import { idDocuments, type Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { idDocumentNames, relationshipNames } from "#app/locales/swap-papers.ts";
import { kstTime } from "#app/shared/time.ts";

export type ShownCheck = Omit<CheckState, "at" | "idCheckId"> & { at: string; idCheckId: string };

/** How an ID check stands, and what it still waits for. */
export function CheckFacts({ check }: { check: ShownCheck }) {
  const { matched, needsSecond, second, told } = check;
  return (
    <>
      <p>
        <strong>{matched ? "신분증 일치" : "일치하지 않음"}</strong>:{" "}
        {relationshipNames[check.relationship].ko}, {idDocumentNames[check.document].ko},{" "}
        {kstTime(new Date(check.at))}
      </p>
      {matched && needsSecond && (
        <ul>
          <li>
            {second === "member"
              ? "동료가 확인함"
              : second === "carrier"
                ? "통신사가 신분증을 확인함"
                : "동료의 확인을 기다림 (동료가 자기 로그인의 '동료 확인'에서 누릅니다)"}
          </li>
          <li>{told ? "회선에 알림 문자가 나감" : "회선에 보내는 알림 문자가 나가기를 기다림"}</li>
        </ul>
      )}
    </>
  );
}

/** Whether what may follow a check can be tried. */
export const isReady = ({ matched, needsSecond, second, told }: ShownCheck) =>
  matched && (!needsSecond || (second !== null && told));

/** The words of a document as they are typed for comparison. Nothing of them is shown again. */
export function DocumentFields({ id, relationship }: { id: string; relationship: Relationship | null }) {
  return (
    <>
      {relationship && (
        <div>
          <label htmlFor={`relationship-${id}`}>오신 분</label>
          <select id={`relationship-${id}`} name="relationship" defaultValue={relationship}>
            {[relationship, "proxy" as const].map((one) => (
              <option key={one} value={one}>
                {relationshipNames[one].ko}
              </option>
            ))}
          </select>
        </div>
      )}
      <div>
        <label htmlFor={`document-${id}`}>신분증</label>
        <select id={`document-${id}`} name="document">
          {idDocuments.map((document) => (
            <option key={document} value={document}>
              {idDocumentNames[document].ko}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`name-${id}`}>신분증의 이름</label>
        <input id={`name-${id}`} name="name" autoComplete="off" maxLength={100} />
      </div>
      <div>
        <label htmlFor={`birth-${id}`}>신분증의 생년월일 8자리</label>
        <input id={`birth-${id}`} name="birthDate" inputMode="numeric" autoComplete="off" maxLength={20} />
      </div>
    </>
  );
}

/** The carrier's word in the place of a colleague's. */
export const DocumentReference = ({ check, action }: { check: ShownCheck; action: string }) => (
  <form method="post" action={action}>
    <input type="hidden" name="check" value={check.idCheckId} />
    <div className="row">
      <div>
        <label htmlFor={`reference-${check.idCheckId}`}>동료가 없을 때: 통신사 진위 확인 번호</label>
        <input
          id={`reference-${check.idCheckId}`}
          name="reference"
          required
          autoComplete="off"
          maxLength={100}
        />
      </div>
      <button className="second" name="act" value="document-check">
        확인 결과 읽기
      </button>
    </div>
  </form>
);
