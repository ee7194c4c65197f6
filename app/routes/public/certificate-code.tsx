import { data, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { checkCertificate } from "#app/domain/certificates/check-certificate.server.ts";
import { getFrame } from "#app/http/frame-loader.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import { certificateCheck } from "#app/locales/certificate-check.ts";
import { say } from "#app/locales/say.ts";
import { CertificateContent, CertificateForm } from "#app/ui/certificate-check.tsx";
import { Page } from "#app/ui/page.tsx";

/** What a certificate of ours says, to anyone who has its code. */
export const loader = publicLoader(async ({ ctx, language, params, address }) => {
  const frame = await getFrame(ctx, language);
  const checked = await checkCertificate(ctx, { typed: params.code ?? "", address });
  if (checked.ok) {
    const { issuedAt, ...rest } = checked.value;
    return { ...frame, refusal: null, checked: { ...rest, issuedAt: issuedAt.toISOString() } };
  }
  const status = checked.refusal === "too-many" ? 429 : 404;
  return data({ ...frame, refusal: checked.refusal, checked: null }, { status });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: say(certificateCheck.title, data?.language ?? "ko") },
];

export default function CertificateCode() {
  const { language, synthetic, hotline, refusal, checked } = useLoaderData<typeof loader>();
  const number = hotline?.number ?? "";
  return (
    <Page language={language} synthetic={synthetic} hotline={hotline}>
      {checked ? (
        <>
          <CertificateContent
            language={language}
            checked={{ ...checked, issuedAt: new Date(checked.issuedAt) }}
          />
          <p>
            <a href="/certificate">{say(certificateCheck.another, language)}</a>
          </p>
        </>
      ) : (
        <>
          <h1>{say(certificateCheck.title, language)}</h1>
          <div className="error" role="alert" id="problem">
            {refusal === "too-many" ? (
              <p>{say(certificateCheck.too_many, language, { number })}</p>
            ) : (
              <>
                <h2>{say(certificateCheck.not_ours, language)}</h2>
                <p>{say(certificateCheck.not_ours_then, language, { number })}</p>
              </>
            )}
          </div>
          <CertificateForm language={language} isWrong />
        </>
      )}
    </Page>
  );
}
