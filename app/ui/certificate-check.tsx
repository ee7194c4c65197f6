import { certificateLines, certificateTitle } from "#app/domain/certificates/certificate-text.rules.ts";
import type { CheckedCertificate } from "#app/domain/certificates/check-certificate.server.ts";
import { certificateCheck } from "#app/locales/certificate-check.ts";
import { certificate } from "#app/locales/certificate.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

/** Where a certificate's code is typed. It is sent in the address, as the QR code has it. */
export function CertificateForm({ language, isWrong }: { language: Language; isWrong: boolean }) {
  return (
    <form method="get" action="/certificate" className="card">
      <label htmlFor="code">{say(certificateCheck.label, language)}</label>
      <div id="code-hint" className="quiet">
        {say(certificateCheck.hint, language)}
      </div>
      <input
        id="code"
        name="code"
        required
        maxLength={40}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        aria-describedby={isWrong ? "problem code-hint" : "code-hint"}
        {...(isWrong && { "aria-invalid": true })}
      />
      <button className="wide">{say(certificateCheck.submit, language)}</button>
    </form>
  );
}

/** What a genuine one certifies, to be compared with the paper. */
export function CertificateContent({
  language,
  checked: { code, issuedAt, facts, incident, person, changedSince },
}: {
  language: Language;
  checked: CheckedCertificate;
}) {
  const rows = [
    [certificate.name, person?.name],
    [certificate.number, person?.msisdn],
    [certificate.incident, say(incident.names, language)],
    [certificate.issued, `${formatDay(issuedAt, language)} ${kstTime(issuedAt)}`],
    [certificate.code, code],
  ] as const;
  return (
    <>
      <section className="card verdict">
        <h1>{say(certificateCheck.genuine, language)}</h1>
        <p>
          <strong>{certificateTitle(facts.kind, language)}</strong>
        </p>
        {changedSince && <p>{say(certificateCheck.changed_since, language)}</p>}
      </section>
      <p>{say(certificateCheck.compare, language)}</p>
      <dl>
        {rows.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label.en}>
                <dt>{say(label, language)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
        <div>
          <dt>{say(certificate.content, language)}</dt>
          {certificateLines({ facts, issuedAt, incident }, language).map((line) => (
            <dd key={line}>{line}</dd>
          ))}
        </div>
      </dl>
      {!person && <p>{say(certificateCheck.erased, language)}</p>}
    </>
  );
}
