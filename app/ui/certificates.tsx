import { certificateKinds } from "#app/domain/certificates/certificate.rules.ts";
import type { IssueRefusal } from "#app/domain/certificates/issue-certificate.server.ts";
import type { OwnCertificate } from "#app/domain/certificates/list-own-certificates.server.ts";
import { certificate } from "#app/locales/certificate.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say, type Message } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

const refusalText: Record<IssueRefusal, Message> = {
  "not-on": certificate.not_on,
  "no-swap": certificate.no_swap,
  "carrier-silent": certificate.carrier_silent,
  "owner-changed": certificate.not_yours,
  "line-not-active": certificate.not_yours,
  purged: certificate.not_yours,
  "too-many": certificate.too_many,
};

export function CertificateProblem({ language, refusal }: { language: Language; refusal: IssueRefusal }) {
  return (
    <div className="error" role="alert">
      <h2>{say(certificate.problem, language)}</h2>
      <p>{say(refusalText[refusal], language)}</p>
      {refusal === "not-on" && (
        <p>
          <a href="/protection">{say(certificate.to_protection, language)}</a>
        </p>
      )}
    </div>
  );
}

const what = {
  exposure: certificate.exposure_what,
  enrolment: certificate.enrolment_what,
  swap: certificate.swap_what,
};

/** One press each. */
export function IssueCertificates({ language }: { language: Language }) {
  return (
    <section>
      <h2>{say(certificate.issue_title, language)}</h2>
      {certificateKinds.map((kind) => (
        <form key={kind} method="post" className="card">
          <h3 id={kind}>{say(certificate[kind], language)}</h3>
          <p>{say(what[kind], language)}</p>
          <button name="kind" value={kind} aria-describedby={kind}>
            {say(certificate.issue, language)}
          </button>
        </form>
      ))}
    </section>
  );
}

/** What such a file weighs, as measured: the letters that it takes in of its fonts. */
const FILE_KB = { ko: 60, en: 65, zh: 80, vi: 65 };

export function OwnCertificates({
  language,
  masked,
  issued,
}: {
  language: Language;
  /** Whether the files have name and number masked. */
  masked: boolean;
  issued: readonly OwnCertificate[];
}) {
  return (
    <section>
      <h2>{say(certificate.own_title, language)}</h2>
      {issued.length === 0 && <p>{say(certificate.none, language)}</p>}
      {masked && (
        <p>
          {say(certificate.masked, language)}{" "}
          <a href="/signin/carrier?to=/certificates">{say(certificate.sign_in, language)}</a>
        </p>
      )}
      <ul className="plain">
        {issued.map(({ code, kind, language: written, issuedAt }) => (
          <li key={code} className="card">
            <div>
              <strong>{say(certificate[kind], language)}</strong>
            </div>
            <div className="quiet">
              {say(certificate.issued_at, language, {
                day: formatDay(issuedAt, language),
                time: kstTime(issuedAt),
              })}
            </div>
            <div>
              <a href={`/certificate/${code}`}>{code}</a>
            </div>
            <p>
              <a className="button second" href={`/certificates/${code}.pdf`}>
                {say(certificate.download, language, { kb: FILE_KB[written] })}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
