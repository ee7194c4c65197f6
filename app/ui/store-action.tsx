import { storeActions, type StoreAction } from "#app/domain/usim-swap/id-check.rules.ts";
import { kstTime } from "#app/shared/time.ts";
import { actionPlaces } from "#app/ui/store-words.ts";

/** One action at L3 for whose ID was checked; they enter it themself. */
export const StoreActionForm = ({ idCheckId, action }: { idCheckId: string; action: string }) => (
  <form method="post" action={action}>
    <input type="hidden" name="check" value={idCheckId} />
    <div className="row">
      <div>
        <label htmlFor={`path-${idCheckId}`}>고객님이 직접 하실 일 하나 열기 (15분)</label>
        <select id={`path-${idCheckId}`} name="path">
          {storeActions.map((path) => (
            <option key={path} value={path}>
              {actionPlaces[path]}
            </option>
          ))}
        </select>
      </div>
      <button className="second" name="act" value="open-action">
        번호 만들기
      </button>
    </div>
  </form>
);

export type OpenedAction = { code: string; until: string; path: StoreAction };

/** What the person types at /store-code. It is shown this once. */
export const StoreActionCode = ({ opened: { code, until, path } }: { opened: OpenedAction }) => (
  <div className="card verdict" role="status">
    <h2>고객님이 적으실 번호</h2>
    <p className="code">
      {code.slice(0, 4)} {code.slice(4)}
    </p>
    <p>
      {actionPlaces[path]}: {kstTime(new Date(until))}까지, 한 번. 고객님이 자기 휴대폰이나 매장 태블릿에서{" "}
      <a href="/store-code" target="_blank" rel="noreferrer">
        /store-code
      </a>
      를 열어 이 번호와 생년월일을 직접 적습니다. 직원은 대신 적지 않습니다. 새로 만들면 이 번호는 쓸 수
      없습니다.
    </p>
  </div>
);
