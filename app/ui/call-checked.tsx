import { certificateKinds } from "#app/domain/certificates/certificate.rules.ts";
import { lowerCaps } from "#app/domain/micropayments/micropayments.rules.ts";
import { certificate } from "#app/locales/certificate.ts";
import { say } from "#app/locales/say.ts";
import { formatKrw } from "#app/shared/money.ts";

const caps = lowerCaps(Infinity);

/** What an agent may do only for a caller who was checked: as the subscriber may at L1, and no further. */
export const CheckedLine = ({ callId, formKey }: { callId: string; formKey: string }) => (
  <section className="card">
    <h2>확인된 고객님께 해 드릴 수 있는 것</h2>
    <p>
      <a className="button second" href="/call-center/swap">
        유심 교체: 예약, 옮기기, 대기
      </a>
    </p>
    <div className="row">
      <form method="post" className="grows">
        <input type="hidden" name="call" value={callId} />
        <input type="hidden" name="key" value={formKey} />
        <label htmlFor="cap">소액결제 한도 낮추기</label>
        <div className="row">
          <select id="cap" name="cap" required defaultValue="">
            <option value="" disabled>
              월 한도
            </option>
            {caps.map((cap) => (
              <option key={cap} value={cap}>
                {formatKrw(cap)}원
              </option>
            ))}
          </select>
          <button className="second" name="act" value="payments-lower">
            낮추기
          </button>
        </div>
      </form>
      <form method="post">
        <input type="hidden" name="call" value={callId} />
        <input type="hidden" name="key" value={formKey} />
        <button className="second" name="act" value="payments-biometric">
          소액결제 생체인증
        </button>
      </form>
    </div>
    <form method="post">
      <input type="hidden" name="call" value={callId} />
      <label htmlFor="kind">확인서 발급 (고객님이 링크로 들어가 내려받음)</label>
      <div className="row">
        <select id="kind" name="kind">
          {certificateKinds.map((kind) => (
            <option key={kind} value={kind}>
              {say(certificate[kind], "ko")}
            </option>
          ))}
        </select>
        <button className="second" name="act" value="certificate">
          발급
        </button>
      </div>
    </form>
  </section>
);
